export * from './mail.events.js';
export * from './mail.commands.js';
export * from './mail.view.js';
