import type { ColumnType, Filter, FilterOp, ViewDefinition } from '@hyperloop/contracts/kernel';
import { sqlColumn, storedValue, type Stored } from '@hyperloop/projections/engine';
import { BadQuery } from './bad-query.js';

type Sql = { sql: string; params: readonly Stored[] };
/**
 * `ranged`: an index on `column` gives exactly these rows; without it every row has to be tested.
 * `needle`: what the column is searched for.
 */
export type Condition = Sql & { column: string; ranged: boolean; needle?: string };

const OPS: Readonly<Record<ColumnType, readonly FilterOp[]>> = {
  text: ['is', 'isNot', 'contains', 'in', 'from', 'to'],
  number: ['is', 'isNot', 'in', 'from', 'to'],
  boolean: ['is', 'isNot', 'in'],
  instant: ['is', 'isNot', 'in', 'from', 'to'],
};
const DAY_MS = 86_400_000;
const DATE_ONLY = /^\d{4}-\d{2}-\d{2}$/;
const ASCII = /^[\u0000-\u007f]*$/; // eslint-disable-line no-control-regex -- the whole range is meant

type Value = string | number | boolean;

/** The value as the column stores it, or a sentence that says why it cannot be one. */
const operand = ({ column, op }: Filter, type: ColumnType, value: Value): Stored => {
  const at = `filter.${column}`;
  if (type === 'text') return String(value);
  if (type === 'boolean') {
    if (value === true || value === 'true') return 1;
    if (value === false || value === 'false') return 0;
    throw new BadQuery(at, `${column} is true or false, not ${String(value)}`);
  }
  if (type === 'number') {
    const number = typeof value === 'boolean' || String(value).trim() === '' ? NaN : Number(value);
    if (!Number.isFinite(number)) throw new BadQuery(at, `${column} is a number, and ${String(value)} is none`);
    return number;
  }
  const instant = storedValue('instant', value);
  if (instant === null || typeof value !== 'string')
    throw new BadQuery(at, `${column} is a time such as 2025-12-02T14:28:03Z or a day, not ${String(value)}`);
  // A day as an upper end means its whole length.
  return op === 'to' && DATE_ONLY.test(value) ? Number(instant) + DAY_MS - 1 : instant;
};

const escapedLike = (needle: string): string => `%${needle.replaceAll(/[\\%_]/g, '\\$&')}%`;

/** An empty value asks for rows without one. */
const emptiness = (sql: string, type: ColumnType, wanted: boolean): Sql => {
  const empty = type === 'text' ? `(${sql} IS NULL OR ${sql} = '')` : `${sql} IS NULL`;
  return { sql: wanted ? empty : `NOT (${empty})`, params: [] };
};

/** The column's type, when the view may be filtered by it in this way. */
const typeFor = (view: ViewDefinition, { column, op }: Filter): ColumnType => {
  const at = `filter.${column}`;
  const declared = view.columns[column];
  if (declared?.filter !== true) {
    const may = Object.entries(view.columns)
      .filter(([, c]) => c?.filter)
      .map(([name]) => name);
    throw new BadQuery(at, `${view.id} cannot be filtered by ${column}; it can by ${may.join(', ') || 'nothing'}`);
  }
  const { type } = declared;
  if (!OPS[type].includes(op))
    throw new BadQuery(at, `${column} is ${type === 'instant' ? 'a time' : `a ${type}`} and knows ${OPS[type].join(', ')}, not ${op}`);
  return type;
};

// SQLite's LIKE ignores case for ASCII only; `folded` does for the rest, at the price of a call per row.
export const containing = (sql: string, needle: string): Sql =>
  ASCII.test(needle)
    ? { sql: `${sql} LIKE ? ESCAPE '\\'`, params: [escapedLike(needle)] }
    : { sql: `instr(folded(${sql}), ?) > 0`, params: [needle.toLowerCase()] };

const onDay = (sql: string, op: 'is' | 'isNot', day: number): Sql => ({
  sql: op === 'is' ? `${sql} BETWEEN ? AND ?` : `(${sql} IS NULL OR ${sql} NOT BETWEEN ? AND ?)`,
  params: [day, day + DAY_MS - 1],
});

export const conditionOf = (view: ViewDefinition, filter: Filter): Condition => {
  const column = sqlColumn(filter.column);
  const found = { ...sqlOf(view, filter, column), column };
  if (filter.op === 'contains') return { ...found, ranged: false, needle: String(filter.value) };
  return { ...found, ranged: filter.op !== 'isNot' };
};

const sqlOf = (view: ViewDefinition, filter: Filter, sql: string): Sql => {
  const { column, op, value } = filter;
  const type = typeFor(view, filter);
  if (op === 'in') {
    const values = (Array.isArray(value) ? (value as readonly Value[]) : [value as Value]).map((v) => operand(filter, type, v));
    return { sql: `${sql} IN (${values.map(() => '?').join(',')})`, params: values };
  }
  if (typeof value === 'object') throw new BadQuery(`filter.${column}`, `${op} takes one value, and ${column} was given a list`);
  if (value === '' && (op === 'is' || op === 'isNot')) return emptiness(sql, type, op === 'is');
  if (op === 'contains') return containing(sql, String(value));
  if (type === 'instant' && DATE_ONLY.test(String(value)) && (op === 'is' || op === 'isNot'))
    return onDay(sql, op, Number(operand(filter, type, value)));
  const operators = { is: '=', isNot: 'IS NOT', from: '>=', to: '<=' } as const;
  return { sql: `${sql} ${operators[op]} ?`, params: [operand(filter, type, value)] };
};
