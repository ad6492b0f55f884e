import { setTimeout as pause } from 'node:timers/promises';
import {
  AccessDeniedError,
  BACKWARDS,
  END,
  FORWARDS,
  START as FROM_START,
  StreamNotFoundError,
  type Credentials,
  type Direction,
  type EventStoreDBClient,
  type StreamingRead,
} from '@eventstore/db-client';
import { comparePositions, START, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { ReadStream } from '../event-log.js';
import { keeps } from '../prefix.js';
import { positionPair, recordedOf, type Resolved } from './recorded.js';
import type { StreamMemory } from './stream-memory.js';
import { pauseBefore, within, type Timing } from './timing.js';

const PAGE = 1_000;

/** `downTo`: events up to there are not looked at. */
type Backwards = { from?: Position | undefined; prefixes: readonly string[]; limit: number; downTo?: Position };
type Cursor = { direction: Direction; left: number };

/** Reads that survive a store that drops or goes silent: each goes on after the last event it gave. */
export class StoreReads {
  constructor(
    private readonly client: EventStoreDBClient,
    private readonly credentials: Credentials,
    private readonly memory: StreamMemory,
    private readonly timing: Timing,
  ) {}

  async *stream(stream: string, { from, direction = 'forwards', limit = Infinity }: ReadStream): AsyncIterable<readonly RecordedEvent[]> {
    if (limit <= 0) return;
    const onward = direction === 'forwards';
    let next = from;
    const cursor: Cursor = { direction: onward ? FORWARDS : BACKWARDS, left: limit };
    const open = () =>
      this.client.readStream(stream, {
        direction: cursor.direction,
        fromRevision: next === undefined ? (onward ? FROM_START : END) : BigInt(next),
        maxCount: this.#count(cursor.left),
        credentials: this.credentials,
      });
    const isWhole = onward && (from ?? 0) === 0;
    for await (const events of this.#pages(open, cursor)) {
      for (const event of events) this.memory.learn(event);
      yield events;
      next = (events.at(-1)?.revision ?? 0) + (onward ? 1 : -1);
      // Backwards, revision 0 was the last there is.
      if (next < 0) return;
    }
    if (isWhole) this.memory.begin(stream);
  }

  /** Reads the part of a stream that the memory does not have. */
  async learn(stream: string): Promise<void> {
    this.memory.begin(stream);
    const known = this.memory.revision(stream) ?? -1;
    for await (const events of this.stream(stream, { from: known + 1 })) void events;
  }

  /** The client cannot filter a read at the server, only a subscription; backwards the filter is ours. */
  async *allBackwards({ from, prefixes, limit, downTo = START }: Backwards): AsyncIterable<readonly RecordedEvent[]> {
    if (limit <= 0) return;
    let before = from;
    let left = limit;
    const pass = (maxCount: number) =>
      this.#pages(
        () =>
          this.client.readAll({
            direction: BACKWARDS,
            fromPosition: before === undefined ? END : positionPair(before),
            maxCount,
            credentials: this.credentials,
          }),
        { direction: BACKWARDS, left: Infinity },
      );
    // The store's own events stand between ours: a few more than asked for usually suffice, else all are looked at.
    const passes = prefixes.length > 0 ? [Infinity] : [left + 32, Infinity];
    for (const maxCount of passes) {
      for await (const events of pass(this.#count(maxCount))) {
        const page: RecordedEvent[] = [];
        for (const event of events) {
          if (before !== undefined && comparePositions(event.position, before) >= 0) continue;
          if (comparePositions(event.position, downTo) <= 0) left = 0;
          before = event.position;
          if (keeps(prefixes, event.stream) && left-- > 0) page.push(event);
        }
        if (page.length > 0) yield page;
        if (left <= 0) return;
      }
    }
  }

  /** The newest event that is not the store's own. */
  async last(): Promise<RecordedEvent | undefined> {
    for await (const [event] of this.allBackwards({ prefixes: [], limit: 1 })) return event;
    return undefined;
  }

  async answers(ms: number): Promise<void> {
    const read = this.client.readAll({ direction: BACKWARDS, maxCount: 1, credentials: this.credentials });
    const drained = (async () => {
      for await (const event of read) void event;
    })();
    try {
      await within(ms, drained, 'the event store');
    } finally {
      void read.cancel().catch(() => undefined);
    }
  }

  #count(limit: number): number {
    return Math.min(limit, Number.MAX_SAFE_INTEGER);
  }

  async *#pages(open: () => StreamingRead<Resolved>, cursor: Cursor): AsyncGenerator<RecordedEvent[]> {
    let progressAt = Date.now();
    for (let attempt = 0; ; attempt++) {
      const read = open();
      let page: RecordedEvent[] = [];
      try {
        const items = read[Symbol.asyncIterator]() as AsyncIterator<Resolved, undefined>;
        for (;;) {
          const next = await within(this.timing.read, items.next(), 'the event store');
          if (next.done) break;
          const event = recordedOf(next.value);
          if (event) page.push(event);
          if (page.length < PAGE) continue;
          [progressAt, attempt] = [Date.now(), 0];
          cursor.left -= page.length;
          yield page;
          page = [];
        }
        if (page.length > 0) yield page;
        return;
      } catch (error) {
        if (error instanceof StreamNotFoundError) return;
        if (error instanceof AccessDeniedError || Date.now() - progressAt > this.timing.read) throw error;
        if (page.length > 0) {
          [progressAt, attempt] = [Date.now(), 0];
          cursor.left -= page.length;
          yield page;
        }
        await pause(pauseBefore(attempt, this.timing.backoff));
      } finally {
        void read.cancel().catch(() => undefined);
      }
    }
  }
}
