import { cp, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { median } from '../kernel/statistics.js';
import { Load, loopGapMs } from './kernel/busy-product.js';
import { damage, differing, insist, makeHistoryAt, must, servedViews, type Views } from './kernel/copies.js';
import { Dice } from '../kernel/dice.js';
import { startEventStore } from './kernel/event-store.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { Product } from '../kernel/product.js';

type Env = Readonly<Record<string, string>>;
/** `newNode` makes the data directory of another node on the same events. */
type Stage = { run: FaultRun; name: string; dir: string; env: Env; newNode: (dataDir: string) => Promise<void>; damages: number };

const READY_MS = 120_000;
const viewsIn = (dataDir: string): Views => servedViews(join(dataDir, 'read.sqlite'));
const wholeOnes = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [])).filter((name) => /^\d{4}-.*\.json$/.test(name)).sort();

/** A node that starts without views of its own; what it shows when it is ready, and how long that took. */
const startNode = async ({ env, newNode }: Stage, dataDir: string, from: string | undefined) => {
  await newNode(dataDir);
  const product = new Product(dataDir, { ...env, ...(from === undefined ? {} : { SNAPSHOT_FROM: from }) });
  try {
    const since = performance.now();
    await product.start();
    await product.ready(READY_MS);
    return { views: viewsIn(dataDir), seconds: (performance.now() - since) / 1000 };
  } finally {
    await product.kill();
  }
};

/** Snapshots by the clock while people are admitted; the last of them, and the views at rest. */
const busyNode = async ({ env, dir }: Stage) => {
  const dataDir = join(dir, 'old');
  const folder = join(dataDir, 'snapshots');
  const product = new Product(dataDir, { ...env, SNAPSHOT_EVERY: '1' });
  try {
    await product.start();
    await product.signIn('admin');
    await product.ready(READY_MS);
    const load = new Load(product, 's');
    load.start();
    const before = (await wholeOnes(folder)).length;
    await loopGapMs(product);
    for (let tries = 0; tries < 900 && (await wholeOnes(folder)).length < before + 2; tries += 1) await pause(100);
    const gap = await loopGapMs(product);
    await load.stop();
    const names = await wholeOnes(folder);
    insist(names.length >= 2, `${names.length} snapshots were taken within 90 s`);
    await product.stop();
    return { folder, gap, answered: load.acknowledged.length, views: viewsIn(dataDir) };
  } finally {
    await product.kill();
  }
};

const same = (what: string, node: Views, old: Views): void => {
  insist(node.position === old.position, `${what} stands at ${node.position}, the old one at ${old.position}`);
  const wrong = differing(node, old);
  insist(wrong.length === 0, `${what} shows other views: ${wrong.join(', ')}`);
};

const tried = async (stage: Stage): Promise<{ words: string; seconds: number; without: number; gap: number }> => {
  const { run, name, dir, damages } = stage;
  const { folder, gap, answered, views } = await busyNode(stage);
  const node = await startNode(stage, join(dir, 'new'), folder);
  same('the new node', node.views, views);
  insist(node.views.epochs === views.epochs, 'the new node did not go on from the snapshot, but folded anew');

  const dice = new Dice(run.seed);
  const without: number[] = [];
  for (let n = 0; n < damages; n += 1) {
    const bad = join(dir, `bad-${n}`);
    await cp(folder, bad, { recursive: true });
    for (const file of await readdir(bad)) await damage(join(bad, file), dice.upTo((await stat(join(bad, file))).size), 'flip');
    const refusing = await startNode(stage, join(dir, `refusing-${n}`), bad);
    insist(refusing.views.epochs !== views.epochs, 'a damaged snapshot was taken');
    same('a node that refused a damaged snapshot', refusing.views, views);
    without.push(refusing.seconds);
  }
  const words = `${name}: ready in ${node.seconds.toFixed(1)} s from a snapshot, in ${median(without).toFixed(1)} s without`;
  run.say(
    `${words}; ${answered} commands answered meanwhile, ${damages} damaged snapshots refused, the views folded from the start all the same`,
  );
  return { words, seconds: node.seconds, without: median(without), gap };
};

export const fault: Fault = {
  id: 'S1',
  title: 'a new node from a snapshot',
  promise:
    'a snapshot taken while the views are folded is whole: a new node goes on from it to the same views; a damaged one is refused and the views are folded from the start',
  run: (run) =>
    inScratch(async (dir) => {
      const quick = run.depth === 'quick';
      const events = quick ? 2_000 : 300_000;
      const embedded = join(dir, 'embedded');
      await makeHistoryAt(join(embedded, 'old'), { events, seed: run.seed });
      const first = await tried({
        run,
        name: 'embedded log',
        dir: embedded,
        env: {},
        damages: quick ? 1 : 5,
        newNode: async (dataDir) => {
          await must('backup', [join(embedded, 'backups')], join(embedded, 'old'));
          await must('restore', [join(embedded, 'backups')], dataDir);
        },
      });
      const ends = [first];
      if (!quick) {
        const store = await startEventStore();
        try {
          ends.push(
            await tried({
              run,
              name: 'event store',
              dir: join(dir, 'event-store'),
              env: { EVENTSTORE_URL: store.url },
              damages: 2,
              newNode: () => Promise.resolve(),
            }),
          );
        } finally {
          await store.kill();
        }
      }
      return {
        rounds: ends.length * 2 + (quick ? 1 : 7),
        kept: true,
        result: `${ends.map(({ words }) => words).join('; ')}; longest stop of the server while snapshots were taken ${first.gap.toFixed(0)} ms`,
        figures: { events, secondsFromSnapshot: first.seconds, secondsWithout: first.without, gapMs: first.gap },
      };
    }),
};
