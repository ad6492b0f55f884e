import { connectionOf } from './connection.js';

describe('the connection to EventStoreDB', () => {
  it('always throws on a refused append and keeps its line alive (traps 4 and 8)', () => {
    expect(connectionOf('esdb://store:2113?tls=false&throwOnAppendFailure=false').connectionString).toBe(
      'esdb://store:2113?tls=false&throwOnAppendFailure=true&keepAliveInterval=10000&keepAliveTimeout=5000&defaultDeadline=5000',
    );
  });

  it('has credentials for every append, so that the batch call is never taken (trap 1)', () => {
    expect(connectionOf('esdb://store?tls=false').credentials).toEqual({ username: 'nobody', password: '' });
    expect(connectionOf('esdb://ann:s%40cret@a:2113,b:2113').credentials).toEqual({ username: 'ann', password: 's@cret' });
  });

  it('knows the successor by its new name and a cluster by discovery', () => {
    expect(connectionOf('kurrentdb+discover://cluster:2113?tls=false').connectionString).toMatch(
      /^esdb\+discover:\/\/cluster:2113\?tls=false&/,
    );
  });

  it('refuses what is no address, and a secure store without a login, without repeating a password', () => {
    expect(() => connectionOf('http://ann:secret@store')).toThrow(/^(?!.*secret).*esdb:/);
    expect(() => connectionOf('esdb://store:2113')).toThrow('user and a password');
  });
});
