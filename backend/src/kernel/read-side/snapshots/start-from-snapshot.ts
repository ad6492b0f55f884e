import { constants, existsSync } from 'node:fs';
import { copyFile, rename, rm } from 'node:fs/promises';
import { comparePositions } from '@hyperloop/contracts/kernel';
import { BadCopy, insistOnFile, sync } from '../../backup/manifest.js';
import type { EventReader } from '../../event-log/event-log.js';
import type { EventLogOptions } from '../../event-log/open-event-log.js';
import { readSnapshotManifest, snapshotAt, storeFormat, type SnapshotManifest } from './snapshot-manifest.js';
import { idBefore } from './take-snapshot.js';

type Start = {
  /** A snapshot, or a folder of which the newest is taken. */
  from: string;
  /** The read store's file. */
  store: string;
  eventLog: EventLogOptions['eventLog'];
  log: Pick<EventReader, 'readAll' | 'head' | 'hashAt'>;
};

/** Whether the snapshot shows a moment of this log's own history. */
const insistOnLog = async ({ kind, position, hash, before }: SnapshotManifest['log'], { log, eventLog }: Start): Promise<void> => {
  if (kind !== eventLog) throw new BadCopy(`it was folded from a log of another kind (${kind})`);
  const head = await log.head();
  if (comparePositions(position, head.position) > 0)
    throw new BadCopy(`it stands at position ${position}, but the log ends at ${head.position}`);
  const ours = await log.hashAt(position);
  if (ours !== undefined && hash !== null && ours !== hash)
    throw new BadCopy(`it was folded from another history: the chain hash at position ${position} differs`);
  if ((await idBefore(log, position)) !== before)
    throw new BadCopy(`it was folded from another log: the event before position ${position} is not the same`);
};

/**
 * Puts a snapshot of another node's views where this node has none yet: it then only catches up. What does not fit is
 * refused with a sentence, and the views are folded from the start of the log. Gives the position that they begin at.
 */
export const startFromSnapshot = async (start: Start): Promise<{ position: string } | { refused: string } | undefined> => {
  const { from, store } = start;
  if (existsSync(store)) return undefined;
  const arriving = `${store}.arriving`;
  try {
    const snapshot = await snapshotAt(from);
    if (snapshot === undefined) throw new BadCopy('there is no snapshot');
    const manifest = await readSnapshotManifest(snapshot);
    if (manifest.storeFormat !== storeFormat())
      throw new BadCopy(`its read store has form ${manifest.storeFormat}, this program writes ${storeFormat()}`);
    await insistOnLog(manifest.log, start);
    await copyFile(snapshot, arriving, constants.COPYFILE_FICLONE);
    // What was copied is what is looked at: the file may have been exchanged meanwhile.
    await insistOnFile(arriving, manifest.file);
    await sync(arriving);
    await rename(arriving, store);
    return { position: manifest.log.position };
  } catch (error) {
    await rm(arriving, { force: true });
    if (!(error instanceof BadCopy) && (error as NodeJS.ErrnoException).code === undefined) throw error;
    return { refused: `the snapshot ${from} is not used: ${(error as Error).message}; the views are folded from the start of the log` };
  }
};
