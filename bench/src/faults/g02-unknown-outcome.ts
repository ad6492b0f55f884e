import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { Dice } from '../kernel/dice.js';
import { failingDisk, type FailingDisk } from './kernel/disk-faults.js';
import { startEventStore, type EventStore, type StoreFault } from './kernel/event-store.js';
import type { Fault, FaultRun } from './kernel/fault.js';
import { Product, type Said } from '../kernel/product.js';

/** Rounds on a disk that fails (each with a restart), and commands to an event store that answers badly. */
const ROUNDS = { quick: [1, 8], full: [60, 440], long: [300, 3_000] } as const;
const ANSWER_MS = 5_000;
/** Beyond what is promised, for the way there and back. */
const WAY_MS = 500;
const SETTLED_MS = 30_000;
const AT_ONCE = 4;

type Sum = { commands: number; unknown: number; refused: number; slowestMs: number; settledMs: number };
type Command = { n: number; first: Said };

const ask = (n: number) => ({ name: `Unknown ${n}`, jiraKey: `PWGLF-${n}`, pwg: 'PWGLF', service: false });
const open = (product: Product, n: number): Promise<Said> => product.say('OpenAnalysis', ask(n), `unknown-${n}`, 30_000);

/** An answer in time, and one of those that may be given. */
const judged = ({ status, ms, body }: Said, sum: Sum): void => {
  if (ms > ANSWER_MS + WAY_MS) throw new Error(`a command was answered after ${Math.round(ms)} ms`);
  if (![200, 503, 507].includes(status)) throw new Error(`a command was answered ${status}: ${body.detail ?? ''}`);
  sum.commands += 1;
  sum.unknown += status === 503 ? 1 : 0;
  sum.refused += status === 507 ? 1 : 0;
  sum.slowestMs = Math.max(sum.slowestMs, ms);
};

/** Asks again with the same keys until each is stored, and then looks that each is stored once. */
const settle = async (product: Product, commands: readonly Command[], since: number, sum: Sum): Promise<void> => {
  let newest = '0';
  for (const { n, first } of commands) {
    let again = await open(product, n);
    while (again.status !== 200) {
      if (performance.now() - since > SETTLED_MS)
        throw new Error(`a command is not settled after ${SETTLED_MS / 1_000} s: ${again.status} ${again.body.detail ?? ''}`);
      await pause(100);
      again = await open(product, n);
    }
    if (first.status === 200 && first.body.position !== again.body.position)
      throw new Error(`a command was answered ${first.body.position ?? ''} first and ${again.body.position ?? ''} later`);
    const position = again.body.position ?? '0';
    if (BigInt(position) > BigInt(newest)) newest = position;
  }
  sum.settledMs = Math.max(sum.settledMs, performance.now() - since);
  for (const { n } of commands) {
    const { length: effects } = await product.rows('analyses', `filter=${encodeURIComponent(`name:is:${ask(n).name}`)}`, newest);
    if (effects !== 1) throw new Error(`command ${n} has ${effects} effects`);
  }
};

/** Commands while every sync or write of the log fails; then the restart that such a log asks for, and the same commands again. */
const onDisk = async (product: Product, disk: FailingDisk, round: number, dice: Dice, sum: Sum): Promise<void> => {
  const numbers = Array.from({ length: AT_ONCE }, (_, i) => round * AT_ONCE + i + 1);
  const commands: Command[] = [];
  const saying = numbers.map(async (n) => {
    await pause(dice.upTo(40));
    const first = await open(product, n);
    commands.push({ n, first });
  });
  await pause(dice.upTo(40));
  await disk.fail({ call: dice.pick(['fsync', 'fsync', 'pwrite']), error: 'EIO' });
  await Promise.all(saying);
  const late = { n: 500_000 + round, first: await open(product, 500_000 + round) };
  commands.push(late);
  const since = performance.now();
  for (const { first } of commands) judged(first, sum);
  const { status, details } = await product.health();
  if (late.first.status !== 200 && (status !== 503 || details['log']?.status !== 'down'))
    throw new Error(`the log cannot be written, and /readyz says ${status}: ${details['log']?.sentence ?? ''}`);
  await (dice.chance(0.5) ? product.kill() : product.stop());
  await disk.heal();
  await product.start();
  await product.signIn('admin');
  await settle(product, commands, since, sum);
};

