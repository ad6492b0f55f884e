import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { blobDirOf } from '../blob-store/blob-dir.js';
import { openEventReader, type EventLogOptions } from '../event-log/open-event-log.js';
import { logFile } from '../event-log/sqlite/schema.js';
import { verifyLog } from '../event-log/sqlite/verify.js';
import { listSnapshots, snapshotFolder } from '../read-side/snapshots/snapshot-manifest.js';
import { verifySnapshot } from '../read-side/snapshots/verify-snapshot.js';
import { BadCopy } from './manifest.js';
import { insistOnBlobs, type EventText } from './named-blobs.js';

export type Check = (what: string, look: () => Promise<string>) => Promise<void>;

async function* textsOfLog(options: EventLogOptions): AsyncGenerator<EventText> {
  const reader = await openEventReader(options);
  try {
    for await (const page of reader.readAll()) for (const { position, data } of page) yield { position, text: JSON.stringify(data) };
  } finally {
    await reader.close();
  }
}

export const checkSnapshot = (snapshot: string, check: Check): Promise<void> =>
  check(snapshot, async () => {
    const { log, made, views } = await verifySnapshot(snapshot);
    return `${Object.keys(views).length} views at position ${log.position}, every row as copied at ${made}`;
  });

/** The log of a data directory, in use or not, and what belongs to it. */
export const verifyDataDir = async (options: EventLogOptions, { blobs }: { blobs: boolean }, check: Check): Promise<void> => {
  const { eventLog, dataDir } = options;
  if (eventLog === 'sqlite') {
    const file = logFile(dataDir);
    if (!existsSync(file) && !existsSync(join(dataDir, 'head.json')))
      throw new BadCopy(`there is no log in ${dataDir}: DATA_DIR names the data directory`);
    await check('log', async () => {
      if (!existsSync(file)) throw new BadCopy(`${file} is missing beside its head mark`);
      const { position, hash } = verifyLog(file);
      return `${position.toLocaleString('en-US')} events, every link of the chain holds, ends as the head mark says (${hash.slice(0, 16)})`;
    });
  }
  for (const snapshot of await listSnapshots(snapshotFolder(dataDir))) await checkSnapshot(snapshot, check);
  if (blobs)
    await check('blobs', async () => {
      const found = await insistOnBlobs(textsOfLog(options), blobDirOf(dataDir));
      return `${found.toLocaleString('en-US')} blobs named by events are there, with their hashes`;
    });
};
