import { parentPort, workerData } from 'node:worker_threads';
import { rebuildShard, type Model } from '@hyperloop/projections/engine';
import { openEventReader, type EventLogOptions } from '../event-log/open-event-log.js';

/** What the thread is started with: which views it folds, from which events, into which file. */
export type ShardStart = {
  log: EventLogOptions;
  model: string;
  views: readonly string[];
  without: readonly string[];
  to: string;
  path: string;
};
export type FromShard = { foldedTo: number };

const port = parentPort;
if (port === null) throw new Error('a shard of a rebuild runs as a worker thread');

const { log, model: modelUrl, views, without, to, path } = workerData as ShardStart;
const { model } = (await import(modelUrl)) as { model: Model };
const reader = await openEventReader(log);
try {
  const mine: Model = { ...model, projections: model.projections.filter(({ view }) => views.includes(view)) };
  let told = 0;
  const progress = (foldedTo: number): void => {
    if (foldedTo - told < 50_000) return;
    told = foldedTo;
    port.postMessage({ foldedTo } satisfies FromShard);
  };
  await rebuildShard(reader, mine, path, { to, without, progress });
} finally {
  await reader.close();
}
