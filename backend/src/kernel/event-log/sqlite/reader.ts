import type { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Position, RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EventFilter, EventReader, EventSubscription, Head, ReadAll, ReadStream } from '../event-log.js';
import { prefixesOf } from '../prefix.js';
import { PAGE, Pages } from './pages.js';
import { logFile, openForReading } from './schema.js';
import { Tail } from './tail.js';
import { listener } from './wake-up.js';

const numberOf = (position: Position): number => {
  const number = Number(position);
  if (!Number.isSafeInteger(number) || number < 0) throw new TypeError(`${position} is no position of this log`);
  return number;
};

/** Reads a log that somebody else, in this thread or another, writes. Its connection cannot write. */
export class SqliteReader implements EventReader {
  readonly #db: DatabaseSync;
  readonly #pages: Pages;
  readonly #tails = new Set<Tail>();
  readonly #wakeUp: { close(): void } | undefined;
  #closed = false;

  /** `listen`: nobody calls `notify`, so the reader hears of new events through the channel of the writer. */
  constructor(dir: string, { listen }: { listen: boolean }) {
    this.#db = openForReading(logFile(dir));
    this.#pages = new Pages(this.#db);
    this.#wakeUp = listen ? listener(dir, () => this.notify()) : undefined;
  }

  /** New events are there: subscriptions look at once instead of at their next poll. */
  notify(): void {
    for (const tail of this.#tails) tail.notify();
  }

  async *readStream(
    stream: string,
    { from, direction = 'forwards', limit = Infinity }: ReadStream = {},
  ): AsyncIterable<readonly RecordedEvent[]> {
    let next = from;
    for (let left = limit; left > 0;) {
      const size = Math.min(PAGE, left);
      const events = this.#pages.stream(stream, next, direction, size);
      if (events.length > 0) yield events;
      if (events.length < size) return;
      left -= events.length;
      next = (events.at(-1)?.revision ?? 0) + (direction === 'forwards' ? 1 : -1);
      await nextTurn();
    }
  }

  async *readAll({ from, direction = 'forwards', limit = Infinity, filter, without }: ReadAll = {}): AsyncIterable<
    readonly RecordedEvent[]
  > {
    const prefixes = prefixesOf(filter);
    const head = this.#pages.headPosition();
    const onward = direction === 'forwards';
    let at = from === undefined ? (onward ? 0 : head + 1) : numberOf(from);
    for (let left = limit; left > 0 && (onward ? at < head : at > 1);) {
      const size = Math.min(PAGE, left);
      const { events, seenTo } = onward ? this.#pages.after(at, head, prefixes, size, without) : this.#pages.before(at, prefixes, size);
      at = seenTo;
      left -= events.length;
      if (events.length > 0) yield events;
      await nextTurn();
    }
  }

  subscribe({ from, filter }: { from?: Position; filter?: EventFilter } = {}): EventSubscription {
    const tail = new Tail(this.#pages, from === undefined ? 0 : numberOf(from), prefixesOf(filter), (ended) => this.#tails.delete(ended));
    this.#tails.add(tail);
    return tail;
  }

  head(): Promise<Head> {
    const { position, hash } = this.#pages.head();
    return Promise.resolve({ position: String(position), hash });
  }

  hashAt(position: Position): Promise<string | undefined> {
    return Promise.resolve(this.#pages.hashAt(numberOf(position)));
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#wakeUp?.close();
    await Promise.all([...this.#tails].map((tail) => tail.close()));
    this.#db.close();
  }
}
