export * from './configuration/index.js';
export * from './configuration/configuration.schema.js';
export * from './variants.js';
export * from './wagon.events.js';
export * from './wagon.commands.js';
export * from './wagon.view.js';
