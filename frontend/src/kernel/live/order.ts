import type { Row } from './fold';

export type Order = (a: Row, b: Row) => number;

/** The order of the server: rows without a value last in both directions; ties by key, in the same direction. */
export const orderBy = (sort: string, key: string): Order => {
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

/**
 * The rows in order, made from how they stood before: rows that are the same objects still stand in order among each
 * other, so only the changed ones are sorted, and put in between. A hundred changes in ten thousand rows cost a walk, no sort.
 */
export const rearranged = (before: readonly Row[], rows: ReadonlyMap<string, Row>, key: string, order: Order): readonly Row[] => {
  const kept = before.filter((row) => rows.get(String(row[key])) === row);
  if (kept.length === rows.size) return kept.length === before.length ? before : kept;
  const stays = new Set(kept);
  const came = [...rows.values()].filter((row) => !stays.has(row)).sort(order);
  const all: Row[] = [];
  let next = 0;
  for (const row of kept) {
    for (let one = came[next]; one !== undefined && order(one, row) < 0; one = came[next]) {
      all.push(one);
      next += 1;
    }
    all.push(row);
  }
  return [...all, ...came.slice(next)];
};
