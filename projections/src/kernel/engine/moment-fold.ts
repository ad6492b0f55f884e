import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { foldOf, type Fold, type Projection, type Row, type Rows } from '../projection.js';
import type { StoredColumn } from './columns.js';
import type { Model } from './model.js';
import { readEvent } from './read-events.js';
import { RowSet } from './row-set.js';
import type { DirtyRow, RowSource } from './table.js';

/** What one event did to one row. */
export type Touch = { key: string; before: Row | undefined; after: Row | undefined };
type Options = {
  keyField: string;
  events: Model['events'];
  /** Streams that were parked before: what they go on to say was not folded then either. */
  parked?: Iterable<string>;
};

/** Before the first event there was no row. */
export const noRows = (name: string, columns: readonly StoredColumn[]): RowSource => ({
  name,
  isEmpty: () => true,
  read: () => undefined,
  find: () => [],
  column: (wanted) => {
    const column = columns.find((c) => c.name === wanted);
    if (column === undefined) throw new Error(`${name} has no index on ${wanted}: name it in the projection's indexes`);
    return column;
  },
});

/**
 * Folds a stretch of the log over rows as they stood at its beginning, as the engine did when it was news: leniently, a
 * stream that cannot be folded is parked. Writes nothing; what became of the rows is told.
 */
export class MomentFold {
  readonly #rows: RowSet;
  readonly #watched: Rows;
  readonly #projection: Projection;
  readonly #events: Model['events'];
  readonly #parked: Set<string>;
  #touched = new Map<string, Row | undefined>();

  constructor(source: RowSource, projection: Projection, { keyField, events, parked = [] }: Options) {
    const rows = new RowSet(source, keyField, Number.MAX_SAFE_INTEGER);
    const note = (key: string): void => {
      if (!this.#touched.has(key)) this.#touched.set(key, rows.get(key));
    };
    this.#rows = rows;
    this.#watched = {
      get: (key) => rows.get(key),
      findBy: (column, value) => rows.findBy(column, value),
      put: (row) => {
        note(String(row[keyField]));
        rows.put(row);
      },
      remove: (key) => {
        note(key);
        rows.remove(key);
      },
    };
    this.#projection = projection;
    this.#events = events;
    this.#parked = new Set(parked);
  }

  /** The rows that this event touched. */
  fold(event: RecordedEvent): readonly Touch[] {
    const handle = this.#projection.on[event.type] as ((rows: Rows, data: unknown, fold: Fold) => void) | undefined;
    if (handle === undefined || this.#parked.has(event.stream)) return [];
    const read = readEvent(this.#events, event);
    if (!read.known) {
      this.#parked.add(event.stream);
      return [];
    }
    this.#rows.begin();
    this.#touched = new Map();
    try {
      handle(this.#watched, read.data, foldOf(event));
    } catch {
      this.#rows.takeBack();
      this.#parked.add(event.stream);
      return [];
    }
    return [...this.#touched].map(([key, before]) => ({ key, before, after: this.#rows.get(key) }));
  }

  /** All rows that differ, or may differ, from those at the beginning. */
  dirty(): IterableIterator<DirtyRow> {
    return this.#rows.dirty();
  }
}
