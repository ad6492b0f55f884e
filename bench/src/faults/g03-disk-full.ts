import { spawnSync } from 'node:child_process';
import { closeSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { percentile } from '../kernel/statistics.js';
import { Dice } from '../kernel/dice.js';
import { embeddedLog } from './kernel/embedded-log.js';
import type { Fault, FaultResult, Skipped } from './kernel/fault.js';
import { Product, type Said } from '../kernel/product.js';

const ROUNDS = { quick: 1, full: 5, long: 20 };
const SIZE_MB = 48;
const MORE_MB = 64;
const REFUSED_MS = 200;
const RESUMES_MS = 5_000;
const COMMANDS = 20;

const mount = (...args: string[]): string | undefined => {
  const { status, stderr, error } = spawnSync('mount', ['-t', 'tmpfs', ...args], { encoding: 'utf8' });
  return status === 0 ? undefined : (error?.message ?? stderr.trim());
};

/** Takes the last byte of the disk, and gives a few pages back: then one file finds room for a while and another does not. */
const fill = (dir: string, pagesLeft: number): void => {
  const file = openSync(join(dir, 'ballast'), 'a');
  const block = Buffer.alloc(4_096, 1);
  try {
    for (;;) writeSync(file, block);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  }
  ftruncateSync(file, Math.max(0, fstatSync(file).size - pagesLeft * block.length));
  closeSync(file);
};

let opened = 0;
const open = (product: Product): Promise<Said> => {
  const n = (opened += 1);
  return product.say('OpenAnalysis', { name: `On a small disk ${n}`, jiraKey: `PWGLF-${n}`, pwg: 'PWGLF', service: false });
};

/** The write-ahead log may have room of its own left: commands until the first that finds none. */
const untilRefused = async (product: Product): Promise<{ taken: number; said: Said }> => {
  for (let taken = 0; taken < 5_000; taken++) {
    const said = await open(product);
    if (said.status !== 200) return { taken, said };
  }
  throw new Error('the disk is full and 5,000 commands were stored');
};

type Seen = { taken: number; refusedMs: number[]; resumedMs: number };

/** Nothing can be stored, and a person can still read, ask what is wrong, and is not told that something broke. */
const whileFull = async (product: Product): Promise<Said[]> => {
  const refused: Said[] = [];
  for (let n = 0; n < COMMANDS; n++) {
    refused.push(await open(product));
    for (const path of ['/api/views/analyses?limit=1000', '/healthz', '/api/session']) {
      const { status } = await product.get(path);
      if (status !== 200) throw new Error(`${path} was answered ${status} on a full disk`);
    }
  }
  const other = refused.find(({ status, body }) => status !== 507 || !body.detail?.includes('disk'));
  if (other) throw new Error(`on a full disk a command was answered ${other.status}: ${other.body.detail ?? ''}`);
  const signIn = await product.trySignIn('admin');
  if (signIn >= 500 && signIn !== 507) throw new Error(`signing in was answered ${signIn} on a full disk`);
  const { status, details } = await product.health();
  if (status !== 503 || details['log']?.status !== 'down' || !details['log'].sentence?.includes('full'))
    throw new Error(`/readyz said ${status} on a full disk, of the log: ${details['log']?.sentence ?? 'nothing'}`);
  return refused;
};

/** Until commands are stored, screens show them, and the node is ready; milliseconds. */
const resumed = async (product: Product, rowsBefore: number): Promise<number> => {
  const since = performance.now();
  const over = (): boolean => performance.now() - since > 4 * RESUMES_MS;
  let again = await open(product);
  for (; again.status !== 200; again = await open(product)) {
    if (over()) throw new Error(`with room again, a command is still answered ${again.status}: ${again.body.detail ?? ''}`);
    await pause(50);
  }
  while ((await product.rows('analyses', 'limit=1000', again.body.position)).length !== rowsBefore + 1) {
    if (over()) throw new Error('with room again, the views do not show what was stored');
    await pause(50);
  }
  await product.ready(4 * RESUMES_MS);
  return performance.now() - since;
};

const full = async (product: Product, dir: string, sizeMb: number, pagesLeft: number): Promise<Seen> => {
  const before = await product.rows('analyses', 'limit=1000');
  fill(dir, pagesLeft);
  const { taken, said } = await untilRefused(product);
  const refused = [said, ...(await whileFull(product))];
  const problem = mount('-o', `remount,size=${sizeMb}m`, 'tmpfs', dir);
  if (problem !== undefined) throw new Error(`the disk could not be made larger: ${problem}`);
  return { taken, refusedMs: refused.map(({ ms }) => ms), resumedMs: await resumed(product, before.length + taken) };
};

const tried = async (dir: string, rounds: number, dice: Dice, say: (line: string) => void): Promise<FaultResult> => {
  const product = new Product(join(dir, 'data'));
  const seen: Seen[] = [];
  try {
    await product.start();
    await product.signIn('admin');
    await product.ready(30_000);
    for (let n = 0; n < rounds; n++) {
      seen.push(await full(product, dir, SIZE_MB + (n + 1) * MORE_MB, dice.between(5, 60)));
      say(`full after ${seen.at(-1)?.taken ?? 0} more commands, working again after ${Math.round(seen.at(-1)?.resumedMs ?? 0)} ms`);
    }
    await product.stop();
    const { verifyLog } = await embeddedLog();
    verifyLog(join(dir, 'data', 'log.sqlite'));
  } finally {
    await product.kill();
  }
  const refused = seen.flatMap(({ refusedMs }) => refusedMs);
  const [slow, slowest] = [percentile(refused, 0.9), Math.max(...seen.map(({ resumedMs }) => resumedMs))];
  return {
    rounds,
    kept: slow <= REFUSED_MS && slowest <= RESUMES_MS,
    result:
      `${refused.length} commands refused with 507, nine of ten within ${Math.round(slow)} ms (limit ${REFUSED_MS}), none stored; ` +
      `reads and health were answered meanwhile; all well again ${Math.round(slowest)} ms after there was room (limit ${RESUMES_MS})`,
    figures: { refused: refused.length, refusedMs: slow, resumedMs: slowest },
  };
};

export const fault: Fault = {
  id: 'G3',
  title: 'disk full',
  promise: `commands are refused with 507 within ${REFUSED_MS} ms, reads live on, /readyz says so, all goes on within ${RESUMES_MS / 1_000} s of room`,
  run: ({ depth, seed, say }): Promise<FaultResult | Skipped> =>
    inScratch(async (scratch) => {
      if (process.getuid?.() !== 0) return { skipped: 'a small disk of its own (tmpfs) needs root' };
      const dir = join(scratch, 'disk');
      await mkdir(dir);
      const problem = mount('-o', `size=${SIZE_MB}m`, 'tmpfs', dir);
      if (problem !== undefined) return { skipped: `a small disk of its own (tmpfs) cannot be mounted here: ${problem}` };
      try {
        return await tried(dir, ROUNDS[depth], new Dice(seed), say);
      } finally {
        spawnSync('umount', ['-l', dir]);
      }
    }),
};
