export * from './catalogue.js';
export * from './tags.js';
export * from './searchable.js';
export * from './declaration-parts.js';
export * from './value.schema.js';
export * from './package.events.js';
export * from './package.commands.js';
export * from './package.view.js';
