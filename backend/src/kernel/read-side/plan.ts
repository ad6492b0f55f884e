import type { ViewDefinition, ViewQuery } from '@hyperloop/contracts/kernel';
import { sqlColumn } from '@hyperloop/projections/engine';
import { BadQuery } from './bad-query.js';
import { conditionOf, type Condition } from './conditions.js';
import { listFingerprint, readCursor, type After } from './cursor.js';

export const DEFAULT_LIMIT = 100;
export const MAX_LIMIT = 1_000;

/** A query that was checked against its view, in the words of the read store. */
export type Plan = {
  conditions: readonly Condition[];
  /** Columns the served table must have (an older version that is still served may lack one). */
  needs: readonly string[];
  /** SQL of the column that orders the list; undefined: by key alone. The key breaks ties, in the same direction. */
  order: string | undefined;
  down: boolean;
  limit: number;
  after: After | undefined;
  list: string;
};

const orderOf = (view: ViewDefinition, sort: string): { column: string; down: boolean } => {
  const down = sort.startsWith('-');
  const column = down ? sort.slice(1) : sort;
  const natural = view.sort.replace(/^-/, '');
  if (column === view.key || column === natural || view.columns[column]?.sort === true) return { column, down };
  const may = new Set([
    natural,
    view.key,
    ...Object.entries(view.columns)
      .filter(([, c]) => c?.sort)
      .map(([name]) => name),
  ]);
  throw new BadQuery('sort', `${view.id} cannot be sorted by ${column}; it can by ${[...may].join(', ')}`);
};

export const planOf = (view: ViewDefinition, query: ViewQuery): Plan => {
  const filter = query.filter ?? [];
  const { column, down } = orderOf(view, query.sort ?? view.sort);
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT)
    throw new BadQuery('limit', `limit is between 1 and ${MAX_LIMIT}, not ${limit}`);
  const byKey = column === view.key;
  const list = listFingerprint(view.id, view.version, column, down, filter, query.key ?? null);
  const conditions = filter.map((f) => conditionOf(view, f));
  if (query.key !== undefined) conditions.push({ sql: 'key = ?', params: [query.key], column: 'key', ranged: true });
  return {
    conditions,
    needs: [...filter.map((f) => f.column), ...(byKey ? [] : [column])],
    order: byKey ? undefined : sqlColumn(column),
    down,
    limit,
    after: query.cursor === undefined ? undefined : readCursor(list, query.cursor),
    list,
  };
};
