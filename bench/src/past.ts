import { views } from '@hyperloop/contracts/registry';
import { rebuild } from '@hyperloop/projections/engine';
import { join } from 'node:path';
import type { Args } from './kernel/args.js';
import { keptLog } from './kernel/generate.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';
import { measureSnapshots, refoldSeconds, sizesOf, type Sizes, type Snapshots } from './past/peers.js';
import { model, product, type Moment, type Product, type Reader } from './past/product.js';
import { askAll, inMs, noTimes, type Times } from './past/questions.js';

// P8 of figures.md: any view at any past moment, filtered, sorted and paged, through the product's own thread. Beside it, the other
// design (snapshot files rolled forward), and folding from the start as the limit.

const FULL = 5_000_000;
const QUICK = 12_000;
const COLD_MS = 1_000;
const WARM_MS = 100;
const DISK = 3;

/** The same moments in every run: spread evenly over the log, never the same twice. */
const momentsOf = async (reader: Reader, events: number, count: number, shift: number): Promise<readonly Moment[]> => {
  const moments: Moment[] = [];
  for (let n = 0; n < count; n += 1) {
    const position = Math.max(1, Math.floor((events * ((n + ((shift * 0.618) % 1)) / count)) % events));
    if (n % 2 === 0) moments.push({ position: String(position) });
    else
      for await (const page of reader.readAll({ from: String(position) })) {
        moments.push({ time: Date.parse(page[0]?.meta.at ?? '') });
        break;
      }
  }
  return moments;
};

type Made = { ours: Product; log: string; reader: Reader; events: number };

const askEveryView = async ({ ours, log, reader, events }: Made, store: string, moments: number): Promise<Map<string, Times>> => {
  const pasts = ours.pastsOf(log, store);
  const seen = new Map<string, Times>();
  await pasts.page('people', {}, { position: '1' }); // the thread starts once
  for (const [n, view] of Object.values(views).entries()) {
    const times = noTimes();
    for (const [pick, moment] of (await momentsOf(reader, events, moments, n)).entries()) await askAll(pasts, view, moment, pick, times);
    seen.set(view.id, times);
  }
  await pasts.stop();
  return seen;
};

/** What snapshots would cost if the farthest moment is to be there within a second. */
const snapshotPlan = ({ openSeconds, secondsPerEvent }: Snapshots, { presentBytes }: Sizes, events: number) => {
  const spacing = Math.max(1, Math.floor(Math.max(0.05, COLD_MS / 1_000 - openSeconds) / Math.max(secondsPerEvent, 1e-9)));
  const files = Math.ceil(events / spacing);
  // The store grows with the log, so files are half as large as the last one on the whole.
  return { spacing, files, times: files / 2, bytes: (files * presentBytes) / 2 };
};

const report = (seen: ReadonlyMap<string, Times>): void => {
  const rows = [...seen].map(([view, { cold, warm }]) => [
    view,
    String(cold.length),
    ...[0.5, 0.99].map((share) => inMs(cold, share).toFixed(1)),
    String(warm.length),
    ...[0.5, 0.99].map((share) => inMs(warm, share).toFixed(1)),
  ]);
  console.log(tableOf(['view', 'cold', 'p50 ms', 'p99 ms', 'warm', 'p50 ms', 'p99 ms'], rows));
};

/** `npm run bench -- past [events] [--quick]` */
export const run = async ({ quick, rest }: Args): Promise<void> => {
  const events = quick ? QUICK : Number(rest[0] ?? FULL);
  const ours = await product();
  const log = await keptLog({ events });
  const reader = ours.openSqliteReader(log);
  const made: Made = { ours, log, reader, events };
  await inScratch(async (dir) => {
    const store = join(dir, 'read.sqlite');
    const folding = await secondsOf(async () => void (await rebuild(reader, model, store)));
    const sizes = sizesOf(store);
    console.log(
      `P8 past: ${whole(events)} events folded in ${folding.toFixed(0)} s, ${sizes.boundaries} boundaries, ${whole(sizes.versions)} old versions\n`,
    );
    const seen = await askEveryView(made, store, quick ? 2 : 40);
    report(seen);
    const cold = [...seen.values()].flatMap((t) => t.cold);
    const warm = [...seen.values()].flatMap((t) => t.warm);
    const snapshots = await measureSnapshots(made, dir, quick ? 2_000 : 40_000);
    const plan = snapshotPlan(snapshots, sizes, events);
    const refoldTo = Math.min(events, 200_000);
    const refold = (await refoldSeconds(reader, 'grid-jobs', refoldTo)) * (events / refoldTo);
    const disk = sizes.historyBytes / sizes.presentBytes;
    const mb = (bytes: number): string => `${whole(bytes / 1e6)} MB`;
    console.log('');
    console.log(
      tableOf(
        ['', 'cold p50 ms', 'cold p99 ms', 'worst', 'history', 'of the present'],
        [
          [
            'row versions (ours)',
            inMs(cold, 0.5).toFixed(1),
            inMs(cold, 0.99).toFixed(1),
            inMs(cold, 1).toFixed(1),
            mb(sizes.historyBytes),
            `${disk.toFixed(2)} ×`,
          ],
          [
            `a snapshot each ${whole(plan.spacing)} events`,
            whole(COLD_MS / 2),
            whole(COLD_MS),
            whole(COLD_MS),
            mb(plan.bytes),
            `${plan.times.toFixed(1)} ×`,
          ],
          ['folding from the start (limit)', whole(refold * 500), whole(refold * 1_000), whole(refold * 1_000), mb(0), '0.00 ×'],
        ],
      ),
    );
    const met = !quick && events >= FULL && inMs(cold, 0.99) <= COLD_MS && inMs(warm, 0.99) <= WARM_MS && disk <= DISK;
    console.log(
      `\nwarm p50 ${inMs(warm, 0.5).toFixed(1)} ms, p99 ${inMs(warm, 0.99).toFixed(1)} ms, worst ${inMs(warm, 1).toFixed(1)} ms; present ${mb(sizes.presentBytes)}; goal at ${whole(FULL)} events: cold ≤ ${whole(COLD_MS)} ms, warm ≤ ${WARM_MS} ms, history ≤ ${DISK} × the present: ${met ? 'met' : 'not shown by this run'}`,
    );
    const file = await writeResult(
      {
        name: 'past',
        ours: {
          events,
          coldP50Ms: inMs(cold, 0.5),
          coldP99Ms: inMs(cold, 0.99),
          warmP50Ms: inMs(warm, 0.5),
          warmP99Ms: inMs(warm, 0.99),
          presentBytes: sizes.presentBytes,
          historyBytes: sizes.historyBytes,
          versions: sizes.versions,
          boundaries: sizes.boundaries,
        },
        limit: { refoldSeconds: refold },
        peers: {
          snapshots: {
            openSeconds: snapshots.openSeconds,
            secondsPerEvent: snapshots.secondsPerEvent,
            spacing: plan.spacing,
            files: plan.files,
            bytes: plan.bytes,
          },
        },
        ratios: {
          historyToPresent: disk,
          snapshotsToPresent: plan.times,
          refoldToColdP99: (refold * 1_000) / Math.max(1, inMs(cold, 0.99)),
        },
        goal: `cold p99 ≤ ${COLD_MS} ms, warm p99 ≤ ${WARM_MS} ms, history ≤ ${DISK} × the present, at ${FULL} events`,
        met,
      },
      { quick },
    );
    console.log(`written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
  });
  await reader.close();
};
