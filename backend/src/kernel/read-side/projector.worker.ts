import { parentPort, workerData } from 'node:worker_threads';
import { Engine, type Model } from '@hyperloop/projections/engine';
import { copyDatabase } from '../copy-database.js';
import { openEventReader } from '../event-log/open-event-log.js';
import type { FromProjector, ProjectorStart, ToProjector } from './wire.js';

const STATUS_EVERY_MS = 1_000;

const port = parentPort;
if (port === null) throw new Error('the projector runs as a worker thread');
const tell = (message: FromProjector): void => port.postMessage(message);

const { log, store, model: modelUrl } = workerData as ProjectorStart;
const { model } = (await import(modelUrl)) as { model: Model };
const reader = await openEventReader(log);
const engine = Engine.open(store, model);
const stop = new AbortController();

const tellStatus = async (): Promise<void> => {
  const { position } = await reader.head();
  if (!stop.signal.aborted) tell({ kind: 'status', status: engine.status(), head: position });
};
const beat = setInterval(() => {
  // A log that cannot be asked now is asked again in a second; the subscription reports what stays broken.
  void tellStatus().catch(() => undefined);
}, STATUS_EVERY_MS);

let copying = Promise.resolve();
/** Through the connection that folds, so that folding goes on meanwhile. */
const copyTo = async (file: string): Promise<void> => {
  const { position } = engine;
  try {
    await copyDatabase(engine.store.db, file, stop.signal);
    tell({ kind: 'copied', position });
  } catch (error) {
    tell({ kind: 'notCopied', reason: (error as Error).message });
  }
};

port.on('message', (message: ToProjector) => {
  if (message.kind === 'stop') stop.abort();
  else if (message.kind === 'copy') copying = copyTo(message.file);
  else engine.rebuildBeside(message.views);
});

tell({ kind: 'opened', position: engine.position });
try {
  await engine.run(reader, {
    signal: stop.signal,
    published: (change) => tell({ kind: 'published', change }),
    caughtUp: () => void tellStatus().catch(() => undefined),
  });
} finally {
  clearInterval(beat);
  stop.abort();
  await copying;
  await reader.close();
  engine.close();
}
tell({ kind: 'stopped' });
port.close();
