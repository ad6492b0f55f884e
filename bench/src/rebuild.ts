import type { Model } from '@hyperloop/projections/engine';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Args } from './kernel/args.js';
import { backendModule, builtBackend } from './kernel/backend.js';
import { makeLogAt } from './kernel/generate.js';
import { compare } from './kernel/peers/compare.js';
import { withEmmett } from './kernel/peers/emmett.js';
import type { PeerEvent } from './kernel/peers/peer.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { alternating, median, secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P3 of figures.md: all read models from a log shaped like real use, against reading and parsing the same log, and against
// emmett's consumers on the first events of it, who fold them into one small read model in memory.

const GOAL_RATIO = 0.5;
const GOAL_RATE = 80_000;
const GOAL_PEERS = 20;

type RebuildingModule = {
  rebuildingFrom: (log: object, model: Model, modelUrl: string) => (path: string) => Promise<{ events: number; seconds: number }>;
};
type ModelModule = { model: Model };
const MODEL = 'kernel/read-side/model.js';

/** The limit: the bare database, pages of a thousand, every event parsed and nothing done with it. */
const parseOnly = async (dir: string): Promise<number> => {
  const db = new DatabaseSync(join(dir, 'log.sqlite'), { readOnly: true });
  const read = db.prepare(
    'SELECT position, stream, revision, type, id, data, meta FROM events WHERE position > ? ORDER BY position LIMIT 1000',
  );
  read.setReturnArrays(true);
  let parsed = 0;
  const seconds = await secondsOf(() => {
    for (let at = 0; ;) {
      const rows = read.all(at) as unknown as [number, number, number, number, string, string, string][]; // arrays, as asked for above
      for (const row of rows) {
        JSON.parse(row[5]);
        JSON.parse(row[6]);
        parsed += 1;
      }
      const last = rows.at(-1);
      if (last === undefined) break;
      at = last[0];
    }
  });
  db.close();
  return parsed / seconds;
};

/** What `npm run rebuild` does: both cores, all views with their old versions and indices. */
const ours = async (dir: string, { rebuildingFrom }: RebuildingModule, { model }: ModelModule): Promise<number> => {
  const rebuilding = rebuildingFrom({ eventLog: 'sqlite', dataDir: dir }, model, builtBackend(MODEL).href);
  const rebuilt = await rebuilding(join(dir, 'rebuilt.sqlite'));
  return rebuilt.events / rebuilt.seconds;
};

const emmettEvents = (dir: string, count: number): PeerEvent[] => {
  const db = new DatabaseSync(join(dir, 'log.sqlite'), { readOnly: true });
  const rows = db
    .prepare('SELECT types.name, data, meta FROM events JOIN types ON types.id = events.type ORDER BY position LIMIT ?')
    .all(count) as unknown as { name: string; data: string; meta: string }[]; // the columns that were asked for
  db.close();
  return rows.map(({ name, data, meta }) => ({ type: name, data: JSON.parse(data) as unknown, metadata: JSON.parse(meta) as unknown }));
};

export const run = async ({ quick }: Args): Promise<void> => {
  const count = quick ? 20_000 : 1_000_000;
  const peerCount = quick ? 200 : 10_000;
  const rounds = quick ? 1 : 5;
  const rebuilding = await backendModule<RebuildingModule>('kernel/read-side/rebuild-on-two-threads.js');
  const product = await backendModule<ModelModule>(MODEL);
  await inScratch(async (dir) => {
    const writing = await secondsOf(() => makeLogAt(dir, { events: count }));
    console.log(`made a log of ${whole(count)} events in ${writing.toFixed(0)} s`);
    await withEmmett({ quick }, async ({ sqlite, postgresql }) => {
      const events = emmettEvents(dir, peerCount);
      for (const peer of [sqlite, postgresql]) await peer.seconds({ ask: 'fill', of: events });
      const seen = await alternating(rounds, {
        limit: () => parseOnly(dir),
        ours: () => ours(dir, rebuilding, product),
        sqlite: () => sqlite.consume(peerCount),
        postgresql: () => postgresql.consume(peerCount),
      });
      const rate = median(seen.ours);
      const ratio = median(seen.ours.map((value, round) => value / (seen.limit[round] ?? NaN)));
      const beside = compare(seen.ours, [
        { name: sqlite.name, why: sqlite.why, rates: seen.sqlite, goal: GOAL_PEERS },
        { name: postgresql.name, why: postgresql.why, rates: seen.postgresql, goal: GOAL_PEERS },
      ]);
      const memory = process.resourceUsage().maxRSS / 1024;
      console.log(
        `\nP3 rebuild: all ${product.model.projections.length} read models from ${whole(count)} events (events/s, medians of ${rounds}; emmett: one in memory, from ${whole(peerCount)})\n`,
      );
      console.log(
        tableOf(
          ['', 'events/s', 'ours is', 'goal', 'met'],
          [
            ['ours', whole(rate), '', `≥ ${whole(GOAL_RATE)}/s`, rate >= GOAL_RATE ? 'yes' : 'no'],
            ['parse only', whole(median(seen.limit)), `${ratio.toFixed(2)} of it`, `≥ ${GOAL_RATIO}`, ratio >= GOAL_RATIO ? 'yes' : 'no'],
            ...beside.rows,
          ],
        ),
      );
      console.log(`\nlargest memory of the process: ${whole(memory)} MB`);
      const goals = [`${GOAL_RATIO} of read + JSON.parse`, `${GOAL_RATE} events/s`, ...beside.goals];
      const file = await writeResult(
        {
          name: 'rebuild',
          ours: { eventsPerSecond: rate, events: count, maxRssMb: memory },
          limit: { eventsPerSecond: median(seen.limit) },
          peers: beside.peers,
          ratios: { limit: ratio, ...beside.ratios },
          goal: `at least ${goals.join(', ')}`,
          met: ratio >= GOAL_RATIO && rate >= GOAL_RATE && beside.met,
        },
        { quick },
      );
      console.log(`written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
    });
  });
};
