import { comparePositions, START, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { Published } from '@hyperloop/projections/engine';
import { BadQuery } from '../bad-query.js';
import { planOf } from '../plan.js';
import type { ViewReader } from '../query.js';
import { LiveQuery, type Look, type Tail } from './live-query.js';
import type { Outbox } from './outbox.js';

/** Nobody is told more often than this. */
export const FLUSH_MS = 100;
/** A query that takes long is asked less often: it may cost a tenth of the thread. */
const SHARE = 10;

export type Follower = { outbox: Outbox; subscription: string; position: string };
type Followed = { query: LiveQuery; followers: Set<Follower>; notBefore: number };

const later = (a: string, b: string): string => (comparePositions(a, b) >= 0 ? a : b);

/** Joins what was committed with who looks at it. Queries that are the same are asked once for all who follow them. */
export class LiveHub {
  readonly #views = new Map<string, Map<string, Followed>>();
  readonly #changed = new Map<string, Set<string> | 'many'>();
  readonly #outboxes = new Set<Outbox>();
  #position = START;
  #timer: NodeJS.Timeout | undefined;
  #lastFlush = 0;

  constructor(
    private readonly reader: ViewReader,
    private readonly broken: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  get followed(): number {
    return [...this.#views.values()].reduce((sum, queries) => sum + queries.size, 0);
  }

  /** Whether changes up to this position were heard and nothing of them waits for its turn. */
  lookedUpTo(position: string): boolean {
    return comparePositions(this.#position, position) >= 0 && this.#changed.size === 0 && !this.#waits();
  }

  addOutbox(outbox: Outbox): void {
    this.#outboxes.add(outbox);
  }
  removeOutbox(outbox: Outbox): void {
    this.#outboxes.delete(outbox);
  }

  /** From now on the outbox gets a snapshot and every change after it. Throws when the query cannot be answered. */
  follow(outbox: Outbox, subscription: string, view: string, query: ViewQuery): () => void {
    planOf(this.reader.definition(view), query);
    const follower: Follower = { outbox, subscription, position: START };
    const followed = this.#followed(view, query);
    try {
      this.#look(followed, follower);
    } catch (error) {
      this.#unfollow(followed, follower);
      throw error;
    }
    followed.followers.add(follower);
    this.#schedule();
    return () => {
      outbox.drop(subscription);
      this.#unfollow(followed, follower);
    };
  }

  /** A snapshot again, for one who lost track. */
  startOver(outbox: Outbox, subscription: string): void {
    for (const queries of this.#views.values())
      for (const followed of queries.values())
        for (const follower of followed.followers)
          if (follower.outbox === outbox && follower.subscription === subscription) this.#startOver(followed, follower);
  }

  heard({ position, changes }: Published): void {
    this.#position = later(this.#position, position);
    for (const [view, keys] of Object.entries(changes)) {
      if (!this.#views.has(view)) continue;
      const known = this.#changed.get(view);
      if (known === 'many' || keys === 'many') this.#changed.set(view, 'many');
      else if (known === undefined) this.#changed.set(view, new Set(keys));
      else for (const key of keys) known.add(key);
    }
    if (this.#changed.size > 0) this.#schedule();
  }

  /** Something may have been missed: everything is looked at anew. */
  heardNothingForAWhile(): void {
    for (const view of this.#views.keys()) this.#changed.set(view, 'many');
    this.#schedule();
  }

  /** The reader of this outbox may be ready again. */
  drained(outbox: Outbox): void {
    this.#guarded(() => outbox.flush(this.now()));
  }

  flush(): void {
    const now = this.now();
    this.#lastFlush = now;
    this.#distribute();
    for (const queries of this.#views.values())
      for (const followed of queries.values())
        if (followed.query.touched && followed.notBefore <= now) this.#guarded(() => this.#look(followed));
    for (const outbox of this.#outboxes) this.#guarded(() => outbox.flush(now));
    if (this.#waits()) this.#schedule();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#views.clear();
    this.#outboxes.clear();
  }

  #distribute(): void {
    for (const [view, keys] of this.#changed) for (const { query } of this.#views.get(view)?.values() ?? []) query.touch(keys);
    this.#changed.clear();
  }

  #startOver(followed: Followed, follower: Follower): void {
    try {
      this.#look(followed, follower);
    } catch (error) {
      follower.outbox.end(follower.subscription, 'the server could not read this list: open it again');
      this.broken(error);
    }
  }

  /** Reads the window once: the newcomer gets all of it, the others what changed. */
  #look(followed: Followed, newcomer?: Follower): void {
    this.#distribute();
    const started = this.now();
    let look: Look;
    try {
      look = followed.query.look();
    } catch (error) {
      if (!(error instanceof BadQuery) || newcomer !== undefined) throw error;
      for (const { outbox, subscription } of followed.followers) outbox.end(subscription, error.message);
      this.#views.get(followed.query.view)?.delete(JSON.stringify(followed.query.query));
      return;
    }
    const ended = this.now();
    followed.notBefore = ended + Math.max(FLUSH_MS / 2, (ended - started) * SHARE);
    if (look.change !== undefined)
      for (const follower of followed.followers) if (follower !== newcomer) this.#tell(follower, look.change, look.position);
    if (newcomer !== undefined) this.#tell(newcomer, look.snapshot, look.position);
    if (look.change !== undefined && newcomer !== undefined && followed.followers.size > 1) this.#schedule();
  }

  /**
   * The rows may be newer than the last commit we heard of. A snapshot stands where it was read; a delta claims only
   * what was heard, for a row changed after that is still to come.
   */
  #tell(follower: Follower, tail: Tail, read: string): void {
    const previous = follower.position;
    follower.position = tail.snapshot ? later(previous, read) : later(previous, this.#position);
    follower.outbox.put(follower.subscription, previous, follower.position, tail);
  }

  #followed(view: string, query: ViewQuery): Followed {
    const name = JSON.stringify(query);
    const queries = this.#views.get(view) ?? new Map<string, Followed>();
    this.#views.set(view, queries);
    const followed = queries.get(name) ?? { query: new LiveQuery(this.reader, view, query), followers: new Set<Follower>(), notBefore: 0 };
    queries.set(name, followed);
    return followed;
  }

  #unfollow(followed: Followed, follower: Follower): void {
    followed.followers.delete(follower);
    if (followed.followers.size > 0) return;
    const queries = this.#views.get(followed.query.view);
    const name = JSON.stringify(followed.query.query);
    if (queries?.get(name) === followed) queries.delete(name);
    if (queries?.size === 0) this.#views.delete(followed.query.view);
  }

  #waits(): boolean {
    return [...this.#views.values()].some((queries) => [...queries.values()].some(({ query }) => query.touched));
  }

  #schedule(): void {
    if (this.#timer !== undefined) return;
    const wait = Math.max(5, this.#lastFlush + FLUSH_MS - this.now());
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#guarded(() => this.flush());
    }, wait);
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.broken(error);
    }
  }
}
