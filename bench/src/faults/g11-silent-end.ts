import { inScratch } from '../kernel/scratch.js';
import { median } from '../kernel/statistics.js';
import { Dice } from '../kernel/dice.js';
import type { Depth, Fault, FaultRun } from './kernel/fault.js';
import { openCluster, until, type Cluster } from './kernel/nodes.js';
import type { Product } from '../kernel/product.js';

const RESUME_MS = 1_000;
const ALARM_MS = 60_000;
const cycles: Record<Depth, number> = { quick: 8, full: 150, long: 300 };

const open = (node: Product, nth: number) =>
  node.must('OpenAnalysis', { name: `Round ${nth}`, jiraKey: `PWGLF-${3_000 + nth}`, pwg: 'PWGLF', service: false });
const shows = async (node: Product, position: string): Promise<true | undefined> => {
  const { text } = await node.get('/api/views/analyses?limit=1');
  const { position: at } = JSON.parse(text) as { position?: string };
  return at !== undefined && BigInt(at) >= BigInt(position) ? true : undefined;
};

const shownAfter = async (node: Product, nth: number): Promise<number> => {
  const since = performance.now();
  const { position } = await open(node, nth);
  await until('the event is shown', 60, () => shows(node, position));
  return performance.now() - since;
};

/** All subscriptions of the node end, with an error or as if nothing were; the next event is shown soon all the same. */
const ended = async ({ store }: Cluster, node: Product, dice: Dice, nth: number): Promise<number> => {
  await store.end(dice.pick(['ok', 'ok', 'unavailable'] as const));
  return shownAfter(node, nth);
};

/**
 * The store takes events and says nothing of them to anybody who follows: the views stand still while the log grows,
 * and the health page must turn red. Takes a minute, so it is no part of a quick run.
 */
const hushed = async ({ store }: Cluster, node: Product, say: FaultRun['say']): Promise<{ redMs: number; wrong: string[] }> => {
  await store.hush();
  const since = performance.now();
  const { position } = await open(node, 900_000);
  const red = await until('the health page turns red', 2 * (ALARM_MS / 1_000), async () => {
    const { details } = await node.health();
    return details['views']?.status === 'down' ? details['views'].sentence : undefined;
  });
  const redMs = performance.now() - since;
  say(`red after ${Math.round(redMs / 1_000)} s: ${red ?? ''}`);
  await store.wake();
  await until('the event is shown after all', 60, () => shows(node, position));
  await node.ready(30_000);
  return { redMs, wrong: redMs > ALARM_MS ? [`the health page turned red only after ${Math.round(redMs / 1_000)} s`] : [] };
};

const run = async ({ depth, seed, say }: FaultRun) =>
  inScratch(async (dir) => {
    const dice = new Dice(seed);
    const cluster = await openCluster(dir, 1);
    try {
      const [node] = cluster.nodes;
      if (node === undefined) throw new Error('a node is needed');
      await node.start();
      await node.signIn('admin');
      const resumed: number[] = [];
      const usual: number[] = [];
      for (let nth = 0; nth < cycles[depth]; nth++) {
        resumed.push(await ended(cluster, node, dice, nth));
        usual.push(await shownAfter(node, 1_000 + nth));
      }
      // What a command and its view take without any fault, on this machine and with what else it does now.
      const free = median(usual);
      const alarm = depth === 'quick' ? undefined : await hushed(cluster, node, say);
      const slow = resumed.filter((ms) => ms - free > RESUME_MS);
      const wrong = [
        ...(slow.length === 0 ? [] : [`${slow.length} of ${resumed.length} ends: shown only after ${Math.round(Math.max(...slow))} ms`]),
        ...(alarm?.wrong ?? []),
      ];
      await node.rows('analyses', 'limit=1', await cluster.head());
      await node.stop();
      wrong.push(...(await cluster.compare([node])));
      const most = Math.round(Math.max(...resumed));
      return {
        rounds: resumed.length + (alarm === undefined ? 0 : 1),
        kept: wrong.length === 0,
        result:
          wrong.length === 0
            ? `${resumed.length} ends: the next event was shown after ${most} ms at most (without a fault ${Math.round(free)} ms), none missing or doubled` +
              (alarm === undefined
                ? ''
                : `; a store that says nothing turned the health page red after ${Math.round(alarm.redMs / 1_000)} s`)
            : `${wrong.length} wrong: ${wrong.slice(0, 10).join('; ')}`,
        figures: { ends: resumed.length, slowestMs: most, ...(alarm === undefined ? {} : { redMs: Math.round(alarm.redMs) }) },
      };
    } finally {
      await cluster.close();
    }
  });

export const fault: Fault = {
  id: 'G11',
  title: 'the event store ends or says nothing',
  promise: `views go on within ${RESUME_MS / 1_000} s after a silent end, without gap or double; no progress for ${ALARM_MS / 1_000} s while the log grows is an alarm`,
  run,
};
