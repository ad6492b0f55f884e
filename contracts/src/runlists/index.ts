export * from './runlist.events.js';
export * from './runlist.commands.js';
export * from './runlist.view.js';
