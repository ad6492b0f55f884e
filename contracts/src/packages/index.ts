export * from './catalogue.js';
export * from './tags.js';
export * from './tags.js';
export * from './package.events.js';
export * from './package.commands.js';
export * from './package.view.js';
