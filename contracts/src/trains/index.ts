export * from './targets.js';
export * from './slots.js';
export * from './derived-trains.js';
export * from './compatibility.js';
export * from './train.events.js';
export * from './train.commands.js';
export * from './train.view.js';
