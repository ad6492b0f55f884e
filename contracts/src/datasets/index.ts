export * from './dataset.events.js';
export * from './dataset.commands.js';
export * from './dataset.view.js';
