import { copyFile, mkdir, open, readdir, rm, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { embeddedLog, gathered, metaOf, type Log } from './embedded-log.js';

/** A command of the fixture, to be said again: a damaged table of commands would store it twice. */
type Told = { stream: string; commandId: string; events: number; position: string; revision: number };

/** A log as it lies on the disk at one moment, and what it says when nothing is wrong with it. */
export type Photograph = { name: string; dir: string; told: readonly Told[]; content: string };

const FILES = /^(log\.sqlite|log\.sqlite-wal|head\.json)$/;

const copyLog = async (from: string, to: string): Promise<void> => {
  await mkdir(to, { recursive: true });
  // Never the shared memory: after a power cut there is none, and it would lead to the undamaged file.
  for (const file of await readdir(from)) if (FILES.test(file)) await copyFile(join(from, file), join(to, file));
};

const eventsOf = (n: number, count: number, commandId: string) =>
  Array.from({ length: count }, (_, i) => ({
    type: i === 0 ? 'TrainComposed' : 'CounterMoved',
    data: { n, i, note: `note ${n} `.repeat(n % 13), größe: '🚂' },
    meta: metaOf(commandId),
  }));

/** Everything a log says, through each of its doors. */
const contentOf = async (log: Log, told: readonly Told[]): Promise<string> => {
  const all = await gathered(log.readAll());
  const streams: Record<string, unknown> = {};
  for (const stream of [...new Set(told.map((each) => each.stream))].sort()) streams[stream] = await gathered(log.readStream(stream));
  return JSON.stringify([await log.head(), all, streams]);
};

const append = async (log: Log, told: Told[], from: number, to: number): Promise<void> => {
  const flying: Promise<unknown>[] = [];
  for (let n = from; n < to; n++) {
    const [stream, commandId, events] = [`train-${n % 17}`, `c-${n}`, 1 + (n % 3)];
    flying.push(
      log.append(stream, 'any', eventsOf(n, events, commandId), commandId).then(({ position, revision }) => {
        told.push({ stream, commandId, events, position, revision });
      }),
    );
    if (flying.length % 40 === 0) await Promise.all(flying);
  }
  await Promise.all(flying);
};

/**
 * Photographs of one log: all of it still in the write-ahead log, all of it in the main file, and some in each. They
 * are taken while it is in use, as a power cut would leave it.
 */
export const photographs = async (dir: string, commands: number): Promise<Photograph[]> => {
  const { openSqliteLog } = await embeddedLog();
  const place = join(dir, 'log');
  const told: Told[] = [];
  const taken: Photograph[] = [];
  const take = async (name: string, log: Log): Promise<void> => {
    await copyLog(place, join(dir, name));
    taken.push({ name, dir: join(dir, name), told: [...told], content: await contentOf(log, told) });
  };
  let log = await openSqliteLog({ dir: place });
  await append(log, told, 0, commands);
  await take('in the write-ahead log', log);
  await log.close();
  log = await openSqliteLog({ dir: place });
  await take('in the main file', log);
  await append(log, told, commands, Math.ceil(commands * 1.3));
  await take('in both files', log);
  await log.close();
  await rm(place, { recursive: true });
  return taken;
};

export type Damage = { file: string; words: string } & ({ cutTo: number } | { flipAt: number; bit: number });

export const sizesOf = async (dir: string): Promise<{ file: string; size: number }[]> =>
  Promise.all((await readdir(dir)).sort().map(async (file) => ({ file, size: (await stat(join(dir, file))).size })));

const inflict = async (dir: string, damage: Damage): Promise<void> => {
  const path = join(dir, damage.file);
  if ('cutTo' in damage) return truncate(path, damage.cutTo);
  const file = await open(path, 'r+');
  const byte = Buffer.alloc(1);
  await file.read(byte, 0, 1, damage.flipAt);
  byte.writeUInt8(byte.readUInt8(0) ^ (1 << damage.bit), 0);
  await file.write(byte, 0, 1, damage.flipAt);
  await file.close();
};

/** `silent` is the one that must never come: it opened, it verified, and it says something else. */
export type Verdict = { noticed: 'at the start' | 'by verify' | 'harmless' | 'silent' | 'unclear'; words: string };

const wordsOf = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Damages a fresh copy, opens it, verifies it, and compares everything it says with what was written. */
export const suffered = async ({ dir, told, content }: Photograph, damage: Damage, copy: string): Promise<Verdict> => {
  const { openSqliteLog, verifyLog } = await embeddedLog();
  await copyLog(dir, copy);
  await inflict(copy, damage);
  let log: Log;
  try {
    log = await openSqliteLog({ dir: copy });
  } catch (error) {
    // A refusal in SQLite's words alone would leave the operator without a way out.
    return { noticed: (error as Error).name === 'LogDamaged' ? 'at the start' : 'unclear', words: wordsOf(error) };
  }
  try {
    try {
      verifyLog(join(copy, 'log.sqlite'));
    } catch (error) {
      return { noticed: (error as Error).name === 'LogDamaged' ? 'by verify' : 'unclear', words: wordsOf(error) };
    }
    if ((await contentOf(log, told)) !== content) return { noticed: 'silent', words: 'it reads differently' };
    const forgotten = (
      await Promise.all(
        told.map(async ({ stream, commandId, events, position, revision }) => {
          const again = await log.append(stream, 'any', eventsOf(Number(commandId.slice(2)), events, commandId), commandId);
          return again.duplicate && again.position === position && again.revision === revision ? [] : [commandId];
        }),
      )
    ).flat();
    if (forgotten.length > 0) return { noticed: 'silent', words: `${forgotten.join(', ')} was stored again` };
    return { noticed: 'harmless', words: 'it says what was written' };
  } catch (error) {
    return { noticed: 'silent', words: `neither the start nor verify saw what then was met: ${wordsOf(error)}` };
  } finally {
    await log.close();
    await rm(copy, { recursive: true, force: true });
  }
};
