import { views } from '@hyperloop/contracts/registry';
import type { ViewDefinition, ViewPage, ViewQuery } from '@hyperloop/contracts/kernel';
import type { Row } from '@hyperloop/projections/kernel';
import { join } from 'node:path';
import type { Args } from './kernel/args.js';
import { backendModule } from './kernel/backend.js';
import { Dice } from './kernel/dice.js';
import { startProduct, signIn } from './kernel/product.js';
import { writeResult } from './kernel/result.js';
import { inScratch } from './kernel/scratch.js';
import { percentile, secondsOf } from './kernel/statistics.js';
import { tableOf, whole } from './kernel/table.js';
import { questionsOf, worded, type Question } from './list/questions.js';
import { datasetRows, trainRows, wagonRows } from './list/rows.js';
import { writeRows } from './list/store.js';

// P5 of figures.md: any page of any list, in any order, under any filter.

const GOAL_MS = 50;
const SLOWEST = 8;

type Page = { rows: readonly { row: string }[]; next?: string };
type Reader = { page(view: string, query: ViewQuery): Page; close(): void };
type QueryModule = { ViewReader: { open(path: string, views: Readonly<Record<string, ViewDefinition>>): Reader } };
type Asked = Question & { ms: number; cpuMs: number };

const all = views as Readonly<Record<string, ViewDefinition>>; // by name
const viewOf = (id: string): ViewDefinition => all[id] as ViewDefinition; // those of the benchmark exist

/** Spread over the whole table, so that a rare value of the sample is a rare one of the table. */
const sampleOf = (rows: { count: number; row: (n: number) => Row }): Row[] => {
  const dice = new Dice(5);
  return Array.from({ length: 2_000 }, () => rows.row(Math.floor(dice.share() * rows.count)));
};

/** Where the asked page begins: pages are reached by cursors, so one is taken from a list that the reader gave. */
const cursorFor = (reader: Reader, { view, query, page }: Question, cursors: CursorMaker): string | undefined => {
  if (page === 'first') return undefined;
  const sort = query.sort ?? '';
  const reversed = sort.startsWith('-') ? sort.slice(1) : `-${sort}`;
  if (page === 'middle') return cursors.middle(view, query);
  const last = reader.page(view, { ...query, sort: reversed }).rows.at(-1);
  return last === undefined ? undefined : cursors.at(view, query, JSON.parse(last.row) as Row);
};

type CursorMaker = { at(view: string, query: ViewQuery, row: Row): string; middle(view: string, query: ViewQuery): string | undefined };
type PlanModule = { planOf: (view: ViewDefinition, query: ViewQuery) => { list: string } };
type CursorModule = { writeCursor: (list: string, after: { value: unknown; key: string }) => string };

const cursorMaker = async (samples: Readonly<Record<string, readonly Row[]>>): Promise<CursorMaker> => {
  const { planOf } = await backendModule<PlanModule>('kernel/read-side/plan.js');
  const { writeCursor } = await backendModule<CursorModule>('kernel/read-side/cursor.js');
  const { storedValue } = await import('@hyperloop/projections/engine');
  const column = (query: ViewQuery): string => (query.sort ?? '').replace(/^-/, '');
  const at = (id: string, query: ViewQuery, row: Row): string => {
    const view = viewOf(id);
    const name = column(query);
    const value = name === view.key ? null : storedValue(view.columns[name]?.type ?? 'text', row[name]);
    return writeCursor(planOf(view, query).list, { value, key: String(row[view.key]) });
  };
  const middles = new Map<string, Row>();
  const middle = (id: string, query: ViewQuery): string | undefined => {
    const name = column(query);
    const known = middles.get(`${id} ${name}`);
    const present = (samples[id] ?? []).filter((row) => row[name] !== null);
    const row = known ?? present.sort((a, b) => (String(a[name]) < String(b[name]) ? -1 : 1))[present.length >> 1];
    if (row === undefined) return undefined;
    middles.set(`${id} ${name}`, row);
    return at(id, query, row);
  };
  return { at, middle };
};

const askAll = async (questions: readonly Question[], ask: (question: Question) => Promise<void> | void): Promise<Asked[]> => {
  const asked: Asked[] = [];
  for (const question of questions) {
    const before = process.cpuUsage();
    const ms = (await secondsOf(() => ask(question))) * 1_000;
    const { user, system } = process.cpuUsage(before);
    asked.push({ ...question, ms, cpuMs: (user + system) / 1_000 });
  }
  return asked;
};

