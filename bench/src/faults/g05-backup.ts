import { cp, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { median } from '../kernel/statistics.js';
import { Load, loopGapMs } from './kernel/busy-product.js';
import {
  admitPeople,
  command,
  damage,
  differing,
  foldedViews,
  insist,
  makeHistoryAt,
  manifestOf,
  must,
  servedViews,
  type ManifestOfBackup,
} from './kernel/copies.js';
import { Dice } from '../kernel/dice.js';
import { embeddedLog } from './kernel/embedded-log.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { Product } from '../kernel/product.js';

const LONGEST_GAP_MS = 100;
/** In a quick run the machine is busy with other specs: only a stop that no busy machine explains is judged. */
const LONGEST_GAP_QUICK_MS = 1_000;
const LONGEST_RESTORE_S = 60;
const RESTORE_EVENTS = 300_000;
/** Seconds between two backups by the clock here; 300 in the product. */
const EVERY_S = 1;
/** For a machine that is busy with other things. */
const SLACK_S = 10;

type Stage = { run: FaultRun; dir: string; dataDir: string; root: string; events: number; rounds: number };

/** Backups while people are admitted: nothing acknowledged before one began may be missing in it. */
const underLoad = async ({ run, dir, dataDir, root, rounds }: Stage, product: Product) => {
  const load = new Load(product, 'a');
  load.start();
  const gaps: { with: number[]; without: number[] } = { with: [], without: [] };
  const taken: ManifestOfBackup[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const before = load.highest;
    await loopGapMs(product);
    const { said, seconds } = await must('backup', [round === 0 ? join(dir, 'older') : root, '--json'], dataDir);
    const withIt = await loopGapMs(product);
    await pause(Math.max(200, seconds * 1000));
    const without = await loopGapMs(product);
    const backup = JSON.parse(said) as ManifestOfBackup;
    insist(backup.log.position >= before, `the backup ends at ${backup.log.position}, but ${before} was acknowledged before it began`);
    taken.push(backup);
    // The first one also reads everything for the first time.
    if (round > 0) {
      gaps.with.push(withIt);
      gaps.without.push(without);
    }
  }
  await load.stop();
  const seconds = median(taken.map((backup) => backup.seconds));
  run.say(`${taken.length} backups under load, ${load.acknowledged.length} commands answered meanwhile, ${seconds.toFixed(1)} s each`);
  return { taken, seconds, gap: median(gaps.with), gapWithout: median(gaps.without) };
};

/** The views at rest, and a backup that ends where they stand. */
const atRest = async ({ dataDir, root }: Stage) => {
  const store = join(dataDir, 'read.sqlite');
  const { folder, log } = JSON.parse((await must('backup', [root, '--json'], dataDir)).said) as ManifestOfBackup;
  for (let tries = 0; tries < 200 && Number(servedViews(store).position) < log.position; tries += 1) await pause(50);
  const views = servedViews(store);
  insist(Number(views.position) === log.position, `the views stand at ${views.position}, the backup at ${log.position}`);
  return { folder, views };
};

const scheduledIn = ({ dir }: Stage): string => join(dir, 'scheduled');

/** Into an empty folder, started and ready, its views folded anew. It takes backups by the clock from then on. */
const restored = async (stage: Stage, product: Product, expected: ReturnType<typeof servedViews>) => {
  const { root, events, run } = stage;
  const since = performance.now();
  await must('restore', [root], product.dataDir);
  await product.start();
  await product.ready(120_000);
  const seconds = (performance.now() - since) / 1000;
  await must('verify', [], product.dataDir);
  const views = servedViews(join(product.dataDir, 'read.sqlite'));
  insist(
    views.position === expected.position,
    `the restored views stand at ${views.position}, the live ones stood at ${expected.position}`,
  );
  const wrong = differing(views, expected);
  insist(wrong.length === 0, `restored views differ from the live ones: ${wrong.join(', ')}`);
  run.say(
    `restored ${expected.position} events, verified and folded in ${seconds.toFixed(1)} s; ${Object.keys(views.hashes).length} views equal`,
  );
  // Starting a process takes its time for the smallest log as well; only the rest grows with it.
  return { seconds, allowed: LONGEST_RESTORE_S * Math.max(1, events / RESTORE_EVENTS) };
};

/** An older log is put under the newer views and grows past them: position alone would say that all is well. */
const rewound = async ({ dir, dataDir, run }: Stage, older: string) => {
  const store = join(dataDir, 'read.sqlite');
  const before = servedViews(store);
  const { log } = await manifestOf(older);
  insist(log.position < Number(before.position), 'the views are newer than the older backup');
  await must('restore', [older, '--replace'], dataDir);
  await admitPeople(dataDir, Number(before.position) - log.position + 50, 'z');
  const product = new Product(dataDir);
  try {
    await product.start();
    await product.ready(120_000);
    const views = servedViews(store);
    const truth = await foldedViews(dataDir, join(dir, 'truth.sqlite'), views.position);
    insist(Number(views.position) > Number(before.position), 'the log grew past the views');
    const wrong = differing(views, truth);
    insist(wrong.length === 0, `views of another history are served: ${wrong.join(', ')}`);
    run.say(`an older log (${log.position}) under newer views (${before.position}), grown to ${views.position}: folded anew`);
  } finally {
    await product.kill();
  }
};

/** Whatever is changed or cut in a backup: it is refused, and nothing is put anywhere. */
const damaged = async ({ run, dir }: Stage, whole: string, times: number) => {
  const dice = new Dice(run.seed);
  for (let n = 0; n < times; n += 1) {
    const folder = join(dir, `damaged-${n}`);
    await cp(whole, folder, { recursive: true });
    const names = Object.entries((await manifestOf(folder)).files);
    const [name, { size }] = dice.pick(names);
    const [at, how] = [dice.upTo(size), dice.pick(['flip', 'cut'] as const)];
    await damage(join(folder, name), at, how);
    const target = join(dir, `refused-${n}`);
    await mkdir(target);
    const [verify, restore] = [await command('verify', [folder], target), await command('restore', [folder], target)];
    const what = `${name} with ${how === 'cut' ? 'its end cut' : 'a bit changed'} at ${at}`;
    insist(verify.code === 1, `verify ended with ${verify.code} for ${what}: ${verify.said}`);
    insist(restore.code === 1 && restore.said.includes(name), `restore ended with ${restore.code} for ${what}: ${restore.said}`);
    insist((await readdir(target)).length === 0, `something of ${what} was restored`);
    await rm(folder, { recursive: true });
  }
  run.say(`${times} damaged backups refused`);
};

/** Backups by the clock, kill -9: what was acknowledged an interval and a backup ago is in the newest. */
const byTheClock = async (stage: Stage, product: Product) => {
  const { run, rounds } = stage;
  const root = scheduledIn(stage);
  const kept = async () => (await readdir(root).catch(() => [])).filter((name) => /^\d{4}-/.test(name)).sort();
  await product.signIn('admin');
  const load = new Load(product, 'c');
  load.start();
  // The rule of what is kept leaves one of an hour, so they are counted as they come.
  const seen = new Set<string>();
  for (let tries = 0; tries < 1_200 && seen.size <= rounds; tries += 1) {
    for (const name of await kept()) seen.add(name);
    await pause(50);
  }
  const health = await product.health();
  insist(health.details['backup']?.status === 'up', 'the age of the newest backup is on the health page');
  await product.kill();
  const killedAt = performance.now();
  await load.stop();
  const names = await kept();
  insist(seen.size > rounds, `${seen.size} backups were taken by the clock within a minute`);
  const folder = join(root, names.at(-1) ?? '');
  const { log, made } = await manifestOf(folder);
  await must('verify', [folder], product.dataDir);
  // The one that the kill cut off took as long as it could: what the newest lacks is younger than its own begin.
  const madeAgo = Date.now() - Date.parse(made) - (performance.now() - killedAt);
  const owed = load.acknowledged
    .filter(({ at }) => at < killedAt - madeAgo - 50)
    .reduce((most, { position }) => Math.max(most, position), 0);
  insist(log.position >= owed, `the newest backup ends at ${log.position}, ${owed} was acknowledged before it began`);
  run.say(`by the clock, every ${EVERY_S} s: the newest was begun ${(madeAgo / 1000).toFixed(1)} s before the kill`);
  return madeAgo / 1000;
};

export const fault: Fault = {
  id: 'G5',
  title: 'backup, restore, rewind',
  promise:
    'a backup under load holds all that was answered before it began and stops the server for 100 ms at most; restored in 60 s per 300,000 events, with the same views; an older log under newer views is noticed; a damaged backup is refused; at most an interval is lost',
  run: (run) =>
    inScratch(async (dir) => {
      const quick = run.depth === 'quick';
      const stage: Stage = {
        run,
        dir,
        dataDir: join(dir, 'live'),
        root: join(dir, 'backups'),
        events: quick ? 3_000 : RESTORE_EVENTS,
        rounds: quick ? 1 : 5,
      };
      await makeHistoryAt(stage.dataDir, { events: stage.events, seed: run.seed });
      const product = new Product(stage.dataDir);
      try {
        await product.start();
        await product.signIn('admin');
        await product.ready(120_000);
        const { taken, seconds, gap, gapWithout } = await underLoad(stage, product);
        const { folder, views } = await atRest(stage);
        const more = new Load(product, 'b');
        more.start();
        await pause(300);
        await product.kill();
        await more.stop();
        (await embeddedLog()).verifyLog(join(stage.dataDir, 'log.sqlite'));
        const again = new Product(join(dir, 'restored'), { BACKUP_DIR: scheduledIn(stage), BACKUP_EVERY: String(EVERY_S) });
        const { restore, lost } = await (async () => {
          try {
            return { restore: await restored(stage, again, views), lost: await byTheClock(stage, again) };
          } finally {
            await again.kill();
          }
        })();
        const damages = quick ? 1 : 20;
        await damaged(stage, folder, damages);
        await rewound(stage, taken[0]?.folder ?? '');

        // A machine that is busy with other things stands still without a backup too: what counts then is the difference.
        const gapKept = gap <= (quick ? LONGEST_GAP_QUICK_MS : LONGEST_GAP_MS) || gap - gapWithout <= LONGEST_GAP_MS / 2;
        const inTime = restore.seconds <= restore.allowed;
        // One that the kill cut off is lost with its interval: from the begin of one to the end of the next.
        const littleLost = lost <= EVERY_S + 2 * seconds + SLACK_S;
        return {
          rounds: taken.length + damages + 3,
          kept: gapKept && inTime && littleLost,
          result: `${taken.length} backups under load of ${stage.events} events in ${seconds.toFixed(1)} s each; longest stop of the server ${gap.toFixed(0)} ms (${gapWithout.toFixed(0)} ms without); restored and ready in ${restore.seconds.toFixed(1)} s with equal views; ${damages} damaged ones refused; rewound log noticed; newest by the clock ${lost.toFixed(1)} s old`,
          figures: {
            events: stage.events,
            backupSeconds: seconds,
            gapMs: gap,
            gapWithoutMs: gapWithout,
            restoreSeconds: restore.seconds,
            lostSeconds: lost,
          },
        };
      } finally {
        await product.kill();
      }
    }),
};
