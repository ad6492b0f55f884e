import { randomInt } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { tableOf } from '../kernel/table.js';
import type { Depth, Fault, FaultResult, Skipped } from './kernel/fault.js';
import { writeFaults } from './kernel/results.js';

// `npm run faults -- [G1 G4 …] [--quick | --long] [--seed N]`: each file of this folder makes one fault and says
// whether its promise was kept.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: 'boolean', default: false }, long: { type: 'boolean', default: false }, seed: { type: 'string' } },
});

const here = new URL('.', import.meta.url);
const load = async (file: string): Promise<Fault> => ((await import(new URL(file, here).href)) as { fault: Fault }).fault;
const files = (await readdir(here)).filter((file) => /^[a-z]\d\d-.*\.js$/.test(file) && !file.includes('.worker.')).sort();
const all = await Promise.all(files.map(load));
const unknown = positionals.filter((id) => !all.some((fault) => fault.id === id.toUpperCase()));
const seed = values.seed === undefined ? randomInt(1, 2 ** 31) : Number(values.seed);

if (unknown.length > 0 || !Number.isSafeInteger(seed) || (values.quick && values.long)) {
  console.error(`usage: npm run faults -- [${all.map(({ id }) => id).join(' | ')} …] [--quick | --long] [--seed <number>]`);
  process.exit(2);
}

const depth: Depth = values.quick ? 'quick' : values.long ? 'long' : 'full';
const chosen = all.filter(({ id }) => positionals.length === 0 || positionals.some((wanted) => wanted.toUpperCase() === id));
console.log(`${chosen.length} faults, ${depth}, seed ${seed}`);

type Ended = { fault: Fault; seconds: number; ended: FaultResult | Skipped };

const tried = async (fault: Fault): Promise<Ended> => {
  console.log(`\n── ${fault.id} ${fault.title}: ${fault.promise}`);
  const since = performance.now();
  const ended = await fault.run({ depth, seed, say: (line) => console.log(`   ${line}`) }).catch((error: unknown): FaultResult => ({
    rounds: 0,
    kept: false,
    result: `ended early: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  }));
  const seconds = (performance.now() - since) / 1_000;
  console.log(
    'skipped' in ended
      ? `skip   ${fault.id}: ${ended.skipped}`
      : `${ended.kept ? 'ok    ' : 'FAILED'} ${fault.id}: ${ended.result} (${seconds.toFixed(0)} s)`,
  );
  if (!('skipped' in ended) && !ended.kept)
    console.log(`       again: npm run faults -- ${fault.id}${values.quick ? ' --quick' : values.long ? ' --long' : ''} --seed ${seed}`);
  return { fault, seconds, ended };
};

const ends: Ended[] = [];
for (const fault of chosen) ends.push(await tried(fault));

console.log(
  `\n${tableOf(
    ['fault', 'rounds', 's', 'kept'],
    ends.map(({ fault, seconds, ended }) => {
      const [rounds, kept] = 'skipped' in ended ? ['–', 'skipped'] : [String(ended.rounds), ended.kept ? 'yes' : 'NO'];
      return [`${fault.id} ${fault.title}`, rounds, seconds.toFixed(0), kept];
    }),
  )}`,
);
if (positionals.length === 0 || depth !== 'quick')
  await writeFaults(
    depth,
    seed,
    ends.map(({ fault, seconds, ended }) => ({ id: fault.id, title: fault.title, promise: fault.promise, seconds, ...ended })),
  );
const count = (is: (ended: Ended['ended']) => boolean): number => ends.filter(({ ended }) => is(ended)).length;
const failed = count((ended) => 'kept' in ended && !ended.kept);
const skipped = count((ended) => 'skipped' in ended);
console.log(`\n${count((ended) => 'kept' in ended && ended.kept)} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
process.exit(failed > 0 ? 1 : 0);