const badAnswers: readonly StoreFault['kind'][] = ['none', 'silent', 'storedSilent', 'unavailable', 'storedUnavailable'];

/** Commands whose appends are lost on the way there or on the way back, some several times. */
const onStore = async (product: Product, store: EventStore, round: number, dice: Dice, sum: Sum): Promise<void> => {
  const faults = Array.from({ length: dice.between(1, 2 * AT_ONCE) }, () => ({ kind: dice.pick(badAnswers) }) as StoreFault);
  await store.plan('append', ...faults);
  const since = performance.now();
  const commands = await Promise.all(
    Array.from({ length: AT_ONCE }, async (_, i) => {
      const n = 1_000 + round * AT_ONCE + i;
      return { n, first: await open(product, n) };
    }),
  );
  for (const { first } of commands) judged(first, sum);
  await settle(product, commands, since, sum);
};

const started = async (product: Product): Promise<void> => {
  await product.start();
  await product.signIn('admin');
};

const tryDisk = async (scratch: string, rounds: number, dice: Dice, sum: Sum): Promise<string | undefined> => {
  const dir = join(scratch, 'embedded');
  const disk = await failingDisk(scratch, join(dir, 'log.sqlite'));
  if (typeof disk === 'string') return disk;
  const product = new Product(dir, disk.env);
  try {
    await started(product);
    for (let round = 0; round < rounds; round++) await onDisk(product, disk, round, dice, sum);
  } finally {
    await product.kill();
  }
  return undefined;
};

const tryStore = async (scratch: string, commands: number, dice: Dice, sum: Sum): Promise<void> => {
  const store = await startEventStore({ file: join(scratch, 'events.ndjson') });
  const product = new Product(join(scratch, 'remote'), { EVENTSTORE_URL: store.url });
  try {
    await started(product);
    for (let round = 0; round * AT_ONCE < commands; round++) await onStore(product, store, round, dice, sum);
  } finally {
    await product.kill();
    await store.kill();
  }
};

const words = (log: string, { commands, unknown, refused, slowestMs, settledMs }: Sum): string =>
  `${log}: ${commands} commands, ${unknown} answered “being settled”, ${refused} refused, slowest answer ${Math.round(slowestMs)} ms, ` +
  `all settled within ${(settledMs / 1_000).toFixed(1)} s, each with one effect`;

const none = (): Sum => ({ commands: 0, unknown: 0, refused: 0, slowestMs: 0, settledMs: 0 });

export const fault: Fault = {
  id: 'G2',
  title: 'unknown outcome of an append',
  promise: `one command id, one effect; an answer or “being settled” within ${ANSWER_MS / 1_000} s, settled within ${SETTLED_MS / 1_000} s`,
  run: ({ depth, seed, say }: FaultRun) =>
    inScratch(async (scratch) => {
      const dice = new Dice(seed);
      const [rounds, commands] = ROUNDS[depth];
      const [disk, store] = [none(), none()];
      const skipped = await tryDisk(scratch, rounds, dice, disk);
      say(skipped ?? words('failing disk', disk));
      await tryStore(scratch, commands, dice, store);
      return {
        rounds: disk.commands + store.commands,
        kept: store.unknown + store.slowestMs > 0 && (skipped !== undefined || disk.unknown > 0),
        result: `${skipped === undefined ? words('failing disk', disk) : `not tried on a failing disk (${skipped})`}; ${words('failing event store', store)}`,
        figures: Object.fromEntries([
          ...Object.entries(disk).map(([name, value]) => [`disk.${name}`, value] as const),
          ...Object.entries(store).map(([name, value]) => [`store.${name}`, value] as const),
        ]),
      };
    }),
};
