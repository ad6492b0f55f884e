export * from './message.js';
export * from './envelope.js';
export * from './view.js';
export * from './live.js';
export * from './steps.js';
export * from './answer.js';
export * from './replay.js';
