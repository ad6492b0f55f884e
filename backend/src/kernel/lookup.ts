import type { EventMeta, Position, ViewQuery } from '@hyperloop/contracts/kernel';
import type { BlobStore } from './blob-store/blob-store.js';
import { Documents } from './documents.js';
import type { EventLog } from './event-log/event-log.js';
import { Numbering } from './numbering.js';
import { Reservations } from './reservations.js';
import type { Look, Lookup } from './slice.js';
import { StreamStates, type Fold, type Upcasts } from './stream-states.js';

/** Rows of a view that shows at least `position` (as far as waiting two seconds helps). */
export type RowsOf = (view: string, query: ViewQuery, position: Position) => Promise<readonly Record<string, unknown>[]>;

/** What looking up rests on; made once. */
export class Lookups {
  readonly states: StreamStates;
  readonly #numbering: Numbering;
  readonly #reservations: Reservations;
  readonly #documents: Documents;

  constructor(
    private readonly log: EventLog,
    upcasts: Upcasts,
    blobs: BlobStore,
    private readonly rowsOf: RowsOf,
  ) {
    this.states = new StreamStates(log, upcasts);
    this.#numbering = new Numbering(log);
    this.#reservations = new Reservations(log, this.states);
    this.#documents = new Documents(blobs);
  }

  /** For reactions and workers: looking, without taking anything. `position`: what the rows must show at least. */
  look(position?: Position): Look {
    return {
      log: this.log,
      blobs: { json: (ref) => this.#documents.json(ref), putJson: (value) => this.#documents.putJson(value) },
      state: async <S>(fold: Fold<S>, stream: string) => {
        const { state, revision } = await this.states.load(fold, stream);
        return { state, revision };
      },
      rows: async <R extends Record<string, unknown>>(view: string, query: ViewQuery) =>
        (await this.rowsOf(view, query, position ?? (await this.log.head()).position)) as readonly R[], // the caller names the view's own row
    };
  }

  /** For the facts of one command. */
  of(meta: EventMeta): Lookup {
    return {
      ...this.look(),
      number: (sequence) => this.#numbering.take(sequence, meta),
      reserve: (name, holder) => this.#reservations.reserve(name, holder, meta),
      release: (name, holder) => this.#reservations.release(name, holder, meta),
      releaseAbandoned: (name, holder, afterMs) => this.#reservations.releaseAbandoned(name, holder, afterMs, meta),
      asked: { by: meta.by, at: meta.at, commandId: meta.commandId },
    };
  }
}
