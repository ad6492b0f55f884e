import type { Row } from '../projection.js';

/**
 * Rows kept in memory of each table, where nothing else is said. Rows of some views are tens of kB: at ten million events
 * 50,000 of each table came to gigabytes, and saved no time that could be measured.
 */
export const CACHE_ROWS = 4_000;

/**
 * The rows used lately, in two generations: when the young one is full it becomes the old one and the old one goes.
 * Nearly as good as a list by last use, and one map look-up cheaper.
 */
export class RowCache {
  readonly #generation: number;
  #young = new Map<string, Row>();
  #old = new Map<string, Row>();
  /** No row was ever let go and the table began empty: what is not here does not exist. */
  complete: boolean;

  constructor(limit: number, complete: boolean) {
    this.#generation = Math.max(1, Math.floor(limit / 2));
    this.complete = complete;
  }

  get(key: string): Row | undefined {
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const old = this.#old.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: string, row: Row): void {
    this.#old.delete(key);
    this.#young.set(key, row);
  }

  delete(key: string): void {
    this.#young.delete(key);
    this.#old.delete(key);
  }

  /** Lets go what is too much; between batches only, because `complete` may change. */
  trim(): void {
    if (this.#young.size < this.#generation) return;
    if (this.#old.size > 0) this.complete = false;
    this.#old = this.#young;
    this.#young = new Map();
  }

  *entries(): IterableIterator<[string, Row]> {
    yield* this.#old;
    yield* this.#young;
  }
}
