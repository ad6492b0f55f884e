import { setTimeout as sleep } from 'node:timers/promises';
import type { Args } from './kernel/args.js';
import { startEmptyNest } from './kernel/empty-nest.js';
import { residentMb } from './kernel/memory-of.js';
import { startProduct } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { median } from './kernel/statistics.js';
import { tableOf } from './kernel/table.js';

// P15 of figures.md, its first part: the product as a newcomer starts it, with sample data, beside an empty Nest application.
// Ten million events are P4 growth, a live client is P7 live.

const GOAL_MB = 300;

/** Resident memory once it is ready and has had time to collect what the start left behind. */
const settled = async (pid: number | undefined, quick: boolean): Promise<number> => {
  await sleep(quick ? 1_000 : 10_000);
  return residentMb(pid);
};

const ours = (quick: boolean): Promise<number> =>
  inScratch(async (dir) => {
    const product = await startProduct(dir, { SAMPLE_DATA: 'true', WORKERS: 'true', TEST_SLOTS: '0', GRID_SLOTS: '0' });
    try {
      for (let status = 0; status !== 200; await sleep(50)) ({ status } = await fetch(`${product.address}/readyz`));
      return await settled(product.pid, quick);
    } finally {
      await product.stop();
    }
  });

const empty = async (quick: boolean): Promise<number> => {
  const nest = await startEmptyNest();
  try {
    return await settled(nest.pid, quick);
  } finally {
    await nest.stop();
  }
};

export const run = async ({ quick }: Args): Promise<void> => {
  const seen = { ours: [] as number[], empty: [] as number[] };
  for (let round = 0; round < (quick ? 1 : 3); round += 1) {
    seen.empty.push(await empty(quick));
    seen.ours.push(await ours(quick));
  }
  const startedMb = median(seen.ours);
  const emptyMb = median(seen.empty);
  const met = startedMb <= GOAL_MB;
  console.log('\nP15 memory: resident, the started product with sample data beside an empty Nest application\n');
  console.log(
    tableOf(
      ['', 'ours', 'empty Nest', 'ratio', 'goal', 'met'],
      [['MB', startedMb.toFixed(0), emptyMb.toFixed(0), (startedMb / emptyMb).toFixed(2), `≤ ${GOAL_MB}`, met ? 'yes' : 'no']],
    ),
  );
  const file = await writeResult(
    {
      name: 'memory',
      ours: { startedMb },
      limit: { emptyNestMb: emptyMb },
      peers: {},
      ratios: { limit: startedMb / emptyMb },
      goal: `at most ${GOAL_MB} MB with sample data`,
      met,
    },
    { quick },
  );
  console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
