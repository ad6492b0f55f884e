import type { EventMeta, Position, RecordedEvent } from '@hyperloop/contracts/kernel';

export type NewEvent = { type: string; data: unknown; meta: EventMeta };

/** What the stream must look like for the append to be accepted: a number is the revision of its last event. */
export type ExpectedRevision = 'any' | 'no-stream' | number;

export type Appended = {
  /** Position of the last event of the append. */
  position: Position;
  /** Revision of the stream after the append. */
  revision: number;
  /** The command was known: this is its first answer and nothing was stored now. */
  duplicate: boolean;
};

/** Keeps events whose stream begins with one of the prefixes (`train-`); without prefixes, all. */
export type EventFilter = { streamPrefixes?: readonly string[] };

export type ReadStream = { from?: number; direction?: 'forwards' | 'backwards'; limit?: number };
/** `from` is exclusive forwards (events after it) and, backwards, events before it; absent: from the start or the end. */
export type ReadAll = {
  from?: Position;
  direction?: 'forwards' | 'backwards';
  limit?: number;
  filter?: EventFilter;
  /** Types that the reader has no use for: the log may leave them out, forwards, when that is cheaper than giving them. */
  without?: readonly string[];
};

export type SubscriptionItem =
  | { kind: 'events'; events: readonly RecordedEvent[] }
  /** Everything up to here was seen (also when the filter kept nothing); safe to store as a checkpoint. */
  | { kind: 'checkpoint'; position: Position }
  | { kind: 'caughtUp'; position: Position };

/** Catches up, says `caughtUp`, goes on live. Survives the store's drops by itself; ends only by `close()`. */
export interface EventSubscription extends AsyncIterable<SubscriptionItem> {
  close(): Promise<void>;
}

export type Head = {
  position: Position;
  /** Chain hash at the head; only logs that keep one (sqlite). */
  hash?: string;
};

/** The only truth. Two adapters, one behaviour suite (`behaviour.testing.ts`). */
export interface EventLog {
  /**
   * Stores all events or none. The same `commandId` again on the same stream gives the first answer (`duplicate`).
   * Throws `WrongRevision` (a lost race), `LogFull`, `EventTooLarge`, or `AppendUnknown` when nobody can say yet
   * whether it was stored: ask again with the same command id.
   */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[], commandId: string): Promise<Appended>;
  readStream(stream: string, options?: ReadStream): AsyncIterable<readonly RecordedEvent[]>;
  readAll(options?: ReadAll): AsyncIterable<readonly RecordedEvent[]>;
  subscribe(options?: { from?: Position; filter?: EventFilter }): EventSubscription;
  head(): Promise<Head>;
  /** The chain hash right after `position`, where the log keeps one: lets a reader notice that history was rewound. */
  hashAt(position: Position): Promise<string | undefined>;
  /** Whether an append would be tried now, with a sentence when not; for `/readyz`. */
  writable(): Promise<{ ok: boolean; reason?: string }>;
  /**
   * Copies the log as it stands into a new file without stopping it, where the log is a file of ours (sqlite); gives
   * the head that the copy holds at least.
   */
  copyTo?(file: string): Promise<Required<Head>>;
  close(): Promise<void>;
}

/** What may be read without being the writer: the projection worker holds one in its own thread. */
export type EventReader = Pick<EventLog, 'readStream' | 'readAll' | 'subscribe' | 'head' | 'hashAt' | 'close'>;

export class WrongRevision extends Error {
  override readonly name = 'WrongRevision';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedRevision,
    /** −1: the stream does not exist. */
    readonly actual: number,
  ) {
    super(`${stream} is at revision ${actual}, not ${expected}`);
  }
}
/** Disk full, or the store refuses writes for now: nothing was stored, reads go on. */
export class LogFull extends Error {
  override readonly name = 'LogFull';
}
export class EventTooLarge extends Error {
  override readonly name = 'EventTooLarge';
}
/** The outcome is not known: the append may be stored. Settle it by repeating with the same command id. */
export class AppendUnknown extends Error {
  override readonly name = 'AppendUnknown';
}
/** The log is damaged; the message says where. Nothing is served from a damaged log. */
export class LogDamaged extends Error {
  override readonly name = 'LogDamaged';
}
