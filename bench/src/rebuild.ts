import type { Model } from '@hyperloop/projections/engine';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import type { Args } from './kernel/args.js';
import { backendModule, builtBackend } from './kernel/backend.js';
import { makeLogAt } from './kernel/generate.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { alternating, median, secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P3 of figures.md: all read models from a log shaped like real use, against reading and parsing the same log.

const GOAL_RATIO = 0.5;
const GOAL_RATE = 80_000;

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

export const run = async ({ quick }: Args): Promise<void> => {
  const count = quick ? 30_000 : 1_000_000;
  const rebuilding = await backendModule<RebuildingModule>('kernel/read-side/rebuild-on-two-threads.js');
  const product = await backendModule<ModelModule>(MODEL);
  await inScratch(async (dir) => {
    const writing = await secondsOf(() => makeLogAt(dir, { events: count }));
    console.log(`made a log of ${whole(count)} events in ${writing.toFixed(0)} s`);
    const seen = await alternating(quick ? 1 : 5, { limit: () => parseOnly(dir), ours: () => ours(dir, rebuilding, product) });
    const rate = median(seen.ours);
    const ratio = median(seen.ours.map((value, round) => value / (seen.limit[round] ?? NaN)));
    const memory = process.resourceUsage().maxRSS / 1024;
    const met = ratio >= GOAL_RATIO && rate >= GOAL_RATE;
    console.log(
      `\nP3 rebuild: all ${product.model.projections.length} read models from ${whole(count)} events (events/s, medians of ${seen.ours.length})\n`,
    );
    console.log(
      tableOf(
        ['', 'ours', 'parse only', 'ratio', 'goal', 'met'],
        [
          [
            'events/s',
            whole(rate),
            whole(median(seen.limit)),
            ratio.toFixed(2),
            `≥ ${GOAL_RATIO} and ≥ ${whole(GOAL_RATE)}/s`,
            met ? 'yes' : 'no',
          ],
        ],
      ),
    );
    console.log(`\nlargest memory of the process: ${whole(memory)} MB`);
    const file = await writeResult(
      {
        name: 'rebuild',
        ours: { eventsPerSecond: rate, events: count, maxRssMb: memory },
        limit: { eventsPerSecond: median(seen.limit) },
        peers: {},
        ratios: { limit: ratio },
        goal: `at least ${GOAL_RATIO} of read + JSON.parse, and ${GOAL_RATE} events/s`,
        met,
      },
      { quick },
    );
    console.log(`written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
  });
};
