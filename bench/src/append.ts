import { randomUUID } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Args } from './kernel/args.js';
import { backendModule } from './kernel/backend.js';
import { compare } from './kernel/peers/compare.js';
import { withEmmett } from './kernel/peers/emmett.js';
import type { PeerEvent } from './kernel/peers/peer.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { alternating, median, secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P1 of figures.md: how much of what the bare database can do with the same bytes is left once an append is checked,
// known again, chained and isolated, and crosses into the writer's thread and back; and how much more it is than what
// emmett's event stores do with the same events.

const GOAL = 0.6;
const GOAL_PEERS = 15;
const APPENDERS = 100;
const EVENT_BYTES = 400;

type Meta = { at: string; by: string; commandId: string; causationId: string; correlationId: string };
type NewEvent = { type: string; data: unknown; meta: Meta };
type Log = {
  append(stream: string, expected: 'no-stream' | number, events: readonly NewEvent[], commandId: string): Promise<{ revision: number }>;
  close(): Promise<void>;
};
type SqliteLogModule = { openSqliteLog: (options: { dir: string }) => Promise<Log> };

const eventOf = (commandId: string, n: number): NewEvent => {
  const meta = { at: '2026-11-23T10:00:00.000Z', by: 'alihyperloop', commandId, causationId: commandId, correlationId: commandId };
  const data = { trainId: n, state: 'RUNNING', jobs: 1_234, note: '' };
  const short = EVENT_BYTES - JSON.stringify(data).length - JSON.stringify(meta).length;
  return { type: 'MasterjobCounted', data: { ...data, note: 'x'.repeat(Math.max(0, short)) }, meta };
};

/** Our log, whole: writer thread, FULL, revision check, command table, hash chain, head mark. */
const ours = async (count: number, { openSqliteLog }: SqliteLogModule): Promise<number> =>
  inScratch(async (dir) => {
    const log = await openSqliteLog({ dir });
    const events = Array.from({ length: count }, (_, n) => eventOf(randomUUID(), n));
    const appender = async (worker: number): Promise<void> => {
      let revision: 'no-stream' | number = 'no-stream';
      for (let n = worker; n < count; n += APPENDERS) {
        const event = events[n] as NewEvent;
        ({ revision } = await log.append(`train-${worker}`, revision, [event], event.meta.commandId));
      }
    };
    const seconds = await secondsOf(async () => {
      await Promise.all(Array.from({ length: APPENDERS }, (_, worker) => appender(worker)));
    });
    await log.close();
    return count / seconds;
  });

/** The limit: the same texts into a bare table with an index by stream, a hundred to a transaction, FULL, nothing checked. */
const limit = async (count: number): Promise<number> =>
  inScratch(async (dir) => {
    const db = new DatabaseSync(join(dir, 'bare.sqlite'));
    db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000;
      CREATE TABLE events (position INTEGER PRIMARY KEY, stream INTEGER NOT NULL, revision INTEGER NOT NULL, type INTEGER NOT NULL,
        id TEXT NOT NULL, data TEXT NOT NULL, meta TEXT NOT NULL, UNIQUE (stream, revision)) STRICT`);
    const insert = db.prepare('INSERT INTO events VALUES (?, ?, ?, ?, ?, ?, ?)');
    const rows = Array.from({ length: count }, (_, n) => {
      const { data, meta } = eventOf(randomUUID(), n);
      return [randomUUID(), JSON.stringify(data), JSON.stringify(meta)] as const;
    });
    const seconds = await secondsOf(() => {
      for (let from = 0; from < count; from += APPENDERS) {
        db.exec('BEGIN IMMEDIATE');
        for (let n = from; n < Math.min(count, from + APPENDERS); n++) {
          const [id, data, meta] = rows[n] as (typeof rows)[number];
          insert.run(n + 1, n % APPENDERS, Math.floor(n / APPENDERS), 1, id, data, meta);
        }
        db.exec('COMMIT');
      }
    });
    db.close();
    return count / seconds;
  });

const emmettEvents = (count: number): PeerEvent[] =>
  Array.from({ length: count }, (_, n) => {
    const { type, data, meta } = eventOf(randomUUID(), n);
    return { type, data, metadata: meta };
  });

export const run = async ({ quick }: Args): Promise<void> => {
  const count = quick ? 5_000 : 120_000;
  const rounds = quick ? 3 : 7;
  const events = emmettEvents(quick ? 100 : 3_000);
  const module = await backendModule<SqliteLogModule>('kernel/event-log/sqlite/sqlite-log.js');
  await withEmmett({ quick }, async ({ sqlite, sqliteShared, postgresql }) => {
    const seen = await alternating(rounds, {
      limit: () => limit(count),
      ours: () => ours(count, module),
      sqlite: () => sqlite.append(events),
      sqliteShared: () => sqliteShared.append(events),
      postgresql: () => postgresql.append(events),
    });
    const ratio = median(seen.ours.map((value, round) => value / (seen.limit[round] ?? NaN)));
    const beside = compare(seen.ours, [
      { name: sqlite.name, why: sqlite.why, rates: seen.sqlite, goal: GOAL_PEERS },
      { name: postgresql.name, why: postgresql.why, rates: seen.postgresql, goal: GOAL_PEERS },
      { name: sqliteShared.name, why: sqliteShared.why, rates: seen.sqliteShared },
    ]);
    console.log(
      `\nP1 append: ${EVENT_BYTES}-byte events, ${APPENDERS} concurrent appenders, every group synced (events/s, medians of ${rounds})\n`,
    );
    console.log(
      tableOf(
        ['', 'events/s', 'ours is', 'goal', 'met'],
        [
          ['ours', whole(median(seen.ours)), '', '', ''],
          ['limit', whole(median(seen.limit)), `${ratio.toFixed(2)} of it`, `≥ ${GOAL}`, ratio >= GOAL ? 'yes' : 'no'],
          ...beside.rows,
        ],
      ),
    );
    const file = await writeResult(
      {
        name: 'append',
        ours: { eventsPerSecond: median(seen.ours) },
        limit: { eventsPerSecond: median(seen.limit) },
        peers: beside.peers,
        ratios: { limit: ratio, ...beside.ratios },
        goal: `at least ${[`${GOAL} of the limit`, ...beside.goals].join(', ')}`,
        met: ratio >= GOAL && beside.met,
      },
      { quick },
    );
    console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
  });
};
