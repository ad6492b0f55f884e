import { setTimeout as pause } from 'node:timers/promises';
import { inScratch } from '../kernel/scratch.js';
import { onBothLogs, type OnLog } from './kernel/both-logs.js';
import { Dice } from '../kernel/dice.js';
import type { Fault } from './kernel/fault.js';
import type { Product, Said } from '../kernel/product.js';

/** On each log. */
const ROUNDS = { quick: 1, full: 20, long: 100 };
const TIMES = 100;

const ask = (n: number) => ({ name: `Repeated ${n}`, jiraKey: `PWGLF-${1_000 + n}`, pwg: 'PWGLF', service: false });

/** The same command with the same key, a hundred times at once. What got no answer is nothing here: it was killed. */
const hundredfold = async (product: Product, n: number): Promise<Said[]> => {
  const said = await Promise.allSettled(Array.from({ length: TIMES }, () => product.say('OpenAnalysis', ask(n), `repeated-${n}`)));
  return said.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
};

const different = (said: readonly Said[]): number => new Set(said.map(({ status, body }) => `${status} ${JSON.stringify(body)}`)).size;

/** One effect and one answer, whatever was said how often. */
const once = async ({ product, log }: OnLog, n: number, answers: readonly Said[]): Promise<void> => {
  const [one] = answers;
  if (one?.status !== 200) throw new Error(`${log}: answered ${one?.status ?? 0}: ${one?.body.detail ?? ''}`);
  if (different(answers) !== 1) throw new Error(`${log}: ${different(answers)} different answers to one command`);
  if (one.body.events !== 1 || one.body.revision !== 0) throw new Error(`${log}: answered ${JSON.stringify(one.body)}`);
  const rows = await product.rows('analyses', 'limit=1000', one.body.position);
  const effects = rows.filter(({ name }) => name === ask(n).name).length;
  if (effects !== 1) throw new Error(`${log}: ${effects} analyses were opened by one command`);
};

/** Said a hundred times, killed (in every other round while it is being said), and said a hundred times again. */
const round = async (at: OnLog, n: number, dice: Dice): Promise<number> => {
  const { product, log } = at;
  const early = n % 2 === 1;
  const first = hundredfold(product, n);
  if (early) {
    await pause(dice.between(1, 60));
    await product.kill();
  }
  const before = await first;
  if (!early) await product.kill();
  await product.start();
  await product.signIn('admin');
  const after = await hundredfold(product, n);
  if (after.length !== TIMES || (!early && before.length !== TIMES))
    throw new Error(`${log}: ${before.length} and ${after.length} of ${TIMES} were answered`);
  await once(at, n, [...after, ...before]);
  return before.length + after.length;
};

export const fault: Fault = {
  id: 'G8',
  title: 'duplicate commands',
  promise: 'a command said 100 times at once, and again after a kill, has one effect and equal answers, on both logs',
  run: ({ depth, seed, say }) =>
    inScratch(async (scratch) => {
      const dice = new Dice(seed);
      const counts = await onBothLogs(scratch, async (at) => {
        await at.product.start();
        await at.product.signIn('admin');
        let answers = 0;
        for (let n = 0; n < ROUNDS[depth]; n++) answers += await round(at, n, dice);
        say(`${at.log}: ${answers} equal answers, ${ROUNDS[depth]} effects`);
        return answers;
      });
      const rounds = 2 * ROUNDS[depth];
      const answers = counts.reduce((sum, count) => sum + count, 0);
      return {
        rounds,
        kept: answers > rounds * TIMES,
        result: `${rounds} commands on two logs: ${answers} equal answers over ${rounds} kills, ${rounds} effects`,
        figures: { answers, effects: rounds },
      };
    }),
};
