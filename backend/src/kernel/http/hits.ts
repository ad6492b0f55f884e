import type { ThrottlerStorage } from '@nestjs/throttler';

type Record = Awaited<ReturnType<ThrottlerStorage['increment']>>;
/** What somebody asked for in the window of this number, and in the one before. */
type Count = { window: number; ttl: number; now: number; before: number };

/** Somebody who has been silent for two windows is forgotten, at the latest when so many others came. */
const KEPT = 10_000;

/**
 * How often somebody asked within the last `ttl` milliseconds. Two numbers each instead of a time for each request: the
 * window before counts by the share of it that still lies within the last `ttl`, so that nobody gets twice the limit at a
 * change of windows, and a request costs the same whether it is the first or the hundred-thousandth of the minute.
 */
export class Hits implements ThrottlerStorage {
  readonly #counts = new Map<string, Count>();

  constructor(private readonly clock: () => number = Date.now) {}

  increment(key: string, ttl: number, limit: number): Promise<Record> {
    const at = this.clock();
    const window = Math.floor(at / ttl);
    const count = this.#countOf(key, window, ttl);
    const share = (at % ttl) / ttl;
    const hits = count.now + count.before * (1 - share);
    const isBlocked = hits >= limit;
    if (!isBlocked) count.now += 1;
    const seconds = Math.ceil((ttl - (at % ttl)) / 1_000);
    return Promise.resolve({
      totalHits: Math.ceil(hits) + 1,
      timeToExpire: seconds,
      isBlocked,
      timeToBlockExpire: isBlocked ? seconds : 0,
    });
  }

  #countOf(key: string, window: number, ttl: number): Count {
    const known = this.#counts.get(key);
    if (known === undefined) {
      if (this.#counts.size >= KEPT) this.#forget();
      const fresh = { window, ttl, now: 0, before: 0 };
      this.#counts.set(key, fresh);
      return fresh;
    }
    if (known.window !== window) {
      known.before = known.window === window - 1 ? known.now : 0;
      known.now = 0;
      known.window = window;
    }
    return known;
  }

  #forget(): void {
    const at = this.clock();
    for (const [key, { window, ttl }] of this.#counts) if (window < Math.floor(at / ttl) - 1) this.#counts.delete(key);
  }
}
