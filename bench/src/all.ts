import { spawnSync } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Args } from './kernel/args.js';
import type { Result } from './kernel/result.js';
import { tableOf } from './kernel/table.js';

// Every benchmark one after the other, each as a process of its own: none inherits another's memory or compiled code.

const here = new URL('.', import.meta.url);
const results = new URL('../results/', here);
const NOT_MEASURED = new Set(['all.js', 'run.js']);
/** A quick one that does not end is a fault of its program. */
const LONGEST_QUICK_MS = 120_000;

type Ended = { name: string; seconds: number; failed: boolean; result: Result | undefined };

const measure = async (name: string, quick: boolean): Promise<Ended> => {
  console.log(`\n── ${name}`);
  const file = new URL(`${name}${quick ? '.quick' : ''}.json`, results);
  // An old quick result must not stand for a program that ended before it wrote its own.
  if (quick) await rm(file, { force: true });
  const since = performance.now();
  const started = Date.now();
  const { status } = spawnSync(process.execPath, [fileURLToPath(new URL('run.js', here)), name, ...(quick ? ['--quick'] : [])], {
    stdio: 'inherit',
    ...(quick ? { timeout: LONGEST_QUICK_MS, killSignal: 'SIGKILL' } : {}),
  });
  const seconds = (performance.now() - since) / 1_000;
  const written = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as Result,
    () => undefined,
  );
  const result = written !== undefined && Date.parse(written.date) >= started ? written : undefined;
  return { name, seconds, failed: status !== 0, result };
};

export const run = async ({ quick }: Args): Promise<void> => {
  const names = (await readdir(here))
    .filter((file) => file.endsWith('.js') && !NOT_MEASURED.has(file) && !file.includes('.worker.'))
    .map((file) => file.slice(0, -3))
    .sort();
  const ends: Ended[] = [];
  for (const name of names) ends.push(await measure(name, quick));
  const row = ({ name, seconds, failed, result }: Ended): string[] => [
    name,
    seconds.toFixed(0),
    result === undefined
      ? '–'
      : Object.entries(result.ratios)
          .map(([of, ratio]) => `${of} ${ratio.toFixed(2)}`)
          .join(', '),
    result?.goal ?? '–',
    failed ? 'FAILED' : result === undefined ? 'not measured' : quick ? 'ran' : result.met ? 'yes' : 'no',
  ];
  console.log(`\n${tableOf(['benchmark', 's', 'ratios', 'goal', quick ? 'ran' : 'met'], ends.map(row))}`);
  // A goal that is not met is a finding; a program that fails is a fault.
  const failed = ends.filter((end) => end.failed);
  console.log(`\n${ends.length - failed.length} ran, ${failed.length} failed`);
  if (failed.length > 0) process.exitCode = 1;
};
