import { Worker } from 'node:worker_threads';
import { DatabaseSync } from 'node:sqlite';
import {
  hashesOf,
  joinStore,
  rebuild,
  removeStore,
  shardsOf,
  type EventSource,
  type Model,
  type Rebuilt,
  type Shard,
} from '@hyperloop/projections/engine';
import { builtUrl } from '../built-url.js';
import type { EventReader } from '../event-log/event-log.js';
import { openEventReader, type EventLogOptions } from '../event-log/open-event-log.js';
import type { FromShard, ShardStart } from './rebuild-shard.worker.js';

export type RebuildOptions = {
  /** Up to and with this position; absent: to the end. */
  to?: string;
  progress?: (events: number) => void;
};
/** Folds the log into a new store at `path`. */
export type Rebuilding = (path: string, options?: RebuildOptions) => Promise<Rebuilt>;

/** On this thread, from any log. */
export const rebuildingPlainly =
  (source: Pick<EventSource, 'readAll' | 'hashAt'>, model: Model): Rebuilding =>
  (path, options) =>
    rebuild(source, model, path, options);

/** For fewer events a second thread is not worth its start. */
const LEAST_EVENTS = 20_000;
const SAMPLES = 4;
const SAMPLE_EVENTS = 2_000;
/** What an event costs whatever its size, in bytes. */
const EACH = 300;
/** Rows are made and thrown away by the million: with a small young generation half the time goes into collecting them. */
const YOUNG_MB = 64;

/** How much each type of event weighs in the log, from a few stretches of it. */
const weightsOf = async (reader: EventReader, to: number): Promise<ReadonlyMap<string, number>> => {
  const weights = new Map<string, number>();
  for (let n = 0; n < SAMPLES; n += 1)
    for await (const page of reader.readAll({ from: String(Math.floor((n * to) / SAMPLES)), limit: SAMPLE_EVENTS }))
      for (const { type, data } of page) weights.set(type, (weights.get(type) ?? 0) + EACH + JSON.stringify(data).length);
  return weights;
};

const folded = (start: ShardStart, progress: (foldedTo: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(builtUrl(import.meta.url, './rebuild-shard.worker.js'), {
      workerData: start,
      name: 'rebuild',
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    });
    worker.on('message', ({ foldedTo }: FromShard) => progress(foldedTo));
    worker.once('error', reject);
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`the rebuilding thread ended with code ${code}`))));
  });

/**
 * The rebuild on two threads: each folds half of the views from the events that they hear into a file of its own, then both
 * are joined. The first event that cannot be folded ends it, as in the plain rebuild; rows and boundaries are the same.
 */
const onTwoThreads = async (
  log: EventLogOptions,
  model: string,
  shards: readonly [Shard, Shard],
  { path, to, progress }: { path: string; to: string; progress: (events: number) => void },
): Promise<void> => {
  const part = `${path}.part`;
  removeStore(path);
  removeStore(part);
  const reached = [0, 0];
  try {
    await Promise.all(
      shards.map(({ projections, without }, n) =>
        folded({ log, model, views: projections.map(({ view }) => view), without, to, path: n === 0 ? path : part }, (foldedTo) => {
          reached[n] = foldedTo;
          progress(Math.min(...reached));
        }),
      ),
    );
    joinStore(path, part);
  } finally {
    removeStore(part);
  }
};

const hashesAt = (path: string): Rebuilt['hashes'] => {
  const db = new DatabaseSync(path, { readOnly: true });
  try {
    return hashesOf(db);
  } finally {
    db.close();
  }
};

/** The way to rebuild from this log: on two threads where events are numbered one by one and there are enough of them. */
export const rebuildingFrom =
  (log: EventLogOptions, model: Model, modelUrl: string): Rebuilding =>
  async (path, { to, progress = () => undefined } = {}) => {
    const reader = await openEventReader(log);
    try {
      const started = performance.now();
      const end = to ?? (await reader.head()).position;
      if (log.eventLog !== 'sqlite' || Number(end) < LEAST_EVENTS)
        return await rebuildingPlainly(reader, model)(path, { ...(to === undefined ? {} : { to }), progress });
      const shards = shardsOf(model.projections, await weightsOf(reader, Number(end)));
      await onTwoThreads(log, modelUrl, shards, { path, to: end, progress });
      const seconds = (performance.now() - started) / 1_000;
      return { events: Number(end), seconds, position: end, hashes: hashesAt(path) };
    } finally {
      await reader.close();
    }
  };
