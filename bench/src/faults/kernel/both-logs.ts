import { join } from 'node:path';
import { startEventStore, type EventStore } from './event-store.js';
import { Product } from '../../kernel/product.js';

export type OnLog = {
  /** For the words of a result. */
  log: 'embedded log' | 'event store';
  product: Product;
  store: EventStore | undefined;
};

/** Does the same with the product on each of the two logs it can have; the product is killed afterwards. */
export const onBothLogs = async <T>(
  scratch: string,
  work: (at: OnLog) => Promise<T>,
  env: Readonly<Record<string, string>> = {},
): Promise<T[]> => {
  const embedded = new Product(join(scratch, 'embedded'), env);
  const ends: T[] = [];
  try {
    ends.push(await work({ log: 'embedded log', product: embedded, store: undefined }));
  } finally {
    await embedded.kill();
  }
  const store = await startEventStore({ file: join(scratch, 'events.ndjson') });
  const remote = new Product(join(scratch, 'remote'), { ...env, EVENTSTORE_URL: store.url });
  try {
    ends.push(await work({ log: 'event store', product: remote, store }));
  } finally {
    await remote.kill();
    await store.kill();
  }
  return ends;
};
