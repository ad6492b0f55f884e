import type { Row, Rows } from '../projection.js';
import { storedValue, type Stored } from './columns.js';
import { RowCache } from './row-cache.js';
import type { DirtyRow, RowSource } from './table.js';

/** A touched row of the batch; undefined: removed. */
type Touched = { row: Row | undefined; before: Row | undefined };
const NO_KEYS: ReadonlySet<string> = new Set();
type Step = { key: string; was: Touched | undefined };

/**
 * The rows of one view while a batch is folded: touched rows over a cache over the table. Nothing is written before
 * the batch is committed, and one event's steps can be taken back when its handler fails half way.
 */
export class RowSet implements Rows {
  readonly #table: RowSource;
  readonly #keyField: string;
  readonly #cache: RowCache;
  readonly #touched = new Map<string, Touched>();
  #steps: Step[] = [];
  /** Column → value → keys. Over all rows while the cache is complete, else over the touched ones only. */
  readonly #indexes = new Map<string, Map<Stored, Set<string>>>();

  constructor(table: RowSource, keyField: string, cacheRows: number) {
    this.#table = table;
    this.#keyField = keyField;
    this.#cache = new RowCache(cacheRows, table.isEmpty());
  }

  get(key: string): Row | undefined {
    const touched = this.#touched.get(key);
    return touched === undefined ? this.#committed(key) : touched.row;
  }

  put(row: Row): void {
    const key = row[this.#keyField];
    if (typeof key !== 'string' || key === '') throw new Error(`a row of ${this.#table.name} has no ${this.#keyField}`);
    this.#set(key, row);
  }

  remove(key: string): void {
    if (this.get(key) !== undefined) this.#set(key, undefined);
  }

  findBy(column: string, value: string | number | boolean): readonly Row[] {
    const inMemory = this.#index(column).get(storedValue(this.#table.column(column).type, value)) ?? NO_KEYS;
    if (this.#cache.complete && inMemory.size === 0) return [];
    const found = new Map<string, Row>();
    for (const key of inMemory) {
      const row = this.get(key);
      if (row !== undefined) found.set(key, row);
    }
    if (!this.#cache.complete) {
      for (const { key, row } of this.#table.find(column, value)) {
        if (this.#touched.has(key)) continue;
        const known = this.#cache.get(key) ?? (JSON.parse(row) as Row);
        this.#cache.set(key, known);
        found.set(key, known);
      }
    }
    if (found.size < 2) return [...found.values()];
    return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  }

  /** An event begins: what it does can be taken back until the next one begins. */
  begin(): void {
    if (this.#steps.length > 0) this.#steps = [];
  }

  takeBack(): void {
    for (const { key, was } of this.#steps.reverse()) {
      const now = this.get(key);
      if (was === undefined) this.#touched.delete(key);
      else this.#touched.set(key, was);
      this.#reindex(key, now, this.get(key));
    }
    this.#steps = [];
  }

  get touchedCount(): number {
    return this.#touched.size;
  }

  /** Every touched row once; one that was opened and removed within the batch is neither before nor now. */
  *dirty(): IterableIterator<DirtyRow> {
    for (const [key, { row, before }] of this.#touched) yield { key, row, before };
  }

  /** The batch is committed: touched rows are the table's rows now. */
  settle(): void {
    for (const [key, { row }] of this.#touched) {
      if (row === undefined) this.#cache.delete(key);
      else this.#cache.set(key, row);
    }
    this.#touched.clear();
    this.#steps = [];
    this.#cache.trim();
    if (!this.#cache.complete) this.#indexes.clear();
  }

  #committed(key: string): Row | undefined {
    const cached = this.#cache.get(key);
    if (cached !== undefined || this.#cache.complete) return cached;
    const row = this.#table.read(key);
    if (row !== undefined) this.#cache.set(key, row);
    return row;
  }

  #set(key: string, row: Row | undefined): void {
    const was = this.#touched.get(key);
    const before = was === undefined ? this.#committed(key) : was.before;
    const now = was === undefined ? before : was.row;
    this.#steps.push({ key, was });
    this.#touched.set(key, { row, before });
    this.#reindex(key, now, row);
  }

  #index(column: string): Map<Stored, Set<string>> {
    const known = this.#indexes.get(column);
    if (known !== undefined) return known;
    this.#table.column(column);
    const index = new Map<Stored, Set<string>>();
    this.#indexes.set(column, index);
    if (this.#cache.complete)
      for (const [key, row] of this.#cache.entries()) if (!this.#touched.has(key)) this.#enter(column, index, key, row);
    for (const [key, { row }] of this.#touched) if (row !== undefined) this.#enter(column, index, key, row);
    return index;
  }

  #enter(column: string, index: Map<Stored, Set<string>>, key: string, row: Row): void {
    const value = storedValue(this.#table.column(column).type, row[column]);
    const keys = index.get(value);
    if (keys === undefined) index.set(value, new Set([key]));
    else keys.add(key);
  }

  #reindex(key: string, was: Row | undefined, now: Row | undefined): void {
    for (const [column, index] of this.#indexes) {
      const { type } = this.#table.column(column);
      if (was !== undefined) {
        const old = storedValue(type, was[column]);
        const keys = index.get(old);
        keys?.delete(key);
        if (keys?.size === 0) index.delete(old);
      }
      if (now !== undefined) this.#enter(column, index, key, now);
    }
  }
}
