import { join } from 'node:path';
import { inScratch } from '../kernel/scratch.js';
import { photographs, sizesOf, suffered, type Damage, type Verdict } from './kernel/damaged-log.js';
import { Dice } from '../kernel/dice.js';
import type { Fault } from './kernel/fault.js';

/** Cuts, and as many flips. */
const ROUNDS = { quick: 20, full: 200, long: 2_000 };
const COMMANDS = { quick: 120, full: 300, long: 300 };
/** More than ten thousand events: only verify looks at the links of the older ones. */
const COMMANDS_OF_A_LONG_LOG = 5_500;

const cut = (dice: Dice, files: readonly { file: string; size: number }[]): Damage => {
  const [db, wal] = [files.find(({ file }) => file === 'log.sqlite'), files.find(({ file }) => file === 'log.sqlite-wal')];
  const { file, size } = wal !== undefined && wal.size > 0 && dice.chance(0.7) ? wal : (db ?? { file: 'log.sqlite', size: 0 });
  // A torn last write is a few bytes; a file system that lost its newest blocks, any number.
  const cutTo = dice.chance(0.3) ? Math.max(0, size - dice.between(1, 64)) : dice.upTo(size);
  return { file, cutTo, words: `${file} cut from ${size} to ${cutTo} bytes` };
};

const flip = (dice: Dice, files: readonly { file: string; size: number }[]): Damage => {
  const there = files.filter(({ size }) => size > 0);
  const mark = there.find(({ file }) => file === 'head.json');
  const big = there.filter(({ file }) => file !== 'head.json');
  const chosen = mark !== undefined && dice.chance(0.05) ? mark : (big[dice.upTo(big.length)] ?? there[0]);
  const { file, size } = chosen ?? { file: 'log.sqlite', size: 1 };
  const [flipAt, bit] = [dice.upTo(size), dice.upTo(8)];
  return { file, flipAt, bit, words: `bit ${bit} of byte ${flipAt} of ${file} flipped` };
};

export const fault: Fault = {
  id: 'G4',
  title: 'torn log and bit rot',
  promise: 'damage is detected at the start or by verify; a damaged log never serves silently',
  run: ({ depth, seed, say }) =>
    inScratch(async (dir) => {
      const dice = new Dice(seed);
      const short = await photographs(join(dir, 'short'), COMMANDS[depth]);
      const long = depth === 'quick' ? short : await photographs(join(dir, 'long'), COMMANDS_OF_A_LONG_LOG);
      const sizes = new Map(await Promise.all([...short, ...long].map(async ({ dir: at }) => [at, await sizesOf(at)] as const)));
      const seen: Record<Verdict['noticed'], number> = { 'at the start': 0, 'by verify': 0, harmless: 0, silent: 0, unclear: 0 };
      const bad: string[] = [];
      const rounds = ROUNDS[depth];
      for (let round = 0; round < 2 * rounds; round++) {
        const photograph = dice.pick(round % 5 === 0 ? long : short);
        const files = sizes.get(photograph.dir) ?? [];
        const damage = round < rounds ? cut(dice, files) : flip(dice, files);
        const { noticed, words } = await suffered(photograph, damage, join(dir, `copy-${round}`));
        seen[noticed] += 1;
        if (noticed === 'silent' || noticed === 'unclear') {
          bad.push(`${noticed}: log ${photograph.name}, ${damage.words}: ${words}`);
          say(bad.at(-1) ?? '');
        }
      }
      // A fixture in which nothing is ever noticed would prove nothing.
      const provesSomething = seen['at the start'] + seen['by verify'] > rounds / 2;
      return {
        rounds: 2 * rounds,
        kept: bad.length === 0 && provesSomething,
        result:
          `${rounds} cuts and ${rounds} flips: ${seen['at the start']} noticed at the start, ${seen['by verify']} by verify, ` +
          `${seen.harmless} without any effect, ${seen.silent} served silently, ${seen.unclear} refused without a way out`,
        figures: {
          atStart: seen['at the start'],
          byVerify: seen['by verify'],
          harmless: seen.harmless,
          silent: seen.silent,
          unclear: seen.unclear,
        },
      };
    }),
};
