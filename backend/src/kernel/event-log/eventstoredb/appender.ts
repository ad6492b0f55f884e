import { setTimeout as pause } from 'node:timers/promises';
import {
  AccessDeniedError,
  jsonEvent,
  MaxAppendSizeExceededError,
  NO_STREAM,
  NotLeaderError,
  StreamDeletedError,
  WrongExpectedVersionError,
  type AppendResult,
  type Credentials,
  type EventStoreDBClient,
  type JSONType,
  type MetadataType,
} from '@eventstore/db-client';
import { encodeAppend } from '../encode.js';
import { AppendUnknown, EventTooLarge, LogFull, WrongRevision, type Appended, type ExpectedRevision, type NewEvent } from '../event-log.js';
import type { StoreReads } from './reads.js';
import type { StreamMemory } from './stream-memory.js';
import { pauseBefore, within, type Timing } from './timing.js';

type Wanted = { stream: string; expected: ExpectedRevision; ids: readonly string[]; events: readonly NewEvent[]; commandId: string };

const revisionOf = (expected: ExpectedRevision): number | undefined =>
  expected === 'any' ? undefined : expected === 'no-stream' ? -1 : expected;

/** Refusals that are certain: nothing was stored. Everything else leaves the outcome open (trap 12: by allow-list). */
const refusalOf = (error: unknown): Error | undefined => {
  if (error instanceof MaxAppendSizeExceededError) return new EventTooLarge(`the event store takes ${error.maxAppendSize} bytes at most`);
  if (error instanceof AccessDeniedError) return new LogFull('the event store denies this program the right to append');
  if (error instanceof StreamDeletedError) return new LogFull(`the event store has deleted stream ${error.streamName}`);
  return undefined;
};

/**
 * Appends with an outcome: stored, refused, or, after the settling time, unknown. Every try of an append uses the same
 * event ids and the same revision, so that the store itself sees a repetition.
 */
export class Appender {
  readonly #queues = new Map<string, Promise<unknown>>();

  constructor(
    private readonly client: EventStoreDBClient,
    private readonly credentials: Credentials,
    private readonly reads: StoreReads,
    private readonly memory: StreamMemory,
    private readonly timing: Timing,
  ) {}

  /** Appends to one stream go one after the other: side by side they would only make each other lose races. */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[], commandId: string): Promise<Appended> {
    const ids = encodeAppend(stream, events, commandId).map(({ id }) => id);
    const before = this.#queues.get(stream) ?? Promise.resolve();
    const mine = before.then(() => this.#settle({ stream, expected, ids, events, commandId }));
    const quiet = mine.catch(() => undefined);
    this.#queues.set(stream, quiet);
    void quiet.then(() => {
      if (this.#queues.get(stream) === quiet) this.#queues.delete(stream);
    });
    return mine;
  }

  async #settle(wanted: Wanted): Promise<Appended> {
    const until = Date.now() + this.timing.append;
    let lastError: unknown;
    for (let attempt = 0; attempt === 0 || Date.now() < until; attempt++) {
      if (attempt > 0) await pause(Math.min(pauseBefore(attempt - 1, this.timing.backoff), Math.max(0, until - Date.now())));
      try {
        const settled = await this.#try(wanted, attempt > 0, until);
        if (settled) return settled;
      } catch (error) {
        const refusal = error instanceof WrongRevision || error instanceof EventTooLarge ? error : refusalOf(error);
        if (refusal) throw refusal;
        lastError = error;
      }
    }
    // Whatever comes of it later, the next append to this stream must look again.
    this.memory.forget(wanted.stream);
    throw new AppendUnknown(
      `the event store gave no answer for ${wanted.stream}: ${lastError instanceof Error ? lastError.message : 'races'}`,
    );
  }

  /** Nothing: somebody else was first, and the append may be tried again on top. */
  async #try(wanted: Wanted, isRepetition: boolean, until: number): Promise<Appended | undefined> {
    const { stream, commandId } = wanted;
    // After an open outcome the stream is read back: our own events may stand there.
    if (isRepetition || this.memory.revision(stream) === undefined) await this.#look(stream, until);
    const wrong = await this.#mismatch(wanted, until);
    const known = this.memory.answer(stream, commandId);
    if (known) return { ...known, duplicate: !isRepetition };
    if (wrong) throw wrong;
    try {
      const result = await this.#send(wanted, this.memory.revision(stream) ?? -1, until);
      return await this.#learnt(wanted, result, until);
    } catch (error) {
      if (error instanceof NotLeaderError) return undefined;
      if (error instanceof WrongExpectedVersionError) return this.#lost(wanted, error, until);
      throw error;
    }
  }

  async #mismatch({ stream, expected, commandId }: Wanted, until: number): Promise<WrongRevision | undefined> {
    const revision = revisionOf(expected);
    const seen = () => this.memory.revision(stream) ?? -1;
    const differs = () => revision !== undefined && revision !== seen();
    if (!differs() || this.memory.answer(stream, commandId)) return undefined;
    // Streams only grow: what is older than what was seen has lost already, without asking.
    if ((revision ?? 0) > seen()) await this.#look(stream, until);
    return differs() ? new WrongRevision(stream, expected, seen()) : undefined;
  }

  /** Another node wrote meanwhile, or an earlier try of ours did. */
  async #lost({ stream, expected, commandId }: Wanted, error: WrongExpectedVersionError, until: number): Promise<Appended | undefined> {
    await this.#look(stream, until);
    const known = this.memory.answer(stream, commandId);
    if (known) return known;
    if (expected === 'any') return undefined;
    throw new WrongRevision(stream, expected, error.actualVersion === NO_STREAM ? -1 : Number(error.actualVersion));
  }

  #send({ stream, ids, events }: Wanted, revision: number, until: number): Promise<AppendResult> {
    const ms = Math.max(1, Math.min(this.timing.attempt, until - Date.now()));
    const proposed = events.map(({ type, data, meta }, index) =>
      // The client's JSON types are narrower than what it accepts; null stands for nothing, which it cannot send.
      jsonEvent({ id: ids[index] ?? '', type, data: (data ?? null) as JSONType, metadata: meta as MetadataType }),
    );
    const sent = this.client.appendToStream(stream, proposed, {
      expectedRevision: revision < 0 ? NO_STREAM : BigInt(revision),
      credentials: this.credentials,
      deadline: ms,
    });
    return within(ms, sent, 'the event store');
  }

  async #learnt({ stream, ids, commandId }: Wanted, { nextExpectedRevision, position }: AppendResult, until: number): Promise<Appended> {
    const first = (this.memory.revision(stream) ?? -1) + 1;
    const last = first + ids.length - 1;
    if (position !== undefined && Number(nextExpectedRevision) === last) {
      const at = String(position.commit);
      for (const [index, id] of ids.entries()) this.memory.learn({ stream, id, revision: first + index, position: at });
      return { position: at, revision: last, duplicate: false };
    }
    await this.#look(stream, until);
    const known = this.memory.answer(stream, commandId);
    if (!known) throw new Error(`the event store says ${stream} was written but does not show it`);
    return { ...known, duplicate: false };
  }

  /** Reads what is new in the stream; the reader teaches the memory. */
  async #look(stream: string, until: number): Promise<void> {
    await within(Math.max(1, until - Date.now()), this.reads.learn(stream), 'the event store');
  }
}
