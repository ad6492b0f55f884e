import { backendModule } from '../../kernel/backend.js';
import type { Log } from './embedded-log.js';

type StoreLogModule = { openEventStoreDbLog: (options: { connectionString: string }) => Promise<Log> };

/** The log in an event store, opened beside the nodes that use it: for what no command would store. */
export const storeLog = async (connectionString: string): Promise<Log> =>
  (await backendModule<StoreLogModule>('kernel/event-log/eventstoredb/eventstoredb-log.js')).openEventStoreDbLog({ connectionString });
