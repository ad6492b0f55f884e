import type { LiveFlush, Subscribe, SubscribeAnswer, ViewQuery } from '@hyperloop/contracts/kernel';
import { fold, type Held } from './fold';

/** The two words said upwards. `subscribe` answers false when no answer came in time. */
export type Wire = {
  connected(): boolean;
  subscribe(asked: Subscribe): Promise<SubscribeAnswer | 'no answer'>;
  unsubscribe(subscription: string): void;
};

/** One open question of a screen and what is known of the answer. */
export type FeedNews = { held: Held | null; problem: string | null; changed: readonly string[] };

type Feed = {
  readonly view: string;
  readonly query: ViewQuery;
  readonly key: string;
  /** New for every asking, so that frames of an earlier one are never mistaken. */
  subscription: string | null;
  held: Held | null;
  /** What is held came from before the last asking: still shown, replaced by the next snapshot. */
  renewing: boolean;
  problem: string | null;
  changed: Set<string>;
};

/** One count for all: a page of a replay has feeds of its own beside those of the shell, and both are told by the same event. */
let nextFeed = 1;

/** All open feeds of one connection: asks, folds, asks anew after a gap or a reconnect. Knows no Angular and no socket. */
export class Feeds {
  readonly #feeds = new Map<number, Feed>();
  readonly #bySubscription = new Map<string, number>();
  readonly #dirty = new Set<number>();
  #nextSubscription = 1;

  constructor(
    private readonly wire: Wire,
    /** Told when there is news to take; called at most once until `take()`. */
    private readonly tell: () => void,
  ) {}

  open(view: string, query: ViewQuery, key: string): number {
    const id = nextFeed++;
    this.#feeds.set(id, { view, query, key, subscription: null, held: null, renewing: false, problem: null, changed: new Set() });
    this.#ask(id);
    return id;
  }

  close(id: number): void {
    const feed = this.#feeds.get(id);
    if (feed === undefined) return;
    this.#forget(feed, true);
    this.#feeds.delete(id);
    this.#dirty.delete(id);
  }

  /** The person pressed “Try now”. */
  again(id: number): void {
    this.#ask(id);
  }

  /** After a reconnect the server knows nothing of us: every feed is asked again; what is held stays on the screen. */
  askAll(): void {
    for (const id of this.#feeds.keys()) this.#ask(id);
  }

  /** Feeds that still wait for the first snapshot of their last asking. */
  waiting(): number {
    return [...this.#feeds.values()].filter((feed) => feed.problem === null && (feed.held === null || feed.renewing)).length;
  }

  receive(flush: LiveFlush): void {
    for (const frame of flush.frames) {
      const id = this.#bySubscription.get(frame.subscription);
      const feed = id === undefined ? undefined : this.#feeds.get(id);
      if (id === undefined || feed === undefined) continue;
      if (frame.kind === 'end') {
        this.#forget(feed, false);
        feed.problem = frame.reason;
        this.#touch(id);
        continue;
      }
      const before = feed.renewing ? null : feed.held;
      const folded = fold(before, frame, feed.key);
      if (folded.is === 'gap') this.#ask(id);
      if (folded.is !== 'held') continue;
      if (feed.renewing && feed.held !== null) this.#markDifference(feed, folded.held);
      for (const key of folded.changed) feed.changed.add(key);
      feed.held = folded.held;
      feed.renewing = false;
      feed.problem = null;
      this.#touch(id);
    }
  }

  /** What changed since the last take: one store update per flush is made of it. */
  take(): ReadonlyMap<number, FeedNews> {
    const news = new Map<number, FeedNews>();
    for (const id of this.#dirty) {
      const feed = this.#feeds.get(id);
      if (feed === undefined) continue;
      news.set(id, { held: feed.held, problem: feed.problem, changed: [...feed.changed] });
      feed.changed.clear();
    }
    this.#dirty.clear();
    return news;
  }

  #markDifference(feed: Feed, now: Held): void {
    for (const [key, row] of now.rows) {
      const was = feed.held?.rows.get(key);
      if (JSON.stringify(was) !== JSON.stringify(row)) feed.changed.add(key);
    }
  }

  #ask(id: number): void {
    const feed = this.#feeds.get(id);
    if (feed === undefined) return;
    this.#forget(feed, true);
    feed.renewing = true;
    feed.problem = null;
    if (!this.wire.connected()) return;
    const subscription = `s${String(this.#nextSubscription++)}`;
    feed.subscription = subscription;
    this.#bySubscription.set(subscription, id);
    void this.wire.subscribe({ subscription, view: feed.view, query: feed.query }).then((answer) => {
      if (feed.subscription !== subscription) return;
      if (answer === 'no answer') this.#ask(id);
      else if (!answer.ok) {
        this.#forget(feed, false);
        feed.problem = answer.problem;
        this.#touch(id);
      }
    });
  }

  #forget(feed: Feed, say: boolean): void {
    if (feed.subscription === null) return;
    this.#bySubscription.delete(feed.subscription);
    if (say && this.wire.connected()) this.wire.unsubscribe(feed.subscription);
    feed.subscription = null;
  }

  #touch(id: number): void {
    const quiet = this.#dirty.size === 0;
    this.#dirty.add(id);
    if (quiet) this.tell();
  }
}
