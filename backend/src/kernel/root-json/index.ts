export * from './axis.js';
export * from './histogram.js';
export * from './merge.js';
export * from './results.js';
