import { join } from 'node:path';
import { LogDamaged } from '../event-log/event-log.js';
import { readHeadMark } from '../event-log/sqlite/head-mark.js';
import { logFile, openCopy } from '../event-log/sqlite/schema.js';
import { verifyCopy } from '../event-log/sqlite/verify.js';
import { blobsOf } from './backup-folder.js';
import { BadCopy, insistOnFile, readManifest, type Manifest } from './manifest.js';
import { insistOnBlobs, textsOf } from './named-blobs.js';
import { DIRECTORY, REACTIONS } from './take-backup.js';

const insistOnLog = (folder: string, log: Extract<Manifest['log'], { kind: 'sqlite' }>): void => {
  const head = verifyCopy(logFile(folder));
  const mark = readHeadMark(folder);
  for (const [what, found] of [
    ['the log', head],
    ['the head mark', mark],
  ] as const)
    if (found?.position !== log.position || found.hash !== log.hash)
      throw new BadCopy(`${folder}: ${what} ends at position ${found?.position ?? 'none'}, the manifest says ${log.position}`);
};

const insistOnDatabase = (file: string): void => {
  const db = openCopy(file);
  try {
    if (db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'] !== 'ok') throw new BadCopy(`${file} is damaged`);
  } finally {
    db.close();
  }
};

/**
 * Every file is what was copied, every link of the chain holds, log, head mark and manifest end at the same event.
 * `blobs`: also that each blob named by an event is there, with its hash. Throws `BadCopy` or `LogDamaged`.
 */
export const verifyBackup = async (folder: string, { blobs }: { blobs: boolean }): Promise<Manifest> => {
  const manifest = await readManifest(folder);
  for (const [name, entry] of Object.entries(manifest.files)) await insistOnFile(join(folder, name), entry);
  try {
    if (manifest.log.kind === 'sqlite') insistOnLog(folder, manifest.log);
  } catch (error) {
    // The log's own words speak of a log in use; this one is a copy of it.
    if (error instanceof LogDamaged) throw new BadCopy(`${folder}: ${error.message.split('. ')[0] ?? ''}: take another backup`);
    throw error;
  }
  for (const name of [DIRECTORY, REACTIONS]) if (name in manifest.files) insistOnDatabase(join(folder, name));
  if (blobs && manifest.log.kind === 'sqlite') {
    const db = openCopy(logFile(folder));
    try {
      await insistOnBlobs(textsOf(db), blobsOf(join(folder, '..')));
    } finally {
      db.close();
    }
  }
  return manifest;
};
