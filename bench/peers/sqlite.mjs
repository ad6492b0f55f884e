import { getSQLiteEventStore, sqliteConnection } from '@event-driven-io/emmett-sqlite';
import { eager } from './pulling.mjs';

/**
 * The store in a file, WAL and synchronous=FULL (SQLite's default, which the store leaves alone).
 *
 * By default it opens a connection an append. A hundred at once then wait for the lock in all threads of the pool, so that
 * the holder gets none to commit in and most appends end as SQLITE_BUSY. Two ways around it are measured: one connection
 * with the appends one after the other, each durable when it is answered; and `shared`, the store's own option of one
 * connection for all, whose concurrent appends join one transaction and are answered before it is committed.
 */
export const open = async (fileName, { shared }) => {
  const connection = sqliteConnection({ fileName });
  const [{ synchronous }] = await connection.query('PRAGMA synchronous');
  if (synchronous !== 2) throw new Error(`synchronous is ${synchronous}, not FULL`);
  const one = shared ? { connectionOptions: { singleton: true, connection } } : { pool: oneAfterTheOther(connection) };
  const store = getSQLiteEventStore({ fileName, ...one });
  return {
    store,
    consume: (processor) => {
      const consumer = getSQLiteEventStore({ fileName }).consumer({ pulling: eager });
      consumer.processor(processor);
      return consumer;
    },
  };
};

const oneAfterTheOther = (connection) => {
  let before = Promise.resolve();
  return {
    connection: () => Promise.resolve(connection),
    withConnection: (work) => {
      const mine = before.then(() => work(connection));
      before = mine.catch(() => undefined);
      return mine;
    },
    close: () => Promise.resolve(),
  };
};
