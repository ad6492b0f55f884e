import { sqlColumn, type Stored, type StoredColumn } from './columns.js';

const SURROGATE = 0xd800;

/** As SQLite orders text: by its UTF-8 bytes, which is by code points. JavaScript's own order differs beyond U+FFFF. */
const compareText = (a: string, b: string): number => {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    // A surrogate is half of a code point beyond all that stand alone.
    if (x >= SURROGATE && y >= SURROGATE && x < 0xe000 !== y < 0xe000) return x < 0xe000 ? 1 : -1;
    return x - y;
  }
  return a.length - b.length;
};

/** As SQLite orders values of a column: numbers before text. */
export const compareStored = (a: string | number, b: string | number): number => {
  if (typeof a === 'number') return typeof b === 'number' ? a - b : -1;
  return typeof b === 'number' ? 1 : compareText(a, b);
};

/** From and to with both ends; null: no value yet; `any`: not known, so it bounds nothing. */
export type Range = readonly [string | number, string | number] | null | 'any';
export type Ranges = Readonly<Record<string, Range>>;

const JS_TYPE = { text: 'string', number: 'number', boolean: 'number', instant: 'number' } as const;

/** The name under which the range of a column stands; `key` is no column. */
export const rangeOfColumn = (sqlName: string): string => sqlName.replaceAll('"', '');

/** Between which values the keys and columns of a table ever lay. Only ever wider: what is outside was never there. */
export class RangeTally {
  readonly #columns: readonly StoredColumn[];
  readonly #ranges: Range[];

  /** The first range is that of the key. */
  constructor(columns: readonly StoredColumn[], known: Ranges = {}) {
    this.#columns = columns;
    this.#ranges = ['key', ...columns.map((c) => rangeOfColumn(sqlColumn(c.name)))].map((name) => known[name] ?? null);
  }

  widen(key: string, values: readonly Stored[]): void {
    this.#widen(0, key);
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i];
      if (value === null || value === undefined) continue;
      const { type } = this.#columns[i] ?? { type: 'any' };
      // A column converts what is of another type than its own; how is SQLite's business, so nothing is said of it.
      if (type !== 'any' && typeof value !== JS_TYPE[type]) this.#ranges[i + 1] = 'any';
      else this.#widen(i + 1, value);
    }
  }

  #widen(i: number, value: string | number): void {
    const range = this.#ranges[i];
    if (range === 'any') return;
    if (range === null || range === undefined) this.#ranges[i] = [value, value];
    else if (compareStored(value, range[1]) > 0) this.#ranges[i] = [range[0], value];
    else if (compareStored(value, range[0]) < 0) this.#ranges[i] = [value, range[1]];
  }

  all(): Ranges {
    return Object.fromEntries(
      ['key', ...this.#columns.map((c) => rangeOfColumn(sqlColumn(c.name)))].map((name, i) => [name, this.#ranges[i] ?? null]),
    );
  }
}
