import { jest } from '@jest/globals';
import { copyFile, mkdir, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { LogDamaged, type EventLog } from '../event-log.js';
import { allOf, appendOne, eventOf, numbersOf } from '../story.testing.js';
import { sqlitePlace } from './place.testing.js';
import { refuseOldSqlite } from './schema.js';
import { openSqliteLog } from './sqlite-log.js';
import { verifyLog } from './verify.js';

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

type Place = Awaited<ReturnType<typeof sqlitePlace>>;

/** What is on the disk after a power cut: everything but the shared memory, taken while the log is in use. */
const photograph = async (dir: string): Promise<string> => {
  const copy = join(dir, 'copy');
  await mkdir(copy);
  for (const file of await readdir(dir))
    if (/^(log\.sqlite|log\.sqlite-wal|head\.json)$/.test(file)) await copyFile(join(dir, file), join(copy, file));
  return copy;
};

const flip = async (file: string, at: number): Promise<void> => {
  const bytes = await readFile(file);
  bytes.writeUInt8(bytes.readUInt8(at) ^ 0x10, at);
  await writeFile(file, bytes);
};

const contents = async (dir: string) =>
  Promise.all(['log.sqlite', 'log.sqlite-wal', 'head.json'].map((file) => readFile(join(dir, file)).catch(() => undefined)));

describe('a damaged embedded log', () => {
  let place: Place;
  let log: EventLog;
  beforeEach(async () => {
    place = await sqlitePlace();
    log = await place.open();
    for (let n = 1; n <= 40; n++) await appendOne(log, 'train-7', n);
  });
  afterEach(async () => {
    await log.close();
    await place.end();
  });

  const refused = async (dir: string): Promise<string> => {
    const error: unknown = await openSqliteLog({ dir }).then(
      async (opened) => opened.close(),
      (reason: unknown) => reason,
    );
    expect(error).toBeInstanceOf(LogDamaged);
    return (error as Error).message;
  };

  it('is opened when nothing is wrong with it', async () => {
    const copy = await photograph(place.dir);
    const opened = await openSqliteLog({ dir: copy });
    expect(numbersOf(await allOf(opened))).toHaveLength(40);
    await opened.close();
    expect(verifyLog(join(copy, 'log.sqlite')).position).toBe(40);
  });

  it.each([
    ['by one byte', 1],
    ['by half', 0.5],
  ])('is noticed when its write-ahead log was cut %s (G4)', async (_, part) => {
    const copy = await photograph(place.dir);
    const wal = join(copy, 'log.sqlite-wal');
    const { length } = await readFile(wal);
    await truncate(wal, part === 1 ? length - 1 : Math.floor(length / 2));
    const before = await contents(copy);
    expect(await refused(copy)).toMatch(/ends at position \d+, but position 40 was acknowledged.*backup/);
    expect(await contents(copy)).toEqual(before);
  });

  it('is noticed when one bit of its write-ahead log is wrong', async () => {
    const copy = await photograph(place.dir);
    const wal = join(copy, 'log.sqlite-wal');
    await flip(wal, Math.floor((await readFile(wal)).length / 2));
    expect(await refused(copy)).toContain('was acknowledged');
  });

  it('names the position when one byte of an event is wrong', async () => {
    await log.append('train-8', 'any', [eventOf('TrainComposed', { note: 'needle-in-the-file' })], 'c-needle');
    await appendOne(log, 'train-9', 99);
    await log.close();
    const file = join(place.dir, 'log.sqlite');
    await flip(file, (await readFile(file)).indexOf('needle-in-the-file'));
    expect(await refused(place.dir)).toContain('damaged at position 41');
    expect(() => verifyLog(file)).toThrow('damaged at position 41');
  });

  it('is noticed when an index leads elsewhere than its table says', async () => {
    await log.close();
    const file = join(place.dir, 'log.sqlite');
    const db = new DatabaseSync(file, { defensive: false });
    // A history that is read by position as it was, and by stream as it was not.
    db.exec('PRAGMA writable_schema = ON; DROP INDEX events_by_stream; CREATE INDEX events_by_stream ON events (stream, position)');
    db.exec(
      "UPDATE sqlite_schema SET sql = 'CREATE UNIQUE INDEX events_by_stream ON events (stream, revision)' WHERE name = 'events_by_stream'",
    );
    db.close();
    expect(await refused(place.dir)).toContain('The log file is damaged');
  });

  it('is noticed when the file is no longer a database', async () => {
    await log.close();
    await flip(join(place.dir, 'log.sqlite'), 3);
    expect(await refused(place.dir)).toContain('The log file is damaged');
  });

  it('is noticed when the file or the head mark is gone or unreadable', async () => {
    await log.close();
    const mark = join(place.dir, 'head.json');
    const kept = await readFile(mark);
    await rm(mark);
    expect(await refused(place.dir)).toContain('head.json is missing beside a log that ends at position 40');
    await writeFile(mark, '{"position":');
    expect(await refused(place.dir)).toContain('cannot be read');
    await writeFile(mark, kept);
    await rm(join(place.dir, 'log.sqlite'));
    expect(await refused(place.dir)).toContain('log.sqlite is missing, but position 40 was acknowledged');
  });

  it('is noticed when it is another history than the acknowledged one', async () => {
    await log.close();
    const mark = join(place.dir, 'head.json');
    await writeFile(mark, JSON.stringify({ position: 20, hash: 'ab'.repeat(32) }));
    expect(await refused(place.dir)).toContain('another history');
  });

  it('may be ahead of its head mark: that is a crash between commit and mark', async () => {
    await log.close();
    const hash = await openSqliteLog({ dir: place.dir }).then(async (opened) => {
      const at = await opened.hashAt('38');
      await opened.close();
      return at;
    });
    await writeFile(join(place.dir, 'head.json'), JSON.stringify({ position: 38, hash }));
    log = await place.open();
    expect((await log.head()).position).toBe('40');
  });
});

describe('the embedded log', () => {
  it('has one writer: a second one is told who it is', async () => {
    const place = await sqlitePlace();
    const log = await place.open();
    await expect(place.open()).rejects.toMatchObject({ name: 'LogInUse', message: expect.stringContaining(`process ${process.pid}`) });
    await log.close();
    await (await place.open()).close();
    await place.end();
  });

  it('refuses a SQLite that can corrupt its write-ahead log', () => {
    expect(() => refuseOldSqlite('3.51.2')).toThrow('3.51.3 or later');
    expect(() => refuseOldSqlite('3.9.9')).toThrow();
    expect(() => refuseOldSqlite('3.51.3')).not.toThrow();
    expect(() => refuseOldSqlite('4.0')).not.toThrow();
    expect(() => refuseOldSqlite()).not.toThrow();
  });

  it('stores nothing more once it is closed', async () => {
    const place = await sqlitePlace();
    const log = await place.open();
    await log.close();
    await expect(appendOne(log, 'train-7', 1)).rejects.toMatchObject({ name: 'LogFull' });
    await place.end();
  });

  it('tells a follower of a rare prefix how far it has looked', async () => {
    const place = await sqlitePlace();
    const log = await place.open();
    for (let part = 0; part < 6; part++)
      await log.append(
        'wagon-1',
        'any',
        Array.from({ length: 1_000 }, (_, n) => eventOf('CounterMoved', { n })),
        `part-${part}`,
      );
    const seen: unknown[] = [];
    for await (const item of log.subscribe({ filter: { streamPrefixes: ['train-'] } })) {
      seen.push(item);
      if (item.kind === 'caughtUp') break;
    }
    expect(seen).toEqual([
      { kind: 'checkpoint', position: '5000' },
      { kind: 'checkpoint', position: '6000' },
      { kind: 'caughtUp', position: '6000' },
    ]);
    await log.close();
    await place.end();
  });
});
