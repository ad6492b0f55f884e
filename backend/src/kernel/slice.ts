import type { BlobRef, CommandDefinition, Message, RecordedEvent, Refusal, ViewQuery } from '@hyperloop/contracts/kernel';
import type { Decider } from './decider.js';
import type { EventLog } from './event-log/event-log.js';

/** Looked up before deciding. Everything here reads the log itself, so that no read model is ever trusted for a rule. */
export interface Lookup {
  readonly log: EventLog;
  /**
   * Folds a stream: a decider of one's own slice, or just the events of a foreign stream one cares for (others are
   * passed over). The state and the revision of the last event (−1: no such stream).
   */
  state<S>(
    fold: { initial: S; evolve: Readonly<Record<string, ((state: S, data: never) => S) | undefined>> },
    stream: string,
  ): Promise<{ state: S; revision: number }>;
  /** Documents in the blob store: content-addressed, so that storing twice is storing once. */
  readonly blobs: { json(ref: BlobRef): Promise<unknown>; putJson(value: unknown): Promise<BlobRef> };
  /** The next number of a sequence (`trainRun`, `wagon` …), as text; the same for a repeated command. Gaps may stay after refusals. */
  number(sequence: string): Promise<string>;
  /** Claims a name (rule 25) for a holder; the id of the present holder when it is taken, undefined when it is ours now. */
  reserve(name: string, holder: string): Promise<string | undefined>;
  release(name: string, holder: string): Promise<void>;
  /** Gives a name free whose holder never came to be; false when it was reserved less than `afterMs` ago. */
  releaseAbandoned(name: string, holder: string, afterMs: number): Promise<boolean>;
  /** Rows of a view as a hint where to look (never to judge): the judgement reads the streams named by them. */
  rows<R extends Record<string, unknown>>(view: string, query: ViewQuery): Promise<readonly R[]>;
  /** The commandId and the person, for facts that write reservations. */
  readonly asked: { by: string; at: string; commandId: string };
}

/** What a reaction may look at. */
export type Look = Pick<Lookup, 'state' | 'rows' | 'log' | 'blobs'>;

/** One command of a slice, wired: where it is stored, what must be looked up, who decides. */
export type CommandHandling = {
  command: CommandDefinition;
  decider: Decider<never, never, never, never, never>;
  /** Returns the facts, or a refusal when already looking up shows there is nothing to decide on. */
  facts?: (data: never, lookup: Lookup) => Promise<unknown>;
  /** The stream, from the data and the facts. */
  stream: (data: never, facts: never) => string;
  /** The revision the client saw, when the command carries one (rule 34). */
  expected?: (data: never) => number | undefined;
  /** Runs after the append (also after a duplicate): releases reservations. Idempotent. */
  settle?: (data: never, facts: never, lookup: Lookup) => Promise<void>;
};

/** Typed construction of a `CommandHandling`. */
export const handling = <
  D,
  C extends Message,
  S,
  E extends Message,
  R extends Refusal,
  F extends { [N in C['type']]?: unknown },
  Facts,
>(h: {
  command: { message: string; of: (input: never) => { type: string; data: D } };
  decider: Decider<C, S, E, R, F>;
  facts?: (data: D, lookup: Lookup) => Promise<Facts>;
  stream: (data: D, facts: Facts) => string;
  expected?: (data: D) => number | undefined;
  settle?: (data: D, facts: Facts, lookup: Lookup) => Promise<void>;
}): CommandHandling => h as unknown as CommandHandling; // the table is indexed by message names; the parts were checked together above

/** Says a command to the system as automation (rule 11), with the event as its cause. Refusals come back as values. */
export type Say = (
  command: { type: string; data: unknown },
  options?: { commandId?: string },
) => Promise<{ position: string; revision: number; stream: string } | { refused: string; sentence?: string }>;

/**
 * Event in → command or work outside. Lives behind a claim in the log, starts after the last handled position, and is
 * another kind of object than a projection: rebuild and replay cannot reach it.
 */
export type Reaction = {
  /** `whenWagonEnabledStartTestRun`: also the name of its checkpoint. */
  name: string;
  on: readonly string[];
  /** Not about what happened before it was first here: an installation of years must not be told its history. */
  onlyNews?: boolean;
  react: (event: RecordedEvent, say: Say, look: Look) => Promise<void>;
};

export type Slice = {
  name: string;
  handlings: readonly CommandHandling[];
  reactions?: readonly Reaction[];
};
