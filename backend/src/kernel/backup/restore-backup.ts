import { constants, existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { blobDirOf } from '../blob-store/blob-dir.js';
import { lockLog } from '../event-log/sqlite/lock.js';
import { headMarkFile } from '../event-log/sqlite/head-mark.js';
import { logFile } from '../event-log/sqlite/schema.js';
import { verifyLog } from '../event-log/sqlite/verify.js';
import { blobsOf } from './backup-folder.js';
import { copyBlobs } from './copy-blobs.js';
import { BadCopy, sync, type Manifest } from './manifest.js';
import { DIRECTORY, REACTIONS } from './take-backup.js';
import { verifyBackup } from './verify-backup.js';

/**
 * What goes out of the way of a restored log. How far each reaction has come belongs to the log that goes. The views
 * stay: they notice that the log has another history than theirs and are folded anew.
 */
const REPLACED = /^(log\.sqlite|directory\.sqlite|reactions\.sqlite)(-wal|-shm)?$/;

export type Restored = {
  manifest: Manifest;
  blobs: number;
  /** Not restored: in the backup they are not what their name says. */
  damagedBlobs: readonly string[];
  /** Where the log that stood there lies now. */
  replaced?: string;
};

const put = async (from: string, to: string): Promise<void> => {
  const arriving = `${to}.arriving`;
  await copyFile(from, arriving, constants.COPYFILE_FICLONE);
  await sync(arriving);
  await rename(arriving, to);
};

/** The folder under which the replaced log is kept. */
const setAside = async (dataDir: string, now: Date): Promise<string> => {
  const aside = join(dataDir, `replaced-${now.toISOString().replaceAll(':', '-')}`);
  await mkdir(aside, { mode: 0o700 });
  // The head mark stays until the new one takes its place: without a log beside it, nothing starts.
  await copyFile(headMarkFile(dataDir), headMarkFile(aside));
  for (const name of (await readdir(dataDir)).filter((n) => REPLACED.test(n))) await rename(join(dataDir, name), join(aside, name));
  await sync(aside);
  return aside;
};

/**
 * Puts a backup into a data directory: verified before anything is touched, and once more when it lies there. The head
 * mark comes first and the log last: whatever was cut off in between does not start, rather than start empty.
 */
export const restoreBackup = async (
  folder: string,
  dataDir: string,
  { replace, now = new Date() }: { replace: boolean; now?: Date },
): Promise<Restored> => {
  const manifest = await verifyBackup(folder, { blobs: false });
  await mkdir(dataDir, { recursive: true });
  const there = (await readdir(dataDir)).filter((name) => name !== 'lost+found');
  if (there.length > 0 && !replace)
    throw new BadCopy(
      `${dataDir} is not empty (${there.slice(0, 3).join(', ')}${there.length > 3 ? ' …' : ''}): name an empty data directory by DATA_DIR, or say --replace to set its log aside`,
    );
  const lock = lockLog(dataDir);
  try {
    const aside = manifest.log.kind === 'sqlite' && there.includes('head.json') ? await setAside(dataDir, now) : undefined;
    if (manifest.log.kind === 'sqlite') await put(headMarkFile(folder), headMarkFile(dataDir));
    const { count, damaged } = await copyBlobs(blobsOf(join(folder, '..')), blobDirOf(dataDir));
    for (const name of [DIRECTORY, REACTIONS]) if (existsSync(join(folder, name))) await put(join(folder, name), join(dataDir, name));
    if (manifest.log.kind === 'sqlite') {
      await put(logFile(folder), logFile(dataDir));
      await sync(dataDir);
      const head = verifyLog(logFile(dataDir));
      if (head.position !== manifest.log.position)
        throw new BadCopy(
          `the restored log ends at position ${head.position}, the backup at ${manifest.log.position}: the disk lost something`,
        );
    }
    return { manifest, blobs: count, damagedBlobs: damaged, ...(aside === undefined ? {} : { replaced: aside }) };
  } finally {
    lock.release();
  }
};
