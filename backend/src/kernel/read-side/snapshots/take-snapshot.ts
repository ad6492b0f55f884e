import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { hashesOf } from '@hyperloop/projections/engine';
import { nameOf, PARTIAL, removeLeftovers } from '../../backup/backup-folder.js';
import { BadCopy, entryOf, sync, thisProgram } from '../../backup/manifest.js';
import type { EventReader } from '../../event-log/event-log.js';
import type { EventLogOptions } from '../../event-log/open-event-log.js';
import { openCopy } from '../../event-log/sqlite/schema.js';
import { listSnapshots, manifestFile, type SnapshotManifest } from './snapshot-manifest.js';

/** The log's last event before a position: with the position itself it tells one log from another, also without a chain. */
export const idBefore = async (reader: Pick<EventReader, 'readAll'>, position: string): Promise<string | null> => {
  for await (const [event] of reader.readAll({ from: position, direction: 'backwards', limit: 1 })) return event?.id ?? null;
  return null;
};

export const hashesOfViews = (db: DatabaseSync): SnapshotManifest['views'] =>
  Object.fromEntries(Object.entries(hashesOf(db)).map(([view, { hash, rows }]) => [view, { hash, rows }]));

const read = (file: string) => {
  const db = openCopy(file);
  try {
    const verdict = db.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
    if (verdict !== 'ok') throw new BadCopy(`the copy of the views is damaged (${String(verdict)})`);
    const line = db.prepare('SELECT position, hash FROM lines ORDER BY line LIMIT 1').get();
    return {
      storeFormat: Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0),
      position: String(line?.['position'] ?? '0'),
      hash: (line?.['hash'] ?? null) as string | null,
      views: hashesOfViews(db),
    };
  } finally {
    db.close();
  }
};

/** Snapshots whose manifest was never written or has gone already. */
const removeOrphans = async (folder: string, now: number): Promise<void> => {
  const whole = await listSnapshots(folder);
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (!/^\d{4}-.*\.sqlite$/.test(name) || whole.includes(file)) continue;
    if (now - (await stat(file)).mtimeMs > 3_600_000) await rm(file, { force: true });
  }
};

export type SnapshotSource = {
  folder: string;
  /** Newest ones that stay. */
  keep: number;
  eventLog: EventLogOptions['eventLog'];
  reader: Pick<EventReader, 'readAll'>;
  /** Copies the views, through the connection that writes them, into a new file. */
  copyViews: (file: string) => Promise<unknown>;
};
export type TakenSnapshot = { snapshot: string; manifest: SnapshotManifest };

/** Makes one whole snapshot, or none: its manifest comes last. */
export const takeSnapshot = async (
  { folder, keep, eventLog, reader, copyViews }: SnapshotSource,
  now = new Date(),
): Promise<TakenSnapshot> => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await removeLeftovers(folder, now.getTime());
  await removeOrphans(folder, now.getTime());
  const partial = join(folder, `${PARTIAL}${randomUUID()}`);
  try {
    await copyViews(partial);
    const { position, hash, ...seen } = read(partial);
    const log = { kind: eventLog, position, hash, before: await idBefore(reader, position) };
    const manifest: SnapshotManifest = {
      format: 1,
      made: now.toISOString(),
      program: thisProgram(),
      log,
      ...seen,
      file: await entryOf(partial),
    };
    await sync(partial);
    const snapshot = join(folder, `${nameOf(now)}.sqlite`);
    await rename(partial, snapshot);
    await writeFile(`${partial}.json`, `${JSON.stringify(manifest, undefined, 2)}\n`, { flush: true });
    await rename(`${partial}.json`, manifestFile(snapshot));
    await sync(folder);
    for (const old of (await listSnapshots(folder)).slice(keep)) {
      await rm(manifestFile(old), { force: true });
      await rm(old, { force: true });
    }
    return { snapshot, manifest };
  } finally {
    await rm(partial, { force: true });
    await rm(`${partial}.json`, { force: true });
  }
};
