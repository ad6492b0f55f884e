import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendModule } from '../backend.js';
import { Dice } from '../dice.js';
import { GENERATOR_VERSION, historyOf, type LogShape } from './history.js';

// The product's own writer in this thread, without the way through append: the log opens and verifies as if the product
// had written it event by event.

type Head = { position: number; hash: string };
type Wanted = { ticket: number; stream: string; expected: number; events: { id: string; type: string; data: string; meta: string }[] };
type Writer = { readonly head: Head; commit(group: readonly Wanted[]): { answers: readonly { outcome: number }[]; reason?: string } };
type Mark = { write(head: Head): void; close(): void };
type Modules = {
  openForWriting: (file: string) => DatabaseSync;
  logFile: (dir: string) => string;
  GroupWriter: new (db: DatabaseSync) => Writer;
  HeadMark: new (dir: string) => Mark;
  eventId: (commandId: string, stream: string, index: number) => string;
};

const EVENTS_A_GROUP = 5_000;
/** The index of commands is written all over; with less memory than it needs the disk decides. */
const CACHE_KIB = 700_000;
const ANY_REVISION = -2;
const STORED = 0;

const modules = async (): Promise<Modules> => {
  const log = 'kernel/event-log';
  return {
    ...(await backendModule<Pick<Modules, 'openForWriting' | 'logFile'>>(`${log}/sqlite/schema.js`)),
    ...(await backendModule<Pick<Modules, 'GroupWriter'>>(`${log}/sqlite/group-writer.js`)),
    ...(await backendModule<Pick<Modules, 'HeadMark'>>(`${log}/sqlite/head-mark.js`)),
    ...(await backendModule<Pick<Modules, 'eventId'>>(`${log}/encode.js`)),
  };
};

/** Half of all commands have a first cause of their own, the others follow from an event. */
const wantedOf = (ids: Dice, eventId: Modules['eventId']) => {
  let chain = ids.uuid();
  return ({ stream, type, data, at, by }: { stream: string; type: string; data: unknown; at: string; by: string }): Wanted => {
    const commandId = ids.uuid();
    if (ids.chance(0.5)) chain = commandId;
    const meta = `{"at":"${at}","by":"${by}","commandId":"${commandId}","causationId":"${chain}","correlationId":"${chain}"}`;
    const events = [{ id: eventId(commandId, stream, 0), type, data: JSON.stringify(data), meta }];
    return { ticket: 0, stream, expected: ANY_REVISION, events };
  };
};

const storeAll = (writer: Writer, shape: LogShape, eventId: Modules['eventId'], say: (done: number) => void): void => {
  const wanted = wantedOf(new Dice((shape.seed ?? 1) ^ 0x5eed), eventId);
  let group: Wanted[] = [];
  const commit = (): void => {
    const { answers, reason } = writer.commit(group);
    if (reason !== undefined || answers.some(({ outcome }) => outcome !== STORED))
      throw new Error(`the log did not take a group: ${reason}`);
    say(writer.head.position);
    group = [];
  };
  for (const made of historyOf(shape)) {
    group.push(wanted(made));
    if (group.length === EVENTS_A_GROUP) commit();
  }
  if (group.length > 0) commit();
};

/** Writes a made log into the folder (`log.sqlite`, `head.json`), which must not hold one. The same shape gives the same events, byte for byte. */
export const makeLogAt = async (dir: string, shape: LogShape, say: (done: number) => void = () => undefined): Promise<void> => {
  const { openForWriting, logFile, GroupWriter, HeadMark, eventId } = await modules();
  mkdirSync(dir, { recursive: true });
  const file = logFile(dir);
  if (existsSync(file)) throw new Error(`${file} exists: a made log needs an empty folder`);
  const db = openForWriting(file);
  // Nothing is promised while it is made: if the machine stops, the file is thrown away.
  db.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -${CACHE_KIB}`);
  const writer = new GroupWriter(db);
  storeAll(writer, shape, eventId, say);
  db.exec('PRAGMA journal_mode = WAL');
  db.close();
  const mark = new HeadMark(dir);
  mark.write(writer.head);
  mark.close();
};

/**
 * The folder of a made log that is kept between runs, under `BENCH_DIR` or the temporary folder, by size, seed and
 * version of the generator. It is only read: whoever writes copies it.
 */
export const keptLog = async (shape: LogShape, say?: (done: number) => void): Promise<string> => {
  const { events, seed = 1 } = shape;
  const dir = join(process.env['BENCH_DIR'] ?? tmpdir(), `hyperloop-made-log-v${GENERATOR_VERSION}-${events}-${seed}`);
  if (existsSync(join(dir, 'complete'))) return dir;
  const partial = `${dir}.partial-${process.pid}`;
  rmSync(dir, { recursive: true, force: true });
  await makeLogAt(partial, shape, say);
  writeFileSync(join(partial, 'complete'), '');
  renameSync(partial, dir);
  return dir;
};
