import { behavesLikeAnEventLog } from '../behaviour.testing.js';
import type { Place } from '../opened.testing.js';
import { openEventStoreDbLog } from './eventstoredb-log.js';
import { startServer } from './server.testing.js';

const inProcess = async (): Promise<Place> => {
  const server = await startServer();
  const open = () => openEventStoreDbLog({ connectionString: server.url });
  return { open, openReader: open, end: () => server.close() };
};

behavesLikeAnEventLog('eventstoredb, a small server in this process', inProcess);

// A real server is tested by the same suite whenever there is one; without one this is no test at all, not a skipped one.
const real = process.env['EVENTSTORE_URL'];
if (real) {
  const open = () => openEventStoreDbLog({ connectionString: real });
  behavesLikeAnEventLog('eventstoredb, the server of EVENTSTORE_URL', () =>
    Promise.resolve({ open, openReader: open, end: () => Promise.resolve() }),
  );
}
