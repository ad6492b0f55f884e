import { comparePositions, START, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { Published } from '@hyperloop/projections/engine';
import { BadQuery } from '../bad-query.js';
import { planOf } from '../plan.js';
import type { ViewReader } from '../query.js';
import { Frame, type Tail } from './frame.js';
import { LiveQuery, type Look } from './live-query.js';
import type { Outbox } from './outbox.js';

/** Nobody is told more often than this. */
export const FLUSH_MS = 100;
/** A flush to very many takes long. It may take half of the thread: the next one waits at least as long as it took. */
const FLUSH_SHARE = 2;
/** A query that takes long is asked less often: it may cost a tenth of the thread. */
const SHARE = 10;
/** Between slices of a long flush other work has its turn: commands are answered, browsers come in. */
const SLICE_MS = 15;
const SLICE_SOCKETS = 32;

export type Follower = { outbox: Outbox; subscription: string; position: string };
type Followed = {
  query: LiveQuery;
  followers: Set<Follower>;
  notBefore: number;
  /** What was read last, until the end of the flush: whoever comes within it gets the same snapshot. */
  latest: { look: Look; frames: Map<string, Frame> } | undefined;
};
type Following = { followed: Followed; follower: Follower };

/** Milliseconds that this thread has computed. Time that went to other programs is no reason to tell anybody later. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

const later = (a: string, b: string): string => (comparePositions(a, b) >= 0 ? a : b);

/** Joins what was committed with who looks at it. Queries that are the same are asked once for all who follow them. */
export class LiveHub {
  readonly #views = new Map<string, Map<string, Followed>>();
  readonly #changed = new Map<string, Set<string> | 'many'>();
  readonly #outboxes = new Map<Outbox, Map<string, Following>>();
  readonly #fresh = new Set<Followed>();
  #position = START;
  #timer: NodeJS.Timeout | undefined;
  #slice: NodeJS.Immediate | undefined;
  #notBefore = 0;
  /** Something came while a flush was under way, or somebody could not take what is owed: one more will follow. */
  #again = false;
  #closed = false;

  constructor(
    private readonly reader: ViewReader,
    private readonly broken: (error: unknown) => void,
    private readonly now: () => number = () => performance.now(),
    private readonly cpu: () => number = worked,
  ) {}

  get followed(): number {
    return [...this.#views.values()].reduce((sum, queries) => sum + queries.size, 0);
  }

  /** Whether changes up to this position were heard and nothing of them waits for its turn. */
  lookedUpTo(position: string): boolean {
    return comparePositions(this.#position, position) >= 0 && this.#changed.size === 0 && !this.#waits();
  }

  addOutbox(outbox: Outbox): void {
    this.#outboxes.set(outbox, new Map());
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
      this.#welcome(followed, follower);
    } catch (error) {
      this.#unfollow(followed, follower);
      throw error;
    }
    followed.followers.add(follower);
    this.#outboxes.get(outbox)?.set(subscription, { followed, follower });
    this.#schedule();
    return () => {
      outbox.drop(subscription);
      this.#outboxes.get(outbox)?.delete(subscription);
      this.#unfollow(followed, follower);
    };
  }

  /** A snapshot again, for one who lost track. */
  startOver(outbox: Outbox, subscription: string): void {
    const following = this.#outboxes.get(outbox)?.get(subscription);
    if (following === undefined) return;
    try {
      this.#welcome(following.followed, following.follower);
    } catch (error) {
      outbox.end(subscription, 'the server could not read this list: open it again');
      this.broken(error);
    }
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

  flush(): void {
    const now = this.now();
    const before = this.cpu();
    this.#distribute();
    for (const queries of this.#views.values())
      for (const followed of queries.values())
        if (followed.query.touched && followed.notBefore <= now) this.#guarded(() => this.#tellChanges(followed));
    this.#send(this.#outboxes.keys(), now, this.cpu() - before);
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#slice);
    this.#views.clear();
    this.#outboxes.clear();
    this.#fresh.clear();
  }

  /** Slice by slice to all outboxes; `spent` is what the flush has cost until now. */
  #send(outboxes: Iterator<Outbox>, started: number, spent: number): void {
    const since = this.now();
    const before = this.cpu();
    for (let sent = 1, next = outboxes.next(); next.done !== true; sent += 1, next = outboxes.next()) {
      const outbox = next.value;
      if (!outbox.isEmpty) this.#guarded(() => outbox.flush(started));
      this.#again ||= !outbox.isEmpty;
      if (sent % SLICE_SOCKETS !== 0 || this.now() - since < SLICE_MS) continue;
      const cost = spent + this.cpu() - before;
      this.#slice = setImmediate(() => this.#send(outboxes, started, cost));
      return;
    }
    this.#slice = undefined;
    for (const followed of this.#fresh) followed.latest = undefined;
    this.#fresh.clear();
    const cost = spent + this.cpu() - before;
    this.#notBefore = Math.max(started + FLUSH_MS, this.now() + cost * (FLUSH_SHARE - 1));
    if (this.#again || this.#changed.size > 0 || this.#waits()) this.#schedule();
    this.#again = false;
  }

  #distribute(): void {
    for (const [view, keys] of this.#changed) for (const { query } of this.#views.get(view)?.values() ?? []) query.touch(keys);
    this.#changed.clear();
  }

  /**
   * A snapshot for one. When the window was read since the last flush, it is that one: the newcomer then stands where
   * all others stand, and the next change takes all of them further.
   */
  #welcome(followed: Followed, follower: Follower): void {
    const { look, frames } = followed.latest ?? this.#read(followed, true);
    this.#tell([follower], look.snapshot, look.position, frames);
  }

  #tellChanges(followed: Followed): void {
    try {
      this.#read(followed, false);
    } catch (error) {
      if (!(error instanceof BadQuery)) throw error;
      for (const { outbox, subscription } of followed.followers) outbox.end(subscription, error.message);
      this.#views.get(followed.query.view)?.delete(JSON.stringify(followed.query.query));
    }
  }

  /** Reads the window and tells the followers what changed. */
  #read(followed: Followed, forNewcomer: boolean): { look: Look; frames: Map<string, Frame> } {
    this.#distribute();
    const before = this.cpu();
    const look = followed.query.look();
    followed.notBefore = this.now() + Math.max(FLUSH_MS / 2, (this.cpu() - before) * SHARE);
    followed.latest = { look, frames: new Map() };
    this.#fresh.add(followed);
    const { news } = look;
    if (news !== undefined) this.#tell(followed.followers, news, look.position, new Map());
    if (news !== undefined && forNewcomer && followed.followers.size > 0) this.#schedule();
    return followed.latest;
  }

  /**
   * The rows may be newer than the last commit we heard of. A snapshot stands where it was read; a delta claims only
   * what was heard, for a row changed after that is still to come. Followers that stand at one place and gave the
   * subscription one name get one frame.
   */
  #tell(followers: Iterable<Follower>, tail: Tail, read: string, frames: Map<string, Frame>): void {
    for (const follower of followers) {
      const { subscription, position: previous } = follower;
      const place = `${previous} ${subscription}`;
      let frame = frames.get(place);
      if (frame === undefined) {
        const position = tail.snapshot ? later(previous, read) : later(previous, this.#position);
        frame = new Frame(subscription, previous, position, tail);
        frames.set(place, frame);
      }
      follower.position = frame.position;
      follower.outbox.put(frame);
    }
  }

  #followed(view: string, query: ViewQuery): Followed {
    const name = JSON.stringify(query);
    const queries = this.#views.get(view) ?? new Map<string, Followed>();
    this.#views.set(view, queries);
    const followed = queries.get(name) ?? {
      query: new LiveQuery(this.reader, view, query),
      followers: new Set<Follower>(),
      notBefore: 0,
      latest: undefined,
    };
    queries.set(name, followed);
    return followed;
  }

  #unfollow(followed: Followed, follower: Follower): void {
    followed.followers.delete(follower);
    if (followed.followers.size > 0) return;
    this.#fresh.delete(followed);
    const queries = this.#views.get(followed.query.view);
    const name = JSON.stringify(followed.query.query);
    if (queries?.get(name) === followed) queries.delete(name);
    if (queries?.size === 0) this.#views.delete(followed.query.view);
  }

  #waits(): boolean {
    for (const queries of this.#views.values()) for (const { query } of queries.values()) if (query.touched) return true;
    return false;
  }

  #schedule(): void {
    if (this.#slice !== undefined) this.#again = true;
    if (this.#timer !== undefined || this.#slice !== undefined || this.#closed) return;
    const wait = Math.max(5, this.#notBefore - this.now());
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
