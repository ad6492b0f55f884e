export { snapshotFolder } from './snapshot-manifest.js';
export { startFromSnapshot } from './start-from-snapshot.js';
