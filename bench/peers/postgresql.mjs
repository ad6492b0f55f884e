import { getPostgreSQLEventStore, postgreSQLEventStoreConsumer } from '@event-driven-io/emmett-postgresql';
import { eager } from './pulling.mjs';

/** The store as it comes, its pool of ten connections included. */
export const open = async (connectionString) => ({
  store: getPostgreSQLEventStore(connectionString),
  consume: (processor) => {
    // Not the store's own consumer: closing that one would close the pool of the store.
    const consumer = postgreSQLEventStoreConsumer({ connectionString, pulling: eager });
    consumer.reactor(processor);
    return consumer;
  },
});
