import { chosenEventLog } from './open-event-log.js';

describe('the choice of the event log', () => {
  const url = 'esdb://store:2113?tls=false';

  it('is the embedded log when nothing is said', () => {
    expect(chosenEventLog({}, 'data')).toEqual({ eventLog: 'sqlite', dataDir: 'data' });
    expect(chosenEventLog({ EVENT_LOG: '', EVENTSTORE_URL: '' }, 'data')).toEqual({ eventLog: 'sqlite', dataDir: 'data' });
  });

  it('is EventStoreDB when its address is given, unless sqlite is asked for', () => {
    expect(chosenEventLog({ EVENTSTORE_URL: url }, 'data')).toEqual({ eventLog: 'eventstoredb', dataDir: 'data', eventStoreUrl: url });
    expect(chosenEventLog({ EVENTSTORE_URL: url, EVENT_LOG: 'sqlite' }, 'data')).toEqual({ eventLog: 'sqlite', dataDir: 'data' });
  });

  it('refuses a log that is neither, and EventStoreDB without an address', () => {
    expect(() => chosenEventLog({ EVENT_LOG: 'kafka' }, 'data')).toThrow('sqlite or eventstoredb');
    expect(() => chosenEventLog({ EVENT_LOG: 'eventstoredb' }, 'data')).toThrow('EVENTSTORE_URL');
  });
});