const overHttp = async (dir: string, questions: readonly Question[]): Promise<Asked[]> => {
  const product = await startProduct(dir);
  try {
    const cookie = await signIn(product.address);
    const ask = async ({ view, query }: Question): Promise<void> => {
      const params = new URLSearchParams({ sort: query.sort ?? '', limit: '100' });
      for (const { column, op, value } of query.filter ?? []) {
        const words = Array.isArray(value) ? value.map((each) => String(each).replaceAll(',', '\\,')).join(',') : String(value);
        params.append('filter', `${column}:${op}:${words}`);
      }
      if (query.cursor !== undefined) params.set('cursor', query.cursor);
      const answer = await fetch(`${product.address}/api/views/${view}?${params.toString()}`, { headers: { cookie } });
      const page = (await answer.json()) as ViewPage;
      if (answer.status !== 200) throw new Error(`${String(answer.status)}: ${JSON.stringify(page)}`);
    };
    return await askAll(questions, ask);
  } finally {
    await product.stop();
  }
};

export const run = async ({ quick, rest }: Args): Promise<void> => {
  const trains = Number(rest[0] ?? (quick ? 20_000 : 700_000));
  const [wagons, datasets, each, http] = quick ? [3_000, 300, 400, 60] : [50_000, 3_000, 6_000, 3_000];
  await inScratch(async (dir) => {
    const rows = { 'train-runs': trainRows(trains, wagons, datasets), wagons: wagonRows(wagons), datasets: datasetRows(datasets) };
    const store = join(dir, 'read.sqlite');
    const writing = await secondsOf(() => writeRows(store, rows));
    console.log(
      `made a read store of ${whole(trains)} train runs, ${whole(wagons)} wagons, ${whole(datasets)} datasets in ${writing.toFixed(0)} s`,
    );
    const samples = Object.fromEntries(Object.entries(rows).map(([id, of]) => [id, sampleOf(of)]));
    const cursors = await cursorMaker(samples);
    const { ViewReader } = await backendModule<QueryModule>('kernel/read-side/query.js');
    const reader = ViewReader.open(store, all);
    const place = (question: Question): Question => {
      const cursor = cursorFor(reader, question, cursors);
      return cursor === undefined ? question : { ...question, query: { ...question.query, cursor } };
    };
    const asking = (id: string, filters: 1 | 2): Question[] => questionsOf(viewOf(id), samples[id] ?? [], each, filters).map(place);
    const read = ({ view, query }: Question): void => void reader.page(view, { ...query, limit: 100 });
    const singles = Object.keys(rows).flatMap((id) => asking(id, 1));
    const seen = await askAll(singles, read);
    const pairs = await askAll(asking('train-runs', 2), read);
    reader.close();
    const step = Math.max(1, Math.ceil(singles.length / http));
    const asked = await overHttp(
      dir,
      singles.filter((_, n) => n % step === 0),
    );
    const groups: [string, readonly Asked[]][] = [
      ...Object.keys(rows).map((id): [string, readonly Asked[]] => [id, seen.filter(({ view }) => view === id)]),
      ['all, over HTTP', asked],
      ['train-runs, two filters at once', pairs],
    ];
    const times = (of: readonly Asked[]): number[] => of.map(({ ms }) => ms);
    const within = (of: readonly Asked[]): boolean => percentile(times(of), 0.99) <= GOAL_MS;
    const met = groups.every(([name, of]) => name.includes('two filters') || within(of));
    console.log(
      `\nP5 list: pages of 100 rows under any filter, order and place (ms; goal p99 ≤ ${GOAL_MS}; two filters are told beside it)\n`,
    );
    console.log(
      tableOf(
        ['asked', 'pages', 'p50', 'p95', 'p99', 'max', 'within 50', 'CPU p99', 'met'],
        groups.map(([name, of]) => [
          name,
          whole(of.length),
          ...[0.5, 0.95, 0.99, 1].map((p) => percentile(times(of), p).toFixed(1)),
          `${((100 * of.filter(({ ms }) => ms <= GOAL_MS).length) / of.length).toFixed(1)} %`,
          percentile(
            of.map(({ cpuMs }) => cpuMs),
            0.99,
          ).toFixed(1),
          within(of) ? 'yes' : 'no',
        ]),
      ),
    );
    const slow = [...seen].sort((a, b) => b.ms - a.ms).slice(0, SLOWEST);
    console.log(`\nthe slowest:\n${slow.map((one) => `  ${one.ms.toFixed(1)} ms  ${worded(one)}`).join('\n')}`);
    const figures = Object.fromEntries(
      groups.flatMap(([name, of]) => [
        [`${name}, p99 ms`, percentile(times(of), 0.99)],
        [`${name}, max ms`, percentile(times(of), 1)],
      ]),
    );
    const ours = { ...figures, trains, wagons, datasets };
    const goal = `p99 of at most ${GOAL_MS} ms a page, under a filter on any column`;
    const file = await writeResult({ name: 'list', ours, limit: {}, peers: {}, ratios: {}, goal, met }, { quick });
    console.log(`\nwritten to ${file}${quick ? ' (quick: proves nothing)' : ''}`);
  });
};
