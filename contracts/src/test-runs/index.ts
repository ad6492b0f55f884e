export * from './train-types.js';
export * from './composition.js';
export * from './test-run.events.js';
export * from './test-run.commands.js';
export * from './test-run.view.js';
