import { comparePositions } from '@hyperloop/contracts/kernel';
import { BOUNDARY_EVERY, Engine } from './engine.js';
import type { EventSource, Model } from './model.js';
import { removeStore } from './read-store.js';
import { CACHE_ROWS } from './row-cache.js';
import { hashesOf, type StoreHashes } from './view-hash.js';

export type Rebuilt = { events: number; seconds: number; position: string; hashes: StoreHashes };
type Options = {
  /** Up to and with this position; absent: to the end. */
  to?: string;
  cacheRows?: number;
  boundaryEvery?: number;
  progress?: (events: number) => void;
};

/** Two threads share what one may take. */
const SHARD_CACHE_ROWS = CACHE_ROWS / 2;

/** One group of projections, folded by itself from the events that it hears; see `shardsOf`. */
export type ShardOptions = Options & {
  to: string;
  /** Types that none of these projections hears. */
  without: readonly string[];
};

/**
 * Folds a part of the views into a store of its own, without indices: `joinStore` puts it together with the others. The log
 * must number its events one by one.
 */
export const rebuildShard = async (
  source: Pick<EventSource, 'readAll' | 'hashAt'>,
  model: Model,
  path: string,
  { to, without, cacheRows = SHARD_CACHE_ROWS, boundaryEvery = BOUNDARY_EVERY, progress }: ShardOptions,
): Promise<void> => {
  removeStore(path);
  const engine = Engine.open(path, model, { strict: true, durable: false, cacheRows, boundaryEvery });
  try {
    for await (const page of source.readAll({ without })) {
      const upTo = page.filter((event) => comparePositions(event.position, to) <= 0);
      engine.foldSome(upTo, upTo.length < page.length ? to : (page.at(-1)?.position ?? to));
      progress?.(Number(engine.foldedTo));
      if (upTo.length < page.length) break;
    }
    engine.foldSome([], to);
    engine.finish(await source.hashAt(to), { indices: false });
  } finally {
    engine.close();
  }
};

/**
 * Folds the whole log into a new store at `path`, strictly: the first event that cannot be folded ends it.
 * Reads and folds, and nothing else: reactions are objects of another kind, which it does not know.
 */
export const rebuild = async (
  source: Pick<EventSource, 'readAll' | 'hashAt'>,
  model: Model,
  path: string,
  options: Options = {},
): Promise<Rebuilt> => {
  const { to, cacheRows = CACHE_ROWS, boundaryEvery = BOUNDARY_EVERY, progress } = options;
  removeStore(path);
  const engine = Engine.open(path, model, { strict: true, durable: false, cacheRows, boundaryEvery });
  try {
    const started = performance.now();
    let events = 0;
    for await (const page of source.readAll()) {
      const upTo = to === undefined ? page : page.filter((event) => comparePositions(event.position, to) <= 0);
      engine.foldAll(upTo);
      events += upTo.length;
      progress?.(events);
      if (upTo.length < page.length) break;
    }
    const { position } = engine.finish(await source.hashAt(engine.foldedTo));
    const seconds = (performance.now() - started) / 1000;
    return { events, seconds, position, hashes: hashesOf(engine.store.db) };
  } finally {
    engine.close();
  }
};
