import { setTimeout as pause } from 'node:timers/promises';
import { START as FROM_START, streamNameFilter, type AllStreamSubscription, type Credentials, type EventStoreDBClient } from '@eventstore/db-client';
import { comparePositions, START, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EventSubscription, SubscriptionItem } from '../event-log.js';
import { positionPair, recordedOf } from './recorded.js';
import { pauseBefore, type Timing } from './timing.js';

const PAGE = 1_000;
/** In windows of 32 events, the server's default: a checkpoint about every thousand events (trap 13). */
const CHECKPOINT_INTERVAL = 30;
/** A checkpoint beyond this is one of the store's known slips (ulong.max when nothing matched), not a position. */
const ABSURD = 2n ** 62n;

export type FollowerOptions = {
  client: EventStoreDBClient;
  credentials: Credentials;
  timing: Timing;
  prefixes: readonly string[];
  from: Position;
  /** Whether the store has events for this follower after a position; asked when it was silent for long. */
  hasMore(after: Position): Promise<boolean>;
  onClose(follower: Follower): void;
};

/** Something the client says beside events, to be told after so many of them. */
type Remark = { after: number; item: 'caughtUp' | Position };

/**
 * A subscription that stays. The client's ends without an error when the server ends it, and never comes back (trap
 * 6): here every end is a drop, followed by a new subscription after the last position that was handed over.
 */
export class Follower implements EventSubscription {
  readonly #options: FollowerOptions;
  readonly #items: AsyncGenerator<SubscriptionItem, void>;
  readonly #closing = new AbortController();
  #current: AllStreamSubscription | undefined;
  #seen: Position;
  #attempt = 0;

  constructor(options: FollowerOptions) {
    this.#options = options;
    this.#seen = options.from;
    this.#items = this.#follow();
  }

  [Symbol.asyncIterator](): AsyncIterator<SubscriptionItem> {
    return this.#items;
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    this.#options.onClose(this);
    await this.#current?.unsubscribe().catch(() => undefined);
    this.#current?.destroy();
  }

  async *#follow(): AsyncGenerator<SubscriptionItem, void> {
    const { timing } = this.#options;
    try {
      while (!this.#closing.signal.aborted) {
        yield* this.#once();
        await pause(pauseBefore(this.#attempt++, timing.backoff), undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    } finally {
      await this.close();
    }
  }

  /** One subscription of the client, until it ends for whatever reason. */
  async *#once(): AsyncGenerator<SubscriptionItem, void> {
    const remarks: Remark[] = [];
    let taken = 0;
    let ended = false;
    let wake = (): void => undefined;
    const remark = (item: Remark['item']): void => {
      // The client speaks while events still wait in the stream's buffer: the remark comes after those.
      remarks.push({ after: taken + subscription.readableLength, item });
      wake();
    };
    const subscription = this.#subscribe(remark);
    this.#current = subscription;
    const stop = (): void => {
      ended = true;
      wake();
    };
    subscription.on('error', stop).on('end', stop).on('close', stop).on('readable', () => wake());
    subscription.on('caughtUp', () => remark('caughtUp'));
    this.#closing.signal.addEventListener('abort', stop, { once: true });
    try {
      while (!this.#closing.signal.aborted) {
        const events: RecordedEvent[] = [];
        while (events.length < PAGE && (remarks[0]?.after ?? Infinity) > taken) {
          const resolved = subscription.read() as Parameters<typeof recordedOf>[0] | null;
          if (resolved === null) break;
          taken++;
          const event = recordedOf(resolved);
          // A position that was handed over already comes again after a hand-over in the store: it is dropped here.
          if (event && comparePositions(event.position, this.#seen) > 0) {
            this.#seen = event.position;
            events.push(event);
          }
        }
        if (events.length > 0) {
          this.#attempt = 0;
          yield { kind: 'events', events };
        }
        if ((remarks[0]?.after ?? Infinity) <= taken) yield* this.#told(remarks.shift());
        else if (events.length === 0 && subscription.readableLength === 0) {
          if (ended) return;
          const woken = await this.#silence((resolve) => (wake = resolve));
          wake = () => undefined;
          if (!woken && (await this.#isStalled())) return;
        }
      }
    } finally {
      this.#closing.signal.removeEventListener('abort', stop);
      await subscription.unsubscribe().catch(() => undefined);
      subscription.destroy();
    }
  }

  *#told(remark: Remark | undefined): Generator<SubscriptionItem, void> {
    if (!remark) return;
    this.#attempt = 0;
    if (remark.item === 'caughtUp') return yield { kind: 'caughtUp', position: this.#seen };
    if (comparePositions(remark.item, this.#seen) <= 0 || BigInt(remark.item) > ABSURD) return;
    this.#seen = remark.item;
    yield { kind: 'checkpoint', position: remark.item };
  }

  /** Waits for a word of the client; false when none came for long. */
  #silence(onWake: (resolve: () => void) => void): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), this.#options.timing.silence);
      onWake(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  async #isStalled(): Promise<boolean> {
    try {
      return await this.#options.hasMore(this.#seen);
    } catch {
      // The store does not answer either: start over.
      return true;
    }
  }

  #subscribe(onCheckpoint: (position: Position) => void): AllStreamSubscription {
    const { client, credentials, prefixes } = this.#options;
    const checkpoints = {
      checkpointInterval: CHECKPOINT_INTERVAL,
      // Only noted, never waited for: a rejection in here would end the process (trap 7).
      checkpointReached: (_: AllStreamSubscription, { commit }: { commit: bigint }) => onCheckpoint(String(commit)),
    };
    return client.subscribeToAll({
      fromPosition: this.#seen === START ? FROM_START : positionPair(this.#seen),
      credentials,
      // Without prefixes everything is wanted but the store's own streams.
      filter: prefixes.length > 0 ? streamNameFilter({ prefixes: [...prefixes], ...checkpoints }) : streamNameFilter({ regex: '^[^$]', ...checkpoints }),
    });
  }
}
