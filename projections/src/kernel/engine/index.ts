export * from './columns.js';
export * from './engine.js';
export type { Changes, Published } from './line.js';
export { FoldFailed } from './folder.js';
export * from './model.js';
export * from './read-store.js';
export { slimOf, Table } from './table.js';
export * from './rebuild.js';
export * from './view-hash.js';
