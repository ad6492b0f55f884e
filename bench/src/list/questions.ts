import type { ColumnType, Filter, FilterOp, ViewDefinition, ViewQuery } from '@hyperloop/contracts/kernel';
import type { Row } from '@hyperloop/projections/kernel';
import { Dice } from '../kernel/dice.js';

/** What is asked of one view: the words of the question are kept to name the slow ones. */
export type Question = { view: string; query: ViewQuery; page: 'first' | 'middle' | 'last' };

type Values = { frequent: unknown; rare: unknown; low: unknown; high: unknown; absent: unknown };
const ABSENT: Readonly<Record<ColumnType, unknown>> = {
  text: 'zqxj',
  number: -7.5,
  boolean: true,
  instant: '1999-01-01T00:00:00Z',
};

/** A column that is empty everywhere in the sample has no values to ask for. */
const UNKNOWN = 'unknown value';

const sorted = (values: readonly unknown[]): unknown[] =>
  [...values].sort((a, b) => (typeof a === 'number' && typeof b === 'number' ? a - b : String(a) < String(b) ? -1 : 1));

/** Of a sample of the column: what stands there most, least, and at a tenth and nine tenths of its order. */
const valuesOf = (sample: readonly Row[], column: string, type: ColumnType): Values => {
  const present = sample.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
  const counts = new Map<unknown, number>();
  for (const value of present) counts.set(value, (counts.get(value) ?? 0) + 1);
  const byCount = [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value);
  const inOrder = sorted(present);
  const at = (share: number): unknown => inOrder[Math.floor(share * (inOrder.length - 1))];
  return { frequent: byCount[0], rare: byCount.at(-1), low: at(0.1), high: at(0.9), absent: ABSENT[type] };
};

const piece = (value: unknown, from: number, length: number): string => String(value).slice(from, from + length);

/** Every way in which the column may be filtered, with values that are often, seldom and never there. */
const filtersOn = (column: string, type: ColumnType, v: Values): Filter[][] => {
  // As text, as they come over HTTP: a cursor belongs to the filter as it was written.
  const text = (value: unknown): string => (value === undefined ? UNKNOWN : String(value as string | number | boolean)); // columns hold nothing else
  const one = (op: FilterOp, value: unknown): Filter[] => [{ column, op, value: Array.isArray(value) ? value.map(text) : text(value) }];
  const all: Filter[][] = [
    ...[v.frequent, v.rare, v.absent].flatMap((value) => [one('is', value), one('isNot', value)]),
    one('is', ''),
    one('isNot', ''),
    one('in', [v.frequent, v.rare]),
  ].filter(([filter]) => filter?.value !== UNKNOWN && (type !== 'boolean' || filter?.value === 'true' || filter?.value === 'false'));
  if (type === 'boolean') return all;
  all.push(one('from', v.high), one('to', v.low), one('from', v.low), [...one('from', v.low), ...one('to', v.high)]);
  if (type === 'text')
    all.push(
      one('contains', piece(v.frequent, 1, 2)),
      one('contains', piece(v.frequent, 0, 5)),
      one('contains', piece(v.rare, 2, 60)),
      one('contains', v.absent),
    );
  return all.filter((filters) => filters.every(({ value }) => value !== UNKNOWN && !(Array.isArray(value) && value.includes(UNKNOWN))));
};

const shuffled = <T>(all: readonly T[], dice: Dice): T[] => {
  const copy = [...all];
  for (let i = copy.length - 1; i > 0; i -= 1) {
    const j = Math.floor(dice.share() * (i + 1));
    [copy[i], copy[j]] = [copy[j] as T, copy[i] as T]; // both indices lie inside
  }
  return copy;
};

/** Every filter of every column (or pairs of them) under every order and page; shuffled, and the first `most` of them. */
export const questionsOf = (view: ViewDefinition, sample: readonly Row[], most: number, filtersAtOnce: 1 | 2 = 1): Question[] => {
  const columns = Object.entries(view.columns).flatMap(([name, c]) => (c === undefined ? [] : [{ name, ...c }]));
  const sortable = new Set([view.key, view.sort.replace(/^-/, ''), ...columns.filter((c) => c.sort).map(({ name }) => name)]);
  const orders = [...sortable].flatMap((name) => [name, `-${name}`]);
  const filters = columns.filter((c) => c.filter).flatMap(({ name, type }) => filtersOn(name, type, valuesOf(sample, name, type)));
  const dice = new Dice(11);
  const any = <T>(of: readonly T[]): T => of[Math.floor(dice.share() * of.length)] as T; // `of` is never empty
  const pairs = Array.from({ length: filters.length * 2 }, () => [...any(filters), ...any(filters)]);
  const pages = ['first', 'middle', 'last'] as const;
  const asked = (filtersAtOnce === 1 ? [[], ...filters] : pairs).flatMap((filter) =>
    orders.flatMap((sort) => pages.map((page): Question => ({ view: view.id, query: { filter, sort }, page }))),
  );
  return shuffled(asked, dice).slice(0, most);
};

export const worded = ({ view, query, page }: Question): string => {
  const filter = (query.filter ?? []).map(({ column, op, value }) => `${column} ${op} ${JSON.stringify(value)}`).join(' and ');
  return `${view}${filter === '' ? '' : ` where ${filter}`} by ${query.sort ?? ''}, ${page} page`;
};
