import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { Dice } from '../kernel/dice.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { fillLog } from './kernel/fill-log.js';
import { KilledLog } from './kernel/killed-log.js';
import { Product } from '../kernel/product.js';
import { reactionsAt } from '../kernel/reactions-at.js';

const ROUNDS = { quick: 4, full: 100, long: 1_000 };
/** Then a new log is begun: what is looked at after each death grows with it. */
const ROUNDS_A_LOG = 50;
const EVENTS_OF_A_YEAR = 300_000;
const READY_MS = 5_000;

/** The product on a year of events, killed while it works; then the time until it can do everything again. */
const readyAgain = async (dir: string, { say }: FaultRun): Promise<number> => {
  await fillLog(dir, EVENTS_OF_A_YEAR);
  await reactionsAt(dir, EVENTS_OF_A_YEAR);
  const product = new Product(dir);
  try {
    await product.start();
    await product.ready(120_000);
    await product.signIn('mrossi');
    for (let n = 0; n < 20; n++) void product.say('ArrangeAnalyses', { order: [], folded: [] }).catch(() => undefined);
    await pause(100);
    await product.kill();
    const since = performance.now();
    await product.start();
    await product.ready(60_000);
    const ms = performance.now() - since;
    say(`ready ${(ms / 1_000).toFixed(1)} s after a kill with ${EVENTS_OF_A_YEAR} events, limit ${READY_MS / 1_000} s`);
    return ms;
  } finally {
    await product.kill();
  }
};

export const fault: Fault = {
  id: 'G1',
  title: 'kill -9 under load',
  promise: 'nothing acknowledged is lost, nothing doubled, read models are what the log folds to, ready within 5 s at 300,000 events',
  run: (run) =>
    inScratch(async (scratch) => {
      const dice = new Dice(run.seed);
      const rounds = ROUNDS[run.depth];
      const sum = { acknowledged: 0, unacknowledged: 0, behind: 0 };
      let log: KilledLog | undefined;
      for (let round = 0; round < rounds; round++) {
        if (round % ROUNDS_A_LOG === 0) log = new KilledLog(join(scratch, `log-${round}`), dice.between(1, 1_000_000));
        if (log === undefined) throw new Error('no log was begun');
        const seen = await log.examined(await log.killed(dice));
        sum.acknowledged += seen.acknowledged;
        if (seen.unacknowledged > 0) sum.unacknowledged += 1;
        if (seen.foldedTo < seen.stored) sum.behind += 1;
        if (round % 20 === 19) run.say(`${round + 1} rounds, ${sum.acknowledged} events acknowledged, ${seen.stored} in this log`);
      }
      const readyMs = run.depth === 'quick' ? undefined : await readyAgain(join(scratch, 'year'), run);
      const words = readyMs === undefined ? 'readiness at 300,000 events only in the full form' : `ready after ${Math.round(readyMs)} ms`;
      return {
        rounds,
        kept: sum.acknowledged > 0 && (readyMs === undefined || readyMs <= READY_MS),
        result:
          `0 of ${sum.acknowledged} acknowledged events lost, 0 doubled; in ${sum.unacknowledged} rounds something was stored that nobody was told, ` +
          `in ${sum.behind} the views were behind, never different; ${words}`,
        figures: { ...sum, ...(readyMs === undefined ? {} : { readyMs }) },
      };
    }),
};
