import type { EventLog, EventReader } from './event-log.js';

export type EventLogOptions = {
  eventLog: 'sqlite' | 'eventstoredb';
  /** Holds `log.sqlite` when the log is embedded. */
  dataDir: string;
  /** `esdb://…`; needed for eventstoredb. */
  eventStoreUrl?: string;
};

type Environment = { EVENTSTORE_URL?: string | undefined; EVENT_LOG?: string | undefined };

/** `EVENTSTORE_URL` means EventStoreDB, unless `EVENT_LOG=sqlite` says otherwise; without it the log is embedded. */
export const chosenEventLog = (env: Environment, dataDir: string): EventLogOptions => {
  const { EVENTSTORE_URL: url, EVENT_LOG: wanted } = env;
  if (wanted !== undefined && wanted !== '' && wanted !== 'sqlite' && wanted !== 'eventstoredb')
    throw new Error(`EVENT_LOG is ${wanted}; it may be sqlite or eventstoredb`);
  if (wanted === 'eventstoredb' && !url) throw new Error('EVENT_LOG=eventstoredb needs EVENTSTORE_URL=esdb://…');
  return url && wanted !== 'sqlite' ? { eventLog: 'eventstoredb', dataDir, eventStoreUrl: url } : { eventLog: 'sqlite', dataDir };
};

const urlOf = ({ eventStoreUrl }: EventLogOptions): string => {
  if (!eventStoreUrl) throw new Error('the eventstoredb log needs a connection string (EVENTSTORE_URL=esdb://…)');
  return eventStoreUrl;
};

// Loaded only when chosen: the client registers its protobuf names for the whole process (trap 15), and the embedded
// default should not pay for gRPC at start.
const eventStoreDb = () => import('./eventstoredb/eventstoredb-log.js');

/** Opens the one log that is written. */
export const openEventLog = async (options: EventLogOptions): Promise<EventLog> => {
  if (options.eventLog === 'eventstoredb') return (await eventStoreDb()).openEventStoreDbLog({ connectionString: urlOf(options) });
  return (await import('./sqlite/sqlite-log.js')).openSqliteLog({ dir: options.dataDir });
};

/** Opens the same log for reading only, also in another thread; the embedded one must have been opened for writing before. */
export const openEventReader = async (options: EventLogOptions): Promise<EventReader> => {
  if (options.eventLog === 'eventstoredb') return (await eventStoreDb()).openEventStoreDbLog({ connectionString: urlOf(options) });
  return (await import('./sqlite/sqlite-log.js')).openSqliteReader(options.dataDir);
};
