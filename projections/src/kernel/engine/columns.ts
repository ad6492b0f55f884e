import type { ColumnType, ViewDefinition } from '@hyperloop/contracts/kernel';
import type { Row } from '../projection.js';

export type Stored = string | number | null;
/**
 * `any`: only looked up by `findBy`, not declared to the outside. `inner`: neither filtered, sorted nor looked up by; it
 * stands in the index of all columns and in none of its own.
 */
export type StoredColumn = { name: string; type: ColumnType | 'any'; lookedUp: boolean; inner?: true };

const NAME = /^[A-Za-z][A-Za-z0-9_]*$/;
const SQL_TYPE = { text: 'TEXT', number: 'REAL', boolean: 'INTEGER', instant: 'INTEGER', any: '' } as const;

/** Quoted, and prefixed so that no field of a row collides with `key` and `row`. */
export const sqlColumn = (name: string): string => `"c_${name}"`;
export const sqlDeclaration = ({ name, type }: StoredColumn): string => `${sqlColumn(name)} ${SQL_TYPE[type]}`.trim();

/** Everything of a row that stands in a column of its own: what may be filtered or sorted, and what handlers look up. */
export const storedColumns = (view: ViewDefinition, lookUps: readonly string[] = []): readonly StoredColumn[] => {
  const natural = view.sort.replace(/^-/, '');
  const names = new Set([...Object.keys(view.columns), natural, ...lookUps]);
  return [...names].map((name) => {
    if (!NAME.test(name)) throw new Error(`${view.id}: ${name} cannot be the name of a column`);
    const declared = view.columns[name];
    const lookedUp = lookUps.includes(name);
    const inner = declared !== undefined && declared.filter !== true && declared.sort !== true && !lookedUp && name !== natural;
    return { name, type: declared?.type ?? 'any', lookedUp, ...(inner ? { inner: true } : {}) };
  });
};

/**
 * A value as the column holds it. Instants become milliseconds: as text, `…03Z` would sort after `…03.5Z`.
 * Lists become text, so that `contains` finds their members.
 */
export const storedValue = (type: StoredColumn['type'], value: unknown): Stored => {
  if (value === undefined || value === null) return null;
  if (type === 'instant') {
    const at = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(at) ? null : at;
  }
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  return typeof value === 'string' ? value : JSON.stringify(value);
};

export const storedValues = (columns: readonly StoredColumn[], row: Row): Stored[] =>
  columns.map(({ name, type }) => storedValue(type, row[name]));
