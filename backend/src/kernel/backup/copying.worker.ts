import { parentPort, workerData } from 'node:worker_threads';
import type { Head } from '../event-log/event-log.js';
import type { CopyAnswer, CopyingStart, FromCopying } from './copying.js';
import { takeBackup } from './take-backup.js';

// Hashing and walking chains would stop the server for seconds: it is done here. Only who holds the log can copy it,
// so that much is asked for.

const port = parentPort;
if (port === null) throw new Error('backups are taken in a worker thread');
const { dataDir, root, copiesLog } = workerData as CopyingStart;

const copyLog = (file: string): Promise<Required<Head>> =>
  new Promise((resolve, reject) => {
    port.once('message', (answer: CopyAnswer) => ('head' in answer ? resolve(answer.head) : reject(new Error(answer.refused))));
    port.postMessage({ kind: 'copy', file } satisfies FromCopying);
  });

try {
  const { manifest, damagedBlobs } = await takeBackup(copiesLog ? { dataDir, copyLog } : { dataDir }, root);
  port.postMessage({ kind: 'taken', made: Date.parse(manifest.made), damagedBlobs } satisfies FromCopying);
} catch (error) {
  port.postMessage({ kind: 'failed', reason: (error as Error).message } satisfies FromCopying);
}
port.close();
