import type { DerivedTables } from './protocol.js';

type Columns = DerivedTables[string];
/** Tables of one or more time frames, kept together. */
export type DataFrame = { run: number; tf: number; timeFrames: number; parent?: string; tables: DerivedTables };

const rowsOf = (columns: Columns | undefined): number => Object.values(columns ?? {})[0]?.length ?? 0;

/** `cfCollisionId` leads to rows of `CFCollisions`; undefined: to a table that is not among these. */
const targetOf = (column: string, tables: DerivedTables): string | undefined =>
  Object.keys(tables).find((label) => label.toLowerCase() === `${column.slice(0, -'Id'.length)}s`.toLowerCase());
const isIndex = (column: string): boolean => column.endsWith('Id');

/** Index columns that lead out of the stored tables: data frames that have some cannot be merged (rule 124). */
export const unboundColumns = (tables: DerivedTables): readonly string[] =>
  Object.entries(tables).flatMap(([label, columns]) =>
    Object.keys(columns)
      .filter((column) => isIndex(column) && targetOf(column, tables) === undefined)
      .map((column) => `${label}.${column}`),
  );

/**
 * All in one data frame: rows of each below those of the one before, and index columns moved along with what they lead
 * to. They hold the same tables, as time frames of one train do.
 */
export const merged = (frames: readonly [DataFrame, ...DataFrame[]]): DataFrame => {
  const [first] = frames;
  const tables: DerivedTables = {};
  for (const [label, columns] of Object.entries(first.tables))
    tables[label] = Object.fromEntries(Object.keys(columns).map((column) => [column, columnOf(frames, label, column)]));
  return { ...first, timeFrames: frames.reduce((sum, { timeFrames }) => sum + timeFrames, 0), tables };
};

const columnOf = (frames: readonly DataFrame[], label: string, column: string): (number | string)[] => {
  const target = isIndex(column) ? targetOf(column, frames[0]?.tables ?? {}) : undefined;
  let before = 0;
  return frames.flatMap(({ tables }) => {
    const [values, by] = [tables[label]?.[column] ?? [], before];
    before += target === undefined ? 0 : rowsOf(tables[target]);
    return by === 0 ? values : values.map((row) => (typeof row === 'number' && row >= 0 ? row + by : row));
  });
};
