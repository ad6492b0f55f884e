import { setImmediate as nextTurn } from 'node:timers/promises';
import type { EventSubscription, SubscriptionItem } from '../event-log.js';
import { PAGE, type Pages } from './pages.js';

/** Used only when no wake-up came: another process may have written, or a message may have been lost. */
const POLL_MS = 1_000;

/** Behind by more than this, a subscriber of some streams is led to their events directly, if they are not too many. */
const FAR = 20_000;
const FEW = 100_000;

/** One subscription: reads page by page to the head, says so, then reads on whenever it is woken. */
export class Tail implements EventSubscription {
  readonly #pages: Pages;
  readonly #prefixes: readonly string[];
  readonly #items: AsyncGenerator<SubscriptionItem, void>;
  readonly #onClose: (tail: Tail) => void;
  #seen: number;
  #closed = false;
  #woken = false;
  #wake: (() => void) | undefined;

  constructor(pages: Pages, from: number, prefixes: readonly string[], onClose: (tail: Tail) => void) {
    this.#pages = pages;
    this.#seen = from;
    this.#prefixes = prefixes;
    this.#onClose = onClose;
    this.#items = this.#follow();
  }

  [Symbol.asyncIterator](): AsyncIterator<SubscriptionItem> {
    return this.#items;
  }

  /** There may be something new. */
  notify(): void {
    this.#woken = true;
    this.#wake?.();
  }

  close(): Promise<void> {
    if (!this.#closed) {
      this.#closed = true;
      this.#onClose(this);
      this.notify();
    }
    return Promise.resolve();
  }

  async *#follow(): AsyncGenerator<SubscriptionItem, void> {
    try {
      yield* this.#catchUp();
      if (!this.#closed) yield { kind: 'caughtUp', position: String(this.#seen) };
      while (!this.#closed) {
        await this.#awake();
        yield* this.#catchUp();
      }
    } finally {
      await this.close();
    }
  }

  async *#catchUp(): AsyncGenerator<SubscriptionItem, void> {
    this.#woken = false;
    while (!this.#closed) {
      const head = this.#pages.headPosition();
      if (head <= this.#seen) return;
      if (this.#prefixes.length > 0 && head - this.#seen > FAR) {
        const positions = this.#pages.positionsOf(this.#prefixes, { from: this.#seen, upTo: head, most: FEW });
        if (positions !== undefined) {
          yield* this.#leap(positions, head);
          continue;
        }
      }
      const { events, seenTo } = this.#pages.after(this.#seen, head, this.#prefixes);
      this.#seen = seenTo;
      if (events.length > 0) yield { kind: 'events', events };
      if (Number(events.at(-1)?.position ?? 0) < seenTo) yield { kind: 'checkpoint', position: String(seenTo) };
      // Others in this thread want a turn too while a long history is read.
      await nextTurn();
    }
  }

  async *#leap(positions: readonly number[], head: number): AsyncGenerator<SubscriptionItem, void> {
    for (let n = 0; n < positions.length && !this.#closed; n += PAGE) {
      const events = this.#pages.at(positions.slice(n, n + PAGE));
      this.#seen = positions[Math.min(n + PAGE, positions.length) - 1] ?? this.#seen;
      yield { kind: 'events', events };
      await nextTurn();
    }
    if (this.#closed) return;
    this.#seen = head;
    if (positions.at(-1) !== head) yield { kind: 'checkpoint', position: String(head) };
  }

  async #awake(): Promise<void> {
    if (this.#woken || this.#closed) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, POLL_MS);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
  }
}
