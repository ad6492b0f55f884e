import { connectionOf, type Pulse } from './connection';

const pulse: Pulse = { connected: true, since: 0, first: false, beat: null, beatAt: 0, waiting: 0 };
const beat = (lagEvents: number) => ({ kind: 'beat' as const, position: '10', lagEvents, at: '2025-12-02T13:31:40Z' });

describe('the state of the connection', () => {
  it('is live while beats come', () => expect(connectionOf({ ...pulse, beat: beat(0), beatAt: 20_000 }, 30_000)).toEqual({ is: 'live' }));
  it('is stale since the last beat after 13 s without one', () =>
    expect(connectionOf({ ...pulse, beat: beat(0), beatAt: 20_000 }, 33_001)).toEqual({ is: 'stale', since: 20_000 }));
  it('catches up while the views are far behind the log, and says how far', () =>
    expect(connectionOf({ ...pulse, beat: beat(1204), beatAt: 20_000 }, 21_000)).toEqual({ is: 'catching-up', left: 1204 }));
  it('is offline since it was lost', () =>
    expect(connectionOf({ ...pulse, connected: false, since: 7_000 }, 8_000)).toEqual({ is: 'offline', since: 7_000 }));
  it('is not called offline in the first seconds of a page', () => {
    expect(connectionOf({ ...pulse, connected: false, first: true }, 2_000)).toEqual({ is: 'catching-up', left: 0 });
    expect(connectionOf({ ...pulse, connected: false, first: true }, 6_000)).toEqual({ is: 'offline', since: 0 });
  });
});
