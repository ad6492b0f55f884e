import { EventStoreDBClient } from '@eventstore/db-client';
import { START, type Position, type RecordedEvent } from '@hyperloop/contracts/kernel';
import type {
  Appended,
  EventFilter,
  EventLog,
  EventSubscription,
  ExpectedRevision,
  Head,
  NewEvent,
  ReadAll,
  ReadStream,
} from '../event-log.js';
import { prefixesOf } from '../prefix.js';
import { Appender } from './appender.js';
import { connectionOf, type Connection } from './connection.js';
import { Follower } from './follower.js';
import { StoreReads } from './reads.js';
import { StreamMemory } from './stream-memory.js';
import { TIMING, within, type Timing } from './timing.js';

/** EventStoreDB, or KurrentDB, its successor under a new name. Needs a server that says `caughtUp`: 23.10 or later. */
class EventStoreDbLog implements EventLog {
  readonly #client: EventStoreDBClient;
  readonly #connection: Connection;
  readonly #timing: Timing;
  readonly #reads: StoreReads;
  readonly #appender: Appender;
  readonly #followers = new Set<Follower>();

  constructor(connection: Connection, timing: Timing) {
    this.#connection = connection;
    this.#timing = timing;
    this.#client = EventStoreDBClient.connectionString(connection.connectionString);
    const memory = new StreamMemory();
    this.#reads = new StoreReads(this.#client, connection.credentials, memory, timing);
    this.#appender = new Appender(this.#client, connection.credentials, this.#reads, memory, timing);
  }

  // async, so that what the appender refuses at once is a rejection like every other refusal.
  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[], commandId: string): Promise<Appended> {
    return this.#appender.append(stream, expected, events, commandId);
  }

  readStream(stream: string, options: ReadStream = {}): AsyncIterable<readonly RecordedEvent[]> {
    return this.#reads.stream(stream, options);
  }

  readAll({ from, direction = 'forwards', limit = Infinity, filter }: ReadAll = {}): AsyncIterable<readonly RecordedEvent[]> {
    return direction === 'backwards'
      ? this.#reads.allBackwards({ from, prefixes: prefixesOf(filter), limit })
      : this.#allForwards(from, filter, limit);
  }

  subscribe({ from = START, filter }: { from?: Position; filter?: EventFilter } = {}): EventSubscription {
    const prefixes = prefixesOf(filter);
    const follower = new Follower({
      client: this.#client,
      credentials: this.#connection.credentials,
      timing: this.#timing,
      prefixes,
      from,
      hasMore: (after) => this.#hasMore(after, prefixes),
      onClose: (ended) => this.#followers.delete(ended),
    });
    this.#followers.add(follower);
    return follower;
  }

  async head(): Promise<Head> {
    return { position: (await this.#reads.last())?.position ?? START };
  }

  /** The store keeps no chain of its own. */
  hashAt(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async writable(): Promise<{ ok: boolean; reason?: string }> {
    try {
      await this.#reads.answers(this.#timing.attempt);
      return { ok: true };
    } catch (error) {
      return { ok: false, reason: `the event store cannot be reached (${(error as Error).message})` };
    }
  }

  async close(): Promise<void> {
    await Promise.all([...this.#followers].map((follower) => follower.close()));
    // It waits for calls that the server may never end; the channel it leaves behind keeps no process alive (trap 16).
    await within(this.#timing.attempt, this.#client.dispose(), 'the client').catch(() => undefined);
  }

  /** A subscription up to where it has caught up: the only read the client lets the server filter. */
  async *#allForwards(from: Position | undefined, filter: EventFilter | undefined, limit: number): AsyncIterable<readonly RecordedEvent[]> {
    if (limit <= 0) return;
    const following = this.subscribe({ ...(from === undefined ? {} : { from }), ...(filter === undefined ? {} : { filter }) });
    let left = limit;
    try {
      for await (const item of following) {
        if (item.kind === 'caughtUp') return;
        if (item.kind === 'checkpoint') continue;
        yield item.events.slice(0, left);
        left -= item.events.length;
        if (left <= 0) return;
      }
    } finally {
      await following.close();
    }
  }

  async #hasMore(after: Position, prefixes: readonly string[]): Promise<boolean> {
    for await (const events of this.#reads.allBackwards({ prefixes, limit: 1, downTo: after })) return events.length > 0;
    return false;
  }
}

/** Opens the log of an EventStoreDB cluster; `timing` is for its specs. */
export const openEventStoreDbLog = ({
  connectionString,
  timing,
}: {
  connectionString: string;
  timing?: Partial<Timing>;
}): Promise<EventLog> => Promise.resolve(new EventStoreDbLog(connectionOf(connectionString), { ...TIMING, ...timing }));
