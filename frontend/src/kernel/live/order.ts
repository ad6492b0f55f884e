import type { Row } from './fold';

/** The order of the server: rows without a value last in both directions; ties by key, in the same direction. */
export const orderBy = (sort: string, key: string): ((a: Row, b: Row) => number) => {
  const descending = sort.startsWith('-');
  const column = descending ? sort.slice(1) : sort;
  const sign = descending ? -1 : 1;
  return (a, b) => {
    const [x, y] = [a[column] ?? null, b[column] ?? null];
    if ((x === null) !== (y === null)) return x === null ? 1 : -1;
    return sign * (compare(x, y) || compare(a[key], b[key]));
  };
};

const compare = (a: unknown, b: unknown): number => {
  if (a === b) return 0;
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return (a as string | number) < (b as string | number) ? -1 : 1;
};
