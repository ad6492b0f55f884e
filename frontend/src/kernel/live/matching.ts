import type { Filter, ViewQuery } from '@hyperloop/contracts/kernel';
import type { Row } from './fold';
import { orderBy } from './order';

const asNumber = (value: unknown): number => (typeof value === 'boolean' ? Number(value) : typeof value === 'number' ? value : NaN);
const empty = (value: unknown): boolean => value === null || value === undefined || value === '';

/** Where the value stands to the wanted one: numbers by size, times as times, the rest as text. */
const compared = (value: unknown, wanted: unknown): number => {
  if (typeof value === 'number') return value - Number(wanted);
  const [a, b] = [String(value), String(wanted)];
  const times = [Date.parse(a), Date.parse(b)] as const;
  if (/^\d{4}-\d\d-\d\dT/.test(a) && !Number.isNaN(times[1])) return times[0] - times[1];
  return a < b ? -1 : a > b ? 1 : 0;
};
const same = (value: unknown, wanted: unknown): boolean =>
  typeof value === 'boolean'
    ? asNumber(value) === asNumber(wanted === 'true' ? true : wanted === 'false' ? false : wanted)
    : compared(value, wanted) === 0;

const fits = (row: Row, { column, op, value }: Filter): boolean => {
  const has = row[column];
  switch (op) {
    case 'is':
      return value === '' ? empty(has) : !empty(has) && same(has, value);
    case 'isNot':
      return value === '' ? !empty(has) : empty(has) || !same(has, value);
    case 'in':
      return !empty(has) && (Array.isArray(value) ? value : [value]).some((each) => same(has, each));
    case 'contains':
      return !empty(has) && String(has).toLowerCase().includes(String(value).toLowerCase());
    case 'from':
      return !empty(has) && compared(has, value) >= 0;
    case 'to':
      return !empty(has) && compared(has, value) <= 0;
  }
};

/** Whether a row belongs to the answer, as the server's own condition has it. */
export const matches = (row: Row, query: ViewQuery, key: string): boolean =>
  (query.key === undefined || row[key] === query.key) && (query.filter ?? []).every((filter) => fits(row, filter));

/** The window of a query over rows that are all here, and how many match in all. */
export const windowOver = (
  rows: Iterable<Row>,
  query: ViewQuery,
  shape: { key: string; sort: string; limit: number },
): { rows: Row[]; total: number } => {
  const matching = [...rows].filter((row) => matches(row, query, shape.key));
  matching.sort(orderBy(query.sort ?? shape.sort, shape.key));
  return { rows: matching.slice(0, query.limit ?? shape.limit), total: matching.length };
};
