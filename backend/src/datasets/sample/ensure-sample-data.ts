import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { conditionsFile, conditionsFolder } from '../../kernel/collisions/event-file.js';
import { sampleConditions } from './sample-conditions.js';
import { sampleDatasets, sampleFilePath, type SampleDataset } from './sample-datasets.js';
import { generateSampleFile } from './sample-file.js';

/** Raise when the generator changes: then the files are made anew at the next start. */
const generation = '1';

export interface SampleRunFiles {
  run: number;
  files: { path: string; bytes: number }[];
}
export interface SampleDataFiles {
  dataset: SampleDataset;
  runs: SampleRunFiles[];
}
export interface SampleData {
  dir: string;
  /** The folder to hand to a test or job as its conditions database. */
  conditionsDir: string;
  datasets: SampleDataFiles[];
}

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

const filesOf = (dataset: SampleDataset, run: number): { file: number; relative: string }[] =>
  Array.from({ length: dataset.filesPerRun }, (_, file) => ({ file, relative: sampleFilePath(dataset, run, file) }));

const ensureRun = async (dir: string, dataset: SampleDataset, run: number): Promise<SampleRunFiles> => {
  const files: { path: string; bytes: number }[] = [];
  for (const { file, relative } of filesOf(dataset, run)) {
    const path = join(dir, relative);
    if ((await sizeOf(path)) === 0)
      await generateSampleFile(path, {
        seed: dataset.production,
        run,
        file,
        events: dataset.eventsPerFile,
        system: dataset.system,
        mc: dataset.mc,
      });
    files.push({ path, bytes: await sizeOf(path) });
  }
  return { run, files };
};

const ensureConditions = async (dir: string, run: number, system: 'pp' | 'PbPb'): Promise<void> => {
  for (const [path, content] of Object.entries(sampleConditions(run, system))) {
    const file = join(dir, conditionsFolder, conditionsFile(run, path));
    if ((await sizeOf(file)) > 0) continue;
    await mkdir(dirname(file), { recursive: true });
    await chmod(dirname(file), 0o755); // tests run as nobody and must read it whatever our umask is
    const partial = `${file}.${randomUUID()}.partial`;
    await writeFile(partial, `${JSON.stringify(content)}\n`);
    await chmod(partial, 0o644);
    await rename(partial, file);
  }
};

/** Files of an older generator would be mixed with new ones; only the folders of the sample datasets are touched. */
const forgetOtherGenerations = async (base: string): Promise<void> => {
  const marker = join(base, '.sample-generation');
  if ((await readFile(marker, 'utf8').catch(() => '')) === generation) return;
  for (const { production } of sampleDatasets) await rm(join(base, production), { recursive: true, force: true });
  await mkdir(base, { recursive: true });
  await writeFile(marker, generation);
};

/**
 * Makes the sample datasets where they are missing and lists them; safe to call at every start, and after an
 * interrupted one, because a file gets its name only when it is whole.
 */
export const ensureSampleData = async (dir: string, wanted: readonly SampleDataset[] = sampleDatasets): Promise<SampleData> => {
  const base = dir;
  await forgetOtherGenerations(base);
  const datasets: SampleDataFiles[] = [];
  for (const dataset of wanted) {
    const runs: SampleRunFiles[] = [];
    for (const run of dataset.runs) {
      runs.push(await ensureRun(base, dataset, run));
      await ensureConditions(base, run, dataset.system);
    }
    datasets.push({ dataset, runs });
  }
  await chmod(join(base, conditionsFolder), 0o755);
  return { dir: base, conditionsDir: join(base, conditionsFolder), datasets };
};
