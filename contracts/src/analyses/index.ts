export * from './analysis.events.js';
export * from './analysis.commands.js';
export * from './analysis.view.js';
