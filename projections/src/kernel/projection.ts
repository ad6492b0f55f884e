import type { EventMeta, RecordedEvent, ViewDefinition } from '@hyperloop/contracts/kernel';
import type { z } from 'zod';

export type Row = Record<string, unknown>;

/**
 * The rows of one view while one event is folded. Deterministic, in memory, nothing else reaches a projection:
 * no clock, no dice, no I/O. Rows are values: change a copy and `put` it.
 */
export interface Rows<R extends Row = Row> {
  get(key: string): R | undefined;
  put(row: R): void;
  remove(key: string): void;
  /** Rows whose declared index column has this value, ordered by key. */
  findBy(column: Extract<keyof R, string>, value: string | number | boolean): readonly R[];
}

/** What a handler learns of an event beside its data. */
export type Fold = {
  meta: EventMeta;
  stream: string;
  /** What stands after the first hyphen of the stream's name. */
  streamId: string;
  revision: number;
  position: string;
  eventId: string;
};

type DataOf<E> = E extends { data: infer S extends z.ZodType } ? z.infer<S> : never;
type NameOf<E> = E extends { message: infer N extends string } ? N : never;

/**
 * Event → rows of one view. `on` has one entry per event the view listens to: naming it there is subscribing to it.
 * `version` grows whenever the meaning of a row changes: the engine builds the new one beside the old.
 */
export type Projection<R extends Row = Row> = {
  view: string;
  version: number;
  /** Columns besides the view's own that handlers look up with `findBy`. */
  indexes?: readonly string[];
  on: Readonly<Record<string, (rows: Rows<R>, data: never, fold: Fold) => void>>;
};

/** Events are given as contract definitions, so that each handler's data is typed by the contract. */
export const projection = <R extends Row>(
  view: Pick<ViewDefinition, 'id' | 'version'> & { row: z.ZodType<R> },
  definition: { version?: number; indexes?: readonly Extract<keyof R, string>[]; on: readonly Handler<R>[] },
): Projection<R> => {
  const on: Record<string, (rows: Rows<R>, data: never, fold: Fold) => void> = {};
  for (const { event, fold } of definition.on) {
    if (on[event] !== undefined) throw new Error(`${view.id} answers ${event} twice`);
    on[event] = fold;
  }
  return {
    view: view.id,
    version: definition.version ?? view.version,
    ...(definition.indexes ? { indexes: definition.indexes } : {}),
    on,
  };
};

export type Handler<R extends Row> = { event: string; fold: (rows: Rows<R>, data: never, fold: Fold) => void };

/** `when(WagonRenamed, (rows, { wagonId, name }) => …)` */
export const when = <E extends { message: string; data: z.ZodType }, R extends Row>(
  event: E,
  fold: (rows: Rows<R>, data: DataOf<E>, fold: Fold) => void,
): Handler<R> => ({ event: event.message as NameOf<E>, fold: fold as Handler<R>['fold'] });

/** Changes a row that was opened before; a change without its row means a broken history, so it stops here. */
export const change =
  <R extends Row>(rows: Rows<R>) =>
  (key: string, next: (row: R) => R): void => {
    const row = rows.get(key);
    if (row === undefined) throw new Error(`row ${key} was never opened`);
    rows.put(next(row));
  };

export const foldOf = (event: RecordedEvent): Fold => ({
  meta: event.meta,
  stream: event.stream,
  streamId: event.stream.slice(event.stream.indexOf('-') + 1),
  revision: event.revision,
  position: event.position,
  eventId: event.id,
});
