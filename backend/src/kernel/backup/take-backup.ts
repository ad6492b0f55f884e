import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { blobDirOf } from '../blob-store/blob-dir.js';
import { copyDatabase } from '../copy-database.js';
import type { Head } from '../event-log/event-log.js';
import { GENESIS } from '../event-log/sqlite/chain.js';
import { writeHeadMark } from '../event-log/sqlite/head-mark.js';
import { logFile, openCopy } from '../event-log/sqlite/schema.js';
import { verifyCopy } from '../event-log/sqlite/verify.js';
import { blobsOf, listBackups, nameOf, newestBackup, PARTIAL, removeLeftovers } from './backup-folder.js';
import { copyBlobs } from './copy-blobs.js';
import { BadCopy, entryOf, MANIFEST, sync, thisProgram, type Manifest } from './manifest.js';
import { outlived } from './retention.js';

export const DIRECTORY = 'directory.sqlite';
/** How far each reaction has come. */
export const REACTIONS = 'reactions.sqlite';

export type BackupSource = {
  dataDir: string;
  /** Absent: the events lie in an event store, which has a backup of its own. */
  copyLog?: (file: string) => Promise<Pick<Head, 'position'>>;
};
export type TakenBackup = {
  folder: string;
  manifest: Manifest;
  /** Blobs that were new, and those that are not what their name says. */
  copiedBlobs: number;
  damagedBlobs: readonly string[];
  removed: readonly string[];
};

const firstHash = (file: string): string => {
  const db = openCopy(file);
  try {
    const hash = db.prepare('SELECT hash FROM events WHERE position = 1').get()?.['hash'];
    return hash === undefined ? GENESIS : Buffer.from(hash as Uint8Array).toString('hex');
  } finally {
    db.close();
  }
};

const isOfTheSameLog = (known: Manifest['log'], now: Manifest['log']): boolean =>
  known.kind === now.kind && (known.kind !== 'sqlite' || now.kind !== 'sqlite' || known.position === 0 || known.first === now.first);

/** The log and its head mark, checked: of a log that was backed up before, only what came since. */
const copyLog = async (
  folder: string,
  copy: NonNullable<BackupSource['copyLog']>,
  before: Manifest['log'] | undefined,
): Promise<Manifest['log']> => {
  const file = logFile(folder);
  const least = await copy(file);
  const first = firstHash(file);
  const known = before?.kind === 'sqlite' && before.first === first ? before : undefined;
  const head = verifyCopy(file, known);
  if (head.position < Number(least.position))
    throw new BadCopy(`the copy of the log ends at position ${head.position}, but ${least.position} was stored before it began`);
  writeHeadMark(folder, head);
  return { kind: 'sqlite', ...head, first };
};

/** Small ones are copied in one step, through a connection of our own. */
const copySmall = async (name: string, dataDir: string, folder: string): Promise<void> => {
  if (!existsSync(join(dataDir, name))) return;
  const db = new DatabaseSync(join(dataDir, name), { readOnly: true, timeout: 5_000 });
  try {
    await copyDatabase(db, join(folder, name));
  } finally {
    db.close();
  }
};

/**
 * Makes one whole backup below `root`, or none: it is made under another name and renamed at its end. Reactions are
 * copied before the log, so that none has come further than it; blobs after it, so that all that its events name are there.
 */
export const takeBackup = async ({ dataDir, copyLog: copy }: BackupSource, root: string, now = new Date()): Promise<TakenBackup> => {
  await mkdir(root, { recursive: true, mode: 0o700 });
  await removeLeftovers(root, now.getTime());
  const before = await newestBackup(root);
  const partial = join(root, `${PARTIAL}${randomUUID()}`);
  await mkdir(partial, { mode: 0o700 });
  try {
    if (copy !== undefined) await copySmall(REACTIONS, dataDir, partial);
    const log: Manifest['log'] = copy === undefined ? { kind: 'eventstoredb' } : await copyLog(partial, copy, before?.manifest.log);
    if (before !== undefined && !isOfTheSameLog(before.manifest.log, log))
      throw new BadCopy(`${root} holds backups of another log (${before.name}): name another folder for this one`);
    await copySmall(DIRECTORY, dataDir, partial);
    const { damaged, copied, ...blobs } = await copyBlobs(blobDirOf(dataDir), blobsOf(root));

    const files: Manifest['files'] = {};
    for (const name of ['log.sqlite', 'head.json', DIRECTORY, REACTIONS])
      if (existsSync(join(partial, name))) {
        await sync(join(partial, name));
        files[name] = await entryOf(join(partial, name));
      }
    const manifest: Manifest = { format: 1, made: now.toISOString(), program: thisProgram(), log, files, blobs };
    await writeFile(join(partial, MANIFEST), `${JSON.stringify(manifest, undefined, 2)}\n`, { flush: true });
    await sync(partial);
    const folder = join(root, nameOf(now));
    await rename(partial, folder);
    await sync(root);
    const removed = outlived(await listBackups(root), now.getTime());
    for (const old of removed) await rm(old.folder, { recursive: true, force: true });
    return { folder, manifest, copiedBlobs: copied, damagedBlobs: damaged, removed: removed.map(({ name }) => name) };
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
};
