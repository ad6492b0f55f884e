export * from './analysis.events.js';
export * from './analysis.commands.js';
export * from './analysis.view.js';
export * from './directory.events.js';
export * from './directory.commands.js';
export * from './directory.view.js';
