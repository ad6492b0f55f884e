export * from './roles.js';
export * from './policy.js';
export * from './person.events.js';
export * from './person.commands.js';
export * from './person.view.js';
export * from './session.events.js';
