import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { PersonAdmitted } from '@hyperloop/contracts/people';
import { events, views } from '@hyperloop/contracts/registry';
import { projections } from '@hyperloop/projections';
import { hashesOf, rebuild, type EventSource, type Model } from '@hyperloop/projections/engine';
import { backendModule } from '../../kernel/backend.js';
import { makeLogAt, type LogShape } from '../../kernel/generate.js';
import { embeddedLog, metaOf } from './embedded-log.js';

// What the faults of backups, snapshots and restores need: the commands as they are called, and the views as hashes.

const model: Model = { projections, views, events };

export const insist = (holds: boolean, otherwise: string): void => {
  if (!holds) throw new Error(otherwise);
};

type CheckpointsModule = { ReactionCheckpoints: new (file: string) => { put(reaction: string, position: string): void; close(): void } };
type SlicesModule = { slicesOver: (dataDir: string) => readonly { reactions?: readonly { name: string }[] }[] };

export type Ran = { code: number | null; said: string; seconds: number };

/** `npm run backup`, `restore` or `verify`, without the building before it. */
export const command = (name: 'backup' | 'restore' | 'verify', args: readonly string[], dataDir: string): Promise<Ran> =>
  new Promise((resolve) => {
    const since = performance.now();
    const file = fileURLToPath(new URL(`../../../../backend/dist/kernel/backup/${name}.js`, import.meta.url));
    const child = spawn(process.execPath, [file, ...args], { env: { PATH: process.env['PATH'] ?? '', DATA_DIR: dataDir } });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
    child.on('close', (code) => resolve({ code, said, seconds: (performance.now() - since) / 1000 }));
  });

export const must = async (name: 'backup' | 'restore' | 'verify', args: readonly string[], dataDir: string): Promise<Ran> => {
  const ran = await command(name, args, dataDir);
  if (ran.code !== 0) throw new Error(`${name} ended with ${ran.code}: ${ran.said}`);
  return ran;
};

/**
 * A log shaped like real use that is history already: the reactions have heard all of it, so that a product started on
 * it has nothing to catch up with but its views.
 */
export const makeHistoryAt = async (dir: string, shape: LogShape): Promise<void> => {
  await makeLogAt(dir, shape);
  const reader = (await embeddedLog()).openSqliteReader(dir);
  const { position } = await reader.head();
  await reader.close();
  const { ReactionCheckpoints } = await backendModule<CheckpointsModule>('kernel/reaction-checkpoints.js');
  const { slicesOver } = await backendModule<SlicesModule>('slices.js');
  const checkpoints = new ReactionCheckpoints(join(dir, 'reactions.sqlite'));
  for (const { reactions = [] } of slicesOver(dir)) for (const { name } of reactions) checkpoints.put(name, position);
  checkpoints.close();
};

/** Appends so many admitted people, whom nobody else admits, to a log that nobody writes. */
export const admitPeople = async (dir: string, count: number, mark: string): Promise<void> => {
  const log = await (await embeddedLog()).openSqliteLog({ dir });
  const flying: Promise<unknown>[] = [];
  for (let n = 1; n <= count; n += 1) {
    const personId = `${mark}${n}`;
    const { type, data } = PersonAdmitted.of({ personId });
    flying.push(log.append(`person-${personId}`, 'any', [{ type, data, meta: metaOf(`admit-${personId}`) }], `admit-${personId}`));
    if (flying.length === 2_000 || n === count) await Promise.all(flying.splice(0));
  }
  await log.close();
};

export type Views = {
  position: string;
  hashes: Readonly<Record<string, string>>;
  /** Which tables they are: a store that was folded anew has others. */
  epochs: string;
};

const simplified = (hashes: ReturnType<typeof hashesOf>): Views['hashes'] =>
  Object.fromEntries(Object.entries(hashes).map(([view, { hash, rows }]) => [view, `${rows} ${hash}`]));

/** The views as a data directory holds them, in one moment, also while they are served. */
export const servedViews = (store: string): Views => {
  const db = new DatabaseSync(store, { readOnly: true, timeout: 5_000 });
  try {
    db.exec('BEGIN');
    const hashes = hashesOf(db);
    const position = Object.values(hashes)[0]?.position ?? '0';
    const epochs = db.prepare('SELECT view, epoch FROM tables WHERE serving = 1 ORDER BY view').all();
    return { position, hashes: simplified(hashes), epochs: JSON.stringify(epochs) };
  } finally {
    db.close();
  }
};

/** The same views, folded anew from the log, up to a position. */
export const foldedViews = async (dir: string, scratch: string, to?: string): Promise<Views> => {
  const reader = (await embeddedLog()).openSqliteReader(dir);
  try {
    // The built reader is the source that the engine reads in the product.
    const { position, hashes } = await rebuild(reader as unknown as EventSource, model, scratch, to === undefined ? {} : { to });
    return { position, hashes: simplified(hashes), epochs: '' };
  } finally {
    await reader.close();
  }
};

/** Which views differ; none when two stores show the same. */
export const differing = (one: Views, other: Views): readonly string[] =>
  [...new Set([...Object.keys(one.hashes), ...Object.keys(other.hashes)])].filter((view) => one.hashes[view] !== other.hashes[view]);

/** Changes one bit of a file, or cuts it off there. */
export const damage = async (file: string, at: number, how: 'flip' | 'cut'): Promise<void> => {
  const bytes = await readFile(file);
  if (how === 'cut') return writeFile(file, bytes.subarray(0, at));
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  await writeFile(file, bytes);
};

export type ManifestOfBackup = {
  folder: string;
  made: string;
  seconds: number;
  log: { position: number; hash: string };
  files: Readonly<Record<string, { size: number }>>;
};
export const manifestOf = async (folder: string): Promise<ManifestOfBackup> =>
  JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as ManifestOfBackup;
