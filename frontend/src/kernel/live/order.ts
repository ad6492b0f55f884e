import type { Row } from './fold';

/** The order of the server (as SQLite sorts): empty values first when ascending; ties by key, in the same direction. */
export const orderBy = (sort: string, key: string): ((a: Row, b: Row) => number) => {
  const descending = sort.startsWith('-');
  const column = descending ? sort.slice(1) : sort;
  const sign = descending ? -1 : 1;
  return (a, b) => sign * (compare(a[column], b[column]) || compare(a[key], b[key]));
};

const rank = (value: unknown): number => (value === null || value === undefined ? 0 : 1);
const compare = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  const byRank = rank(a) - rank(b);
  if (byRank !== 0) return byRank;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return (a as string | number) < (b as string | number) ? -1 : 1;
};
