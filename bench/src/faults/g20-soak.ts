import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { Dice } from '../kernel/dice.js';
import type { Fault, FaultResult, FaultRun } from './kernel/fault.js';
import { Product } from '../kernel/product.js';

/** Seconds before it is looked at (caches fill, code is compiled), and seconds of looking. */
const TIMES = { quick: [2, 4], full: [60, 240], long: [300, 3_600] } as const;
const WRITERS = 4;
const READERS = 4;
const EACH_MS = 50;
const SLOPE_MB_PER_HOUR = 5;
const WAL_MB = 64;
/** Connections come and go; a leak does not stop here. */
const MORE_HANDLES = 10;

type Sample = { seconds: number; rssMb: number; walMb: number; handles: number };

const sizeMb = (file: string): Promise<number> =>
  stat(file).then(
    ({ size }) => size / 1024 ** 2,
    () => 0,
  );

const sample = async (pid: number, dir: string, since: number): Promise<Sample> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  const handles = (await readdir(`/proc/${pid}/fd`)).length;
  const wals = await Promise.all(['log.sqlite-wal', 'read.sqlite-wal'].map((file) => sizeMb(join(dir, file))));
  const rssMb = Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? NaN) / 1024;
  return { seconds: (performance.now() - since) / 1_000, rssMb, walMb: Math.max(...wals), handles };
};

/** Megabytes an hour, by least squares. */
const slope = (samples: readonly Sample[]): number => {
  const mean = (of: (sample: Sample) => number): number => samples.reduce((sum, each) => sum + of(each), 0) / samples.length;
  const [t, m] = [mean(({ seconds }) => seconds), mean(({ rssMb }) => rssMb)];
  const over = samples.reduce((sum, { seconds, rssMb }) => sum + (seconds - t) * (rssMb - m), 0);
  return (3_600 * over) / samples.reduce((sum, { seconds }) => sum + (seconds - t) ** 2, 0);
};

type Load = { commands: number; reads: number; stop: () => Promise<void> };

/** People at work: commands on the same few streams, so that what grows is not the number of things, and reads of views. */
const load = async (product: Product, dice: Dice): Promise<Load> => {
  const opened = await Promise.all(
    Array.from({ length: 20 }, (_, n) =>
      product.must('OpenAnalysis', { name: `Long at work ${n}`, jiraKey: `PWGLF-${n + 1}`, pwg: 'PWGLF', service: false }),
    ),
  );
  const ids = opened.map(({ stream }) => stream.slice('analysis-'.length));
  const counts = { commands: 0, reads: 0 };
  let going = true;
  const loop = async (work: () => Promise<void>): Promise<void> => {
    while (going) {
      await work();
      await pause(EACH_MS);
    }
  };
  const write = async (): Promise<void> => {
    const joins = dice.chance(0.5);
    await product.must(joins ? 'AddAnalyzer' : 'RemoveAnalyzer', {
      analysisId: dice.pick(ids),
      personId: dice.pick(['mrossi', 'hkimura']),
    });
    counts.commands += 1;
  };
  const read = async (): Promise<void> => {
    await product.rows(dice.pick(['analyses', 'people', 'train-runs', 'wagons', 'datasets']), 'limit=100');
    counts.reads += 1;
  };
  const loops = [...Array.from({ length: WRITERS }, () => loop(write)), ...Array.from({ length: READERS }, () => loop(read))];
  const all = Promise.all(loops);
  all.catch(() => undefined);
  return {
    get commands() {
      return counts.commands;
    },
    get reads() {
      return counts.reads;
    },
    stop: async () => {
      going = false;
      await all;
    },
  };
};

/** Looks once a second, oftener when there are seconds only. */
const watched = async (product: Product, dir: string, seconds: number, say: (line: string) => void): Promise<Sample[]> => {
  const samples: Sample[] = [];
  for (const since = performance.now(); performance.now() - since < seconds * 1_000; await pause(Math.min(1_000, seconds * 20))) {
    samples.push(await sample(product.pid, dir, since));
    if (samples.length % 60 === 0) say(`${Math.round(samples.at(-1)?.seconds ?? 0)} s: ${Math.round(samples.at(-1)?.rssMb ?? 0)} MB`);
  }
  return samples;
};

/** Minutes of garbage collection say nothing about an hour: the slope is judged where an hour was measured. */
const judge = (samples: readonly Sample[], seconds: number, { commands, reads }: Load, judged: boolean): FaultResult => {
  const [first, last] = [samples[0], samples.at(-1)];
  if (first === undefined || last === undefined) throw new Error('nothing was looked at');
  const mbPerHour = slope(samples);
  const walMb = Math.max(...samples.map((each) => each.walMb));
  const moreHandles = last.handles - first.handles;
  return {
    rounds: samples.length,
    kept: commands > 0 && walMb < WAL_MB && moreHandles <= MORE_HANDLES && (!judged || mbPerHour < SLOPE_MB_PER_HOUR),
    result:
      `${seconds} s, ${commands} commands and ${reads} reads: ${Math.round(first.rssMb)} MB at first, ${Math.round(last.rssMb)} MB at last, ` +
      `${judged ? `${mbPerHour.toFixed(1)} MB/h (limit ${SLOPE_MB_PER_HOUR})` : 'the slope is judged by --long only'}; ` +
      `largest write-ahead log ${walMb.toFixed(1)} MB (limit ${WAL_MB}); ${moreHandles} more handles (limit ${MORE_HANDLES})`,
    figures: { rssMb: last.rssMb, mbPerHour, walMb, moreHandles, commands, reads },
  };
};

export const fault: Fault = {
  id: 'G20',
  title: 'soak',
  promise: `an hour at work: memory grows by less than ${SLOPE_MB_PER_HOUR} MB, write-ahead logs stay below ${WAL_MB} MB, no handle is left open`,
  run: ({ depth, seed, say }: FaultRun) =>
    inScratch(async (dir) => {
      const [warming, looking] = TIMES[depth];
      const product = new Product(dir);
      try {
        await product.start();
        await product.signIn('admin');
        const work = await load(product, new Dice(seed));
        await pause(warming * 1_000);
        const samples = await watched(product, dir, looking, say);
        await work.stop();
        return judge(samples, looking, work, depth === 'long');
      } finally {
        await product.kill();
      }
    }),
};
