import type { EventDefinition, Position, RecordedEvent } from '@hyperloop/contracts/kernel';
import { START } from '@hyperloop/contracts/kernel';
import type { EventReader } from './event-log/event-log.js';

/** Anything that folds a stream: a decider, or a few events of a foreign stream. */
export type Fold<S> = { initial: S; evolve: Readonly<Record<string, ((state: S, data: never) => S) | undefined>> };
export type Upcasts = Readonly<Record<string, Pick<EventDefinition, 'upcast'> | undefined>>;
/** What a command left in its stream; found again when the command is repeated. */
export type Stored = { position: Position; revision: number; events: number };
export type Loaded<S> = { state: S; revision: number; position: Position; commands: ReadonlyMap<string, Stored> };

type Entry = { state: unknown; revision: number; position: Position; commands: Map<string, Stored> };
const NOTHING = (initial: unknown): Entry => ({ state: initial, revision: -1, position: START, commands: new Map() });

/**
 * Remembered events over all streams; about 60 MB of command ids at the most. Streams in use that hold more than this
 * together are read anew from their beginning in turn, so it should be well above what a day's work goes back to.
 */
const EVENTS_REMEMBERED = 300_000;

/**
 * Folds streams into states. What was folded before is remembered, so that a busy stream costs only its newest events;
 * the log is asked every time, so that no decision rests on yesterday.
 */
export class StreamStates {
  readonly #kept = new Map<string, Map<object, Entry>>();
  #events = 0;

  constructor(
    private readonly log: Pick<EventReader, 'readStream'>,
    private readonly upcasts: Upcasts,
  ) {}

  /** `strict`: the stream belongs to the fold, so an event it does not know means a newer or foreign history. */
  async load<S>(fold: Fold<S>, stream: string, { strict = false } = {}): Promise<Loaded<S>> {
    const kept = this.#kept.get(stream)?.get(fold) ?? NOTHING(fold.initial);
    const entry: Entry = { ...kept };
    for await (const page of this.log.readStream(stream, { from: entry.revision + 1 })) {
      for (const event of page) this.#take(fold as Fold<unknown>, entry, event, strict);
    }
    if (entry.revision > kept.revision) this.#keep(stream, fold, entry, entry.revision - kept.revision);
    return entry as Loaded<S>; // the fold's own states, kept under the fold itself
  }

  #take(fold: Fold<unknown>, entry: Entry, event: RecordedEvent, strict: boolean): void {
    const evolve = Object.hasOwn(fold.evolve, event.type) ? fold.evolve[event.type] : undefined;
    if (evolve === undefined && strict) throw new Error(`${event.stream} holds a ${event.type}, which its decider does not know`);
    if (evolve !== undefined) {
      const upcast = this.upcasts[event.type]?.upcast;
      const data = upcast === undefined ? event.data : upcast(event.data as Readonly<Record<string, unknown>>);
      entry.state = evolve(entry.state, data as never);
    }
    entry.revision = event.revision;
    entry.position = event.position;
    const { commandId } = event.meta;
    const seen = entry.commands.get(commandId);
    // Two loads may run at the same time on the same memory: an event counts once.
    if (seen !== undefined && seen.revision >= event.revision) return;
    entry.commands.set(commandId, { position: event.position, revision: event.revision, events: (seen?.events ?? 0) + 1 });
  }

  #keep(stream: string, fold: object, entry: Entry, added: number): void {
    const folds = this.#kept.get(stream) ?? new Map<object, Entry>();
    const now = folds.get(fold);
    if (now !== undefined && now.revision >= entry.revision) return;
    folds.set(fold, entry);
    this.#kept.delete(stream);
    this.#kept.set(stream, folds);
    this.#events += added;
    for (const [oldest, those] of this.#kept) {
      if (this.#events <= EVENTS_REMEMBERED || oldest === stream) break;
      this.#kept.delete(oldest);
      for (const { revision } of those.values()) this.#events -= revision + 1;
    }
  }
}
