export * from './job-states.js';
export * from './grid.events.js';
export * from './grid.commands.js';
export * from './grid.view.js';
