import type { ViewDefinition, ViewQuery } from '@hyperloop/contracts/kernel';
import { percentile } from '../kernel/statistics.js';
import type { Moment, Page, Pasts } from './product.js';

export type Times = { cold: number[]; warm: number[] };
export const noTimes = (): Times => ({ cold: [], warm: [] });

/** As in the product's tables: one value of a column, taken from a row that is there. */
const filterFrom = (view: ViewDefinition, page: Page, pick: number): ViewQuery['filter'] => {
  const columns = Object.entries(view.columns).flatMap(([name, column]) => (column?.filter === true ? [name] : []));
  const column = columns[pick % Math.max(1, columns.length)];
  const row = page.rows[pick % Math.max(1, page.rows.length)];
  if (column === undefined || row === undefined) return undefined;
  const value = (JSON.parse(row.row) as Record<string, unknown>)[column];
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [{ column, op: 'is', value }] : undefined;
};

const sortsOf = (view: ViewDefinition): readonly string[] =>
  [view.key, ...Object.entries(view.columns).flatMap(([name, column]) => (column?.sort === true ? [name] : []))].flatMap((name) => [
    name,
    `-${name}`,
  ]);

/** A moment is asked for the first time with one of these, and then with all the others. */
export const askAll = async (pasts: Pasts, view: ViewDefinition, moment: Moment, pick: number, times: Times): Promise<void> => {
  const timed = async (into: number[], query: ViewQuery): Promise<Page> => {
    const start = performance.now();
    const page = await pasts.page(view.id, query, moment);
    into.push(performance.now() - start);
    return page;
  };
  const sorts = sortsOf(view);
  const sort = sorts[pick % sorts.length] ?? view.sort;
  const first = await timed(times.cold, pick % 2 === 0 ? {} : { sort });
  const filter = filterFrom(view, first, pick);
  for (const query of [{}, { sort }, ...(filter === undefined ? [] : [{ filter }, { filter, sort }])] satisfies ViewQuery[]) {
    let page = await timed(times.warm, query);
    for (let later = 0; later < 2 && page.next !== undefined; later += 1) page = await timed(times.warm, { ...query, cursor: page.next });
  }
};

export const inMs = (times: readonly number[], share: number): number => (times.length === 0 ? 0 : percentile(times, share));
