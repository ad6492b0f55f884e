import { parentPort, workerData } from 'node:worker_threads';
import { openEventReader } from '../event-log/open-event-log.js';
import { takeSnapshot } from '../read-side/snapshots/take-snapshot.js';
import type { CopyAnswer, CopyingStart, FromCopying, Taken } from './copying.js';
import { takeBackup } from './take-backup.js';

// Hashing and walking chains would stop the server for seconds: it is done here. Only who holds a file can copy it
// while it is written, so that much is asked for.

const port = parentPort;
if (port === null) throw new Error('copies are taken in a worker thread');
const start = workerData as CopyingStart;

const copy = (file: string): Promise<{ position: string }> =>
  new Promise((resolve, reject) => {
    port.once('message', (answer: CopyAnswer) =>
      'least' in answer ? resolve({ position: answer.least }) : reject(new Error(answer.refused)),
    );
    port.postMessage({ kind: 'copy', file } satisfies FromCopying);
  });

const take = async (): Promise<Taken> => {
  if (start.what === 'backup') {
    const { dataDir, root, copiesLog } = start;
    const { manifest, damagedBlobs } = await takeBackup(copiesLog ? { dataDir, copyLog: copy } : { dataDir }, root);
    return { made: Date.parse(manifest.made), damagedBlobs };
  }
  const { folder, keep, log } = start;
  const reader = await openEventReader(log);
  try {
    const { manifest } = await takeSnapshot({ folder, keep, eventLog: log.eventLog, reader, copyViews: copy });
    return { made: Date.parse(manifest.made), damagedBlobs: [] };
  } finally {
    await reader.close();
  }
};

try {
  port.postMessage({ kind: 'taken', ...(await take()) } satisfies FromCopying);
} catch (error) {
  port.postMessage({ kind: 'failed', reason: (error as Error).message } satisfies FromCopying);
}
port.close();
