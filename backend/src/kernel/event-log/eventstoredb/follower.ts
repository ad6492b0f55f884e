import { setTimeout as pause } from 'node:timers/promises';
import {
  START as FROM_START,
  streamNameFilter,
  type AllStreamSubscription,
  type Credentials,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { comparePositions, START, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type { EventSubscription, SubscriptionItem } from '../event-log.js';
import { Feed, type Said } from './feed.js';
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

/**
 * A subscription that stays. The client's ends without an error when the server ends it, and never comes back (trap
 * 6): here every end is a drop, followed by a new subscription after the last position that was handed over.
 */
export class Follower implements EventSubscription {
  readonly #options: FollowerOptions;
  readonly #items: AsyncGenerator<SubscriptionItem, void>;
  readonly #closing = new AbortController();
  #current: Feed | undefined;
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
    await this.#current?.close();
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
    const feed = new Feed((onCheckpoint) => this.#subscribe(onCheckpoint));
    this.#current = feed;
    try {
      while (!this.#closing.signal.aborted && !feed.exhausted) {
        const events = this.#events(feed);
        if (events.length > 0) yield { kind: 'events', events };
        const said = feed.takeSaid();
        if (said) yield* this.#told(said);
        else if (events.length === 0 && !(await feed.comes(this.#options.timing.silence)) && (await this.#isStalled())) return;
      }
    } finally {
      await feed.close();
    }
  }

  /** What is here, a page at most. An event that was handed over already comes again after a drop: it is left out. */
  #events(feed: Feed): RecordedEvent[] {
    const events: RecordedEvent[] = [];
    while (events.length < PAGE) {
      const resolved = feed.takeEvent();
      if (!resolved) break;
      const event = recordedOf(resolved);
      if (!event || comparePositions(event.position, this.#seen) <= 0) continue;
      this.#seen = event.position;
      events.push(event);
    }
    if (events.length > 0) this.#attempt = 0;
    return events;
  }

  *#told(said: Said): Generator<SubscriptionItem, void> {
    this.#attempt = 0;
    if ('caughtUp' in said) {
      yield { kind: 'caughtUp', position: this.#seen };
      return;
    }
    if (comparePositions(said.checkpoint, this.#seen) <= 0 || BigInt(said.checkpoint) > ABSURD) return;
    this.#seen = said.checkpoint;
    yield { kind: 'checkpoint', position: said.checkpoint };
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
      filter:
        prefixes.length > 0
          ? streamNameFilter({ prefixes: [...prefixes], ...checkpoints })
          : streamNameFilter({ regex: '^[^$]', ...checkpoints }),
    });
  }
}
