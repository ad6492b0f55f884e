import type { Stored } from '@hyperloop/projections/engine';
import type { Condition } from './conditions.js';

/** Runs SQL; its statements are kept. */
export type Ask = (sql: string, params: readonly Stored[]) => readonly Record<string, Stored>[];

/**
 * A search in a column of few values (states, datasets, people) is a choice among these values, which the index then
 * finds. The values are found by leaping through the index, so their number counts and not that of the rows.
 */
export const valuesInstead = (
  ask: Ask,
  table: string,
  { sql, params, column, needle }: Condition,
  manyValued: Set<string>,
  most: number,
): Condition | undefined => {
  const name = `${table} ${column}`;
  if (needle === undefined || manyValued.has(name)) return undefined;
  const leap = `WITH RECURSIVE d(${column}) AS (SELECT min(${column}) FROM ${table}
    UNION ALL SELECT (SELECT min(t.${column}) FROM ${table} t WHERE t.${column} > d.${column}) FROM d WHERE d.${column} IS NOT NULL LIMIT ?)`;
  const values = ask(`${leap} SELECT ${column} AS value, ${sql} AS fits FROM d`, [most + 2, ...params]);
  if (values.length > most + 1) {
    manyValued.add(name);
    return undefined;
  }
  const fitting = values.filter(({ fits }) => fits === 1).map(({ value }) => value ?? null);
  return { sql: `${column} IN (SELECT value FROM json_each(?))`, params: [JSON.stringify(fitting)], column, ranged: true };
};

/** The keys of the rows that pass a test, read from the column's own index; undefined when they are more than a few. */
export const keysOfTested = (ask: Ask, table: string, { sql, params }: Condition, few: number): Condition | undefined => {
  const passing = ask(`SELECT key FROM ${table} WHERE ${sql} LIMIT ?`, [...params, few + 1]);
  if (passing.length > few) return undefined;
  return {
    sql: 'key IN (SELECT value FROM json_each(?))',
    params: [JSON.stringify(passing.map(({ key }) => key))],
    column: 'key',
    ranged: true,
  };
};
