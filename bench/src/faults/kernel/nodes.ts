import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import type { Model } from '@hyperloop/projections/engine';
import { backendModule } from '../../kernel/backend.js';
import { startEventStore, type EventStore } from './event-store.js';
import { Product } from '../../kernel/product.js';
import { verifiedStore } from './verified-store.js';

export type Recorded = {
  id: string;
  stream: string;
  position: string;
  type: string;
  data: Record<string, unknown>;
  meta: { causationId: string; commandId: string };
};
type Reader = { readAll(): AsyncIterable<readonly Recorded[]>; head(): Promise<{ position: string }>; close(): Promise<void> };

/** Names of ours for nodes, and with each the folder it keeps to itself. */
export type Cluster = {
  store: EventStore;
  nodes: readonly Product[];
  /** The whole log, read beside the nodes. */
  log(): Promise<readonly Recorded[]>;
  head(): Promise<string>;
  /** Whether each node's views (it must be stopped) are what the log says, and are the same at all of them. */
  compare(nodes: readonly Product[]): Promise<string[]>;
  close(): Promise<void>;
};

const reading = async <T>(store: EventStore, dir: string, work: (reader: Reader) => Promise<T>): Promise<T> => {
  const { openEventReader } = await backendModule<{ openEventReader: (options: object) => Promise<Reader> }>(
    'kernel/event-log/open-event-log.js',
  );
  const reader = await openEventReader({ eventLog: 'eventstoredb', dataDir: dir, eventStoreUrl: store.url });
  try {
    return await work(reader);
  } finally {
    await reader.close();
  }
};

/**
 * Several nodes of the product on one event store: blobs and event files shared, everything else each node's own. They
 * are not started yet. `urlOf` lets a node come by another way than straight.
 */
export const openCluster = async (
  dir: string,
  count: number,
  env: Readonly<Record<string, string>> = {},
  urlOf: (store: EventStore, node: number) => string = ({ url }) => url,
): Promise<Cluster> => {
  // Tests and jobs run as nobody and must get to the event files.
  await chmod(dir, 0o711);
  const store = await startEventStore({ file: join(dir, 'events.ndjson') });
  const nodes = Array.from(
    { length: count },
    (_, n) =>
      new Product(join(dir, `node-${n + 1}`), {
        EVENTSTORE_URL: urlOf(store, n),
        BLOB_DIR: join(dir, 'blobs'),
        STORAGE_DIR: join(dir, 'storage'),
        SESSION_SECRET: 'the suite’s own secret, the same at every node',
        ...env,
      }),
  );
  const log = (): Promise<readonly Recorded[]> =>
    reading(store, dir, async (reader) => {
      const events: Recorded[] = [];
      for await (const page of reader.readAll()) events.push(...page);
      return events;
    });
  return {
    store,
    nodes,
    log,
    head: () => reading(store, dir, async (reader) => (await reader.head()).position),
    compare: async (those) => {
      const { model } = await backendModule<{ model: Model }>('kernel/read-side/model.js');
      const all = await reading(store, dir, (reader) =>
        Promise.all(those.map(({ dataDir }) => verifiedStore(reader, model, join(dataDir, 'read.sqlite')))),
      );
      const [first] = all;
      return all.flatMap(({ views }, n) =>
        views.flatMap(({ view, same, live }, at) => [
          ...(same ? [] : [`${view} of node ${n + 1} is not what the log says`]),
          ...(live === first?.views[at]?.live ? [] : [`${view} of node ${n + 1} differs from node 1`]),
        ]),
      );
    },
    close: async () => {
      await Promise.all(nodes.map((node) => node.kill()));
      await store.kill();
    },
  };
};

/** Asks until it is so; says what it waited for when it never is. */
export const until = async <T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> => {
  for (const end = performance.now() + seconds * 1_000; performance.now() < end;) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`${what}: not within ${seconds} s`);
};
