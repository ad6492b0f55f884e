import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { Fold, Projection } from '../projection.js';
import type { ReadEvent } from './read-events.js';
import type { ReadStore, TableRecord } from './read-store.js';
import { RowSet } from './row-set.js';
import { Table } from './table.js';

/** In a rebuild nothing is parked: an event that cannot be folded ends it. */
export class FoldFailed extends Error {
  override readonly name = 'FoldFailed';
}

type Failure = { stream: string; event: string; type: string; position: string; reason: string };

/** Folds events into one table, and keeps aside the streams it could not fold. */
export class Folder {
  readonly view: string;
  readonly rows: RowSet;
  readonly table: Table;
  readonly #parked: Set<string>;
  #newlyParked: Failure[] = [];
  readonly #later = new Map<string, number>();
  /** Whether screens read this table; one built beside an older version is served only after the swap. */
  serving: boolean;

  constructor(
    readonly record: TableRecord,
    readonly projection: Projection,
    keyField: string,
    store: ReadStore,
    /** `ordinal`: the last boundary that the table has passed. */
    private readonly options: { strict: boolean; cacheRows: number; ordinal: number },
  ) {
    this.view = record.view;
    this.serving = record.serving;
    this.table = new Table(store.db, record, options.ordinal);
    this.rows = new RowSet(this.table, keyField, options.cacheRows);
    this.#parked = new Set(store.parkedStreams(record.name));
  }

  fold(event: RecordedEvent, read: ReadEvent, fold: Fold): void {
    if (this.#parked.size > 0 && this.#parked.has(event.stream)) {
      this.#later.set(event.stream, (this.#later.get(event.stream) ?? 0) + 1);
      return;
    }
    if (!read.known) {
      this.#park(event, read.reason);
      return;
    }
    const handle = this.projection.on[event.type] as ((rows: RowSet, data: unknown, fold: Fold) => void) | undefined;
    if (handle === undefined) return;
    this.rows.begin();
    try {
      handle(this.rows, read.data, fold);
    } catch (error) {
      this.rows.takeBack();
      this.#park(event, error instanceof Error ? error.message : String(error), error);
    }
  }

  /** Inside the batch's transaction. Returns the keys of the rows that changed. */
  write(store: ReadStore): readonly string[] {
    const keys: string[] = [];
    for (const dirty of this.rows.dirty()) {
      this.table.write(dirty);
      if (dirty.row !== undefined || dirty.before !== undefined) keys.push(dirty.key);
    }
    for (const failure of this.#newlyParked) store.park(this.record.name, failure);
    for (const [stream, more] of this.#later) store.parkLater(this.record.name, stream, more);
    return keys;
  }

  /** After the commit. */
  settle(): void {
    this.rows.settle();
    this.#newlyParked = [];
    this.#later.clear();
  }

  get parkedStreams(): number {
    return this.#parked.size;
  }

  #park(event: RecordedEvent, reason: string, cause?: unknown): void {
    if (this.options.strict)
      throw new FoldFailed(`${this.view} cannot fold ${event.type} at ${event.position} of ${event.stream}: ${reason}`, { cause });
    this.#parked.add(event.stream);
    this.#newlyParked.push({
      stream: event.stream,
      event: event.id,
      type: event.type,
      position: event.position,
      reason: reason.slice(0, 500),
    });
  }
}
