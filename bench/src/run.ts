import { readdir } from 'node:fs/promises';
import { argsOf, type Args } from './kernel/args.js';

/** A benchmark is a file here with a `run`; its name on the command line is the name of the file. */
type Benchmark = { run: (args: Args) => Promise<void> };

const here = new URL('.', import.meta.url);
const names = (await readdir(here))
  .filter((file) => file.endsWith('.js') && file !== 'run.js' && !file.includes('.worker.'))
  .map((file) => file.slice(0, -3));

const { rest, ...args } = argsOf(process.argv.slice(2));
const [name, ...more] = rest;
if (name === undefined || !names.includes(name)) {
  console.error(`usage: npm run bench -- <${names.sort().join(' | ')}> [--quick]`);
  process.exitCode = 2;
} else {
  const { run } = (await import(new URL(`${name}.js`, here).href)) as Benchmark;
  await run({ ...args, rest: more });
}
