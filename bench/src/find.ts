import { join } from 'node:path';
import type { Args } from './kernel/args.js';
import { questionsOf, type Question } from './find/questions.js';
import { PARAMETERS, tags, worldOf } from './find/world.js';
import { startProduct, type Product } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { percentile, secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';
import { writeRows } from './list/store.js';

// P16 of figures.md: wagons by the values they run with, over HTTP, through the thread that joins views.

const GOAL_MS = 200;
const SLOWEST = 8;
/** Of the questions that have another page, so many ask for it as well. */
const NEXT_SHARE = 0.3;

type Asked = { question: Question; group: string; ms: number; total: number };
type Answer = { total: number; next?: string; names?: readonly string[] };

const addressOf = ({ door, asked }: Question, cursor?: string): string => {
  const params = new URLSearchParams(Object.entries(asked).map(([name, value]) => [name, String(value)]));
  if (cursor !== undefined) params.set('cursor', cursor);
  return `/api/find/${door}?${params.toString()}`;
};

const ask = async (product: Product, question: Question, cursor?: string): Promise<{ answer: Answer; ms: number }> => {
  const { status, text, ms } = await product.get(addressOf(question, cursor));
  // A piece of a name that is in very many names is refused with a sentence; that is an answer too.
  if (status !== 200 && !(status === 400 && text.includes('"parameter"')))
    throw new Error(`${addressOf(question)}: ${status} ${text.slice(0, 500)}`);
  return { answer: status === 200 ? (JSON.parse(text) as Answer) : { total: 0 }, ms };
};

const groupOf = ({ door, asked }: Question, next: boolean): string => {
  if (door === 'parameters') return 'completing a name';
  if (next) return 'a next page';
  if (door === 'old-defaults') return 'parameter' in asked ? 'old defaults of a parameter' : 'old defaults of all';
  return asked.parameter === 'cfgCutEta' ? 'the commonest cut' : 'other values';
};

export const run = async ({ quick }: Args): Promise<void> => {
  const size = quick ? { wagons: 1_500, workflows: 30, analyses: 40 } : { wagons: 50_000, workflows: 900, analyses: 700 };
  await inScratch(async (dir) => {
    const world = worldOf(size);
    const writing = await secondsOf(() => writeRows(join(dir, 'read.sqlite'), world));
    const count = (view: string): number => world[view]?.count ?? 0;
    console.log(
      `made ${whole(size.wagons)} wagons × ${PARAMETERS} parameters: ${whole(count('wagon-variants'))} variants, ${whole(count('wagon-values'))} set values, ${whole(count('declared-values'))} defaults of ${whole(count('declarations'))} declarations in ${writing.toFixed(0)} s`,
    );
    const product = await startProduct(dir);
    try {
      await product.signIn('admin');
      // Which defaults differ between two declarations is worked out when a tag is first compared with, and kept.
      const first: number[] = [];
      for (const tag of tags) first.push((await ask(product, { door: 'old-defaults', asked: { tag } })).ms);
      const questions = questionsOf(quick ? 120 : 3_000, size);
      const asked: Asked[] = [];
      for (const [n, question] of questions.entries()) {
        const { answer, ms } = await ask(product, question);
        asked.push({ question, group: groupOf(question, false), ms, total: answer.total });
        if (answer.next === undefined || (n * 7) % 10 >= NEXT_SHARE * 10) continue;
        const next = await ask(product, question, answer.next);
        asked.push({ question, group: groupOf(question, true), ms: next.ms, total: answer.total });
      }
      const groups: [string, readonly Asked[]][] = [
        ['all', asked],
        ...[...new Set(asked.map(({ group }) => group))]
          .sort()
          .map((name): [string, readonly Asked[]] => [name, asked.filter(({ group }) => group === name)]),
      ];
      const at = (of: readonly Asked[], share: number): number =>
        percentile(
          of.map(({ ms }) => ms),
          share,
        );
      console.log(`\nP16 find: pages of 100 over HTTP (ms; goal p99 ≤ ${GOAL_MS})\n`);
      console.log(
        tableOf(
          ['asked', 'times', 'p50', 'p95', 'p99', 'max'],
          groups.map(([name, of]) => [name, whole(of.length), ...[0.5, 0.95, 0.99, 1].map((share) => at(of, share).toFixed(1))]),
        ),
      );
      const slow = [...asked].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
      console.log(
        `\nthe slowest:\n${slow.map(({ ms, question, total }) => `  ${ms.toFixed(1)} ms  ${total} found  ${addressOf(question)}`).join('\n')}`,
      );
      console.log(`\na tag compared with for the first time: ${first.map((ms) => `${ms.toFixed(0)} ms`).join(', ')}`);
      const [, everything] = groups[0] ?? ['', []];
      const ours = {
        p50Ms: at(everything, 0.5),
        p99Ms: at(everything, 0.99),
        maxMs: at(everything, 1),
        firstOfATagMs: Math.max(...first),
        wagons: size.wagons,
        setValues: count('wagon-values'),
        defaults: count('declared-values'),
      };
      const goal = `p99 of at most ${GOAL_MS} ms over ${whole(50_000)} wagons × ${PARAMETERS} parameters`;
      const met = ours.p99Ms <= GOAL_MS;
      const file = await writeResult({ name: 'find', ours, limit: {}, peers: {}, ratios: {}, goal, met }, { quick });
      console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
    } finally {
      await product.stop();
    }
  });
};
