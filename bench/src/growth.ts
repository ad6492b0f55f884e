import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Args } from './kernel/args.js';
import { makeLogAt } from './kernel/generate.js';
import { largestMb, residentMb } from './kernel/memory-of.js';
import { startProduct } from './kernel/product.js';
import { reactionsAt } from './kernel/reactions-at.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';

// P4 of figures.md: what grows with the log. Disk and views do; the start must not, nor the time an event takes to fold, nor
// memory.

const GOAL = { startSeconds: 5, timePerEvent: 1.2, memoryMb: 1_500 };
/** After the start, until what it read then has been collected. */
const SETTLE_MS = 3_000;

type Grown = {
  events: number;
  logMb: number;
  viewsMb: number;
  rebuildSeconds: number;
  rebuildMb: number;
  startSeconds: number;
  startedMb: number;
};
const rebuildProgram = fileURLToPath(new URL('../../backend/dist/kernel/read-side/rebuild.js', import.meta.url));

/** `npm run rebuild`, as an operator would: seconds of folding and the most memory it took. */
const rebuilt = async (dir: string): Promise<{ seconds: number; memoryMb: number }> => {
  const child = spawn(process.execPath, [rebuildProgram], {
    env: { PATH: process.env['PATH'], DATA_DIR: dir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let memoryMb = 0;
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const watching = setInterval(() => (memoryMb = Math.max(memoryMb, largestMb(child.pid))), 200);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(watching);
  const seconds = Number(/ in ([\d.]+) s/.exec(said)?.[1]);
  if (code !== 0 || !Number.isFinite(seconds)) throw new Error(`the rebuild ended with ${String(code)}: ${said}`);
  return { seconds, memoryMb };
};

const started = async (dir: string): Promise<{ seconds: number; memoryMb: number }> => {
  const since = performance.now();
  const product = await startProduct(dir);
  try {
    for (;;) {
      const { status } = await fetch(`${product.address}/readyz`);
      if (status === 200) break;
      if (performance.now() - since > 300_000) throw new Error('the product was not ready within five minutes');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const seconds = (performance.now() - since) / 1_000;
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    return { seconds, memoryMb: residentMb(product.pid) };
  } finally {
    await product.stop();
  }
};

const sizeMb = (dir: string, is: (file: string) => boolean): number =>
  readdirSync(dir)
    .filter(is)
    .reduce((sum, file) => sum + statSync(join(dir, file)).size, 0) / 1e6;

const grown = (events: number): Promise<Grown> =>
  inScratch(async (dir) => {
    const makingSeconds = await secondsOf(() => makeLogAt(dir, { events }));
    const rebuild = await rebuilt(dir);
    await reactionsAt(dir, events);
    const isLog = (file: string): boolean => file.startsWith('log.sqlite');
    const logMb = sizeMb(dir, isLog);
    const viewsMb = sizeMb(dir, (file) => !isLog(file));
    const start = await started(dir);
    console.log(`${whole(events)} events: made in ${makingSeconds.toFixed(0)} s, folded in ${rebuild.seconds.toFixed(0)} s`);
    return {
      events,
      logMb,
      viewsMb,
      rebuildSeconds: rebuild.seconds,
      rebuildMb: rebuild.memoryMb,
      startSeconds: start.seconds,
      startedMb: start.memoryMb,
    };
  });

export const run = async ({ quick }: Args): Promise<void> => {
  const small = await grown(quick ? 5_000 : 1_000_000);
  const large = await grown(quick ? 15_000 : 10_000_000);
  const perEvent = ({ rebuildSeconds, events }: Grown): number => (1e6 * rebuildSeconds) / events;
  const timePerEvent = perEvent(large) / perEvent(small);
  const memoryMb = Math.max(large.rebuildMb, large.startedMb);
  const met = timePerEvent <= GOAL.timePerEvent && large.startSeconds <= GOAL.startSeconds && memoryMb <= GOAL.memoryMb;
  console.log('\nP4 growth: what becomes of a log that grows\n');
  const row = (name: string, of: (grown: Grown) => number, goal: string): string[] => [
    name,
    of(small).toFixed(1),
    of(large).toFixed(1),
    goal,
  ];
  console.log(
    tableOf(
      ['', whole(small.events), whole(large.events), 'goal'],
      [
        row('log, MB', ({ logMb }) => logMb, ''),
        row('bytes an event', ({ logMb, events }) => (1e6 * logMb) / events, ''),
        row('views, MB', ({ viewsMb }) => viewsMb, ''),
        row('rebuild, µs an event', perEvent, `≤ ${GOAL.timePerEvent} × that of the small one: ${timePerEvent.toFixed(2)}`),
        row('rebuild, most MB', ({ rebuildMb }) => rebuildMb, `≤ ${GOAL.memoryMb}`),
        row('start to ready, s', ({ startSeconds }) => startSeconds, `≤ ${GOAL.startSeconds}`),
        row('started, MB', ({ startedMb }) => startedMb, `≤ ${GOAL.memoryMb}`),
      ],
    ),
  );
  const file = await writeResult(
    {
      name: 'growth',
      ours: { ...large, microsecondsPerEvent: perEvent(large) },
      limit: { ...small, microsecondsPerEvent: perEvent(small) },
      peers: {},
      ratios: { timePerEvent },
      goal: `start at most ${GOAL.startSeconds} s, time an event at most ${GOAL.timePerEvent} × that of a tenth (limit), memory at most ${GOAL.memoryMb} MB`,
      met,
    },
    { quick },
  );
  console.log(`\nmet: ${met ? 'yes' : 'no'}; written to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
};
