export * from './notification-words.js';
export * from './notification.events.js';
export * from './notification.commands.js';
export * from './notification.view.js';
