import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { AppendUnknown, LogFull, WrongRevision, type EventLog } from '../event-log.js';
import { appendOne, eventOf, numbersOf, streamOf } from '../story.testing.js';
import { connectionOf } from './connection.js';
import { openEventStoreDbLog } from './eventstoredb-log.js';
import { startServer, type TestServer } from './server.testing.js';
import type { Timing } from './timing.js';

/** Short clocks, where giving up is to be seen; long ones, where an outcome is, however busy the machine may be. */
const hurried: Partial<Timing> = { attempt: 150, append: 600, backoff: [5, 20] };
const patient: Partial<Timing> = { attempt: 400, append: 20_000, backoff: [5, 20] };

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

describe('the client of EventStoreDB, appending', () => {
  let server: TestServer;
  let log: EventLog;
  beforeEach(async () => {
    server = await startServer();
    log = await openEventStoreDbLog({ connectionString: server.url, timing: patient });
  });
  afterEach(async () => {
    await log.close();
    await server.close();
  });

  const always = (fault: Parameters<TestServer['faults']['plan']>[1]) =>
    server.faults.plan('append', ...Array.from({ length: 50 }, () => fault));

  it('trap 1: a silent server is given up on, and the caller learns that the outcome is unknown', async () => {
    const hasty = await openEventStoreDbLog({ connectionString: server.url, timing: hurried });
    always({ kind: 'silent' });
    await expect(appendOne(hasty, 'train-7', 1)).rejects.toThrow(AppendUnknown);
    expect(server.asked.batchAppends).toBe(0);
    await hasty.close();
  });

  it('trap 1: an append that was stored without an answer is settled by reading it back, and is there once', async () => {
    server.faults.plan('append', { kind: 'storedSilent' });
    expect(await appendOne(log, 'train-7', 1)).toMatchObject({ revision: 0, duplicate: false });
    expect(numbersOf(await streamOf(log, 'train-7'))).toEqual([1]);
  });

  it('trap 2: the batch call that would end without an answer is never opened', async () => {
    // The trap itself, with the bare client: the server ends the call with OK and the promise is never settled.
    server.faults.plan('batchAppend', { kind: 'okEnd' });
    const bare = EventStoreDBClient.connectionString(server.url);
    let settled = false;
    const settle = () => (settled = true);
    bare.appendToStream('train-7', jsonEvent({ type: 'CounterMoved', data: { n: 1 } })).then(settle, settle);
    const roundTrip = async () => {
      for await (const event of bare.readAll({ maxCount: 1 })) void event;
    };
    while (server.asked.batchAppends === 0) await roundTrip();
    for (let n = 0; n < 5; n++) await roundTrip();
    expect(settled).toBe(false);
    await appendOne(log, 'train-7', 2);
    expect(server.asked).toMatchObject({ batchAppends: 1, appends: 1 });
  });

  it('trap 2: a connection that breaks after storing is settled as stored', async () => {
    server.faults.plan('append', { kind: 'storedUnavailable' });
    expect(await appendOne(log, 'train-7', 1)).toMatchObject({ revision: 0, duplicate: false });
    expect(server.store.stream('train-7')).toHaveLength(1);
  });

  it('trap 3: the trouble of one log does not reject the appends of another in the same process', async () => {
    const troubled = await startServer();
    const other = await openEventStoreDbLog({ connectionString: troubled.url, timing: patient });
    troubled.faults.plan('append', { kind: 'late' }, { kind: 'unavailable' }, { kind: 'unavailable' });
    const lost = expect(appendOne(other, 'train-1', 1)).resolves.toMatchObject({ revision: 0 });
    const fine = await Promise.all(Array.from({ length: 20 }, (_, n) => appendOne(log, `train-${n}`, n)));
    expect(fine).toHaveLength(20);
    await lost;
    // The late reply of the first try arrives when nobody waits any more: it must not end the process.
    troubled.faults.release();
    await appendOne(log, 'train-99', 1);
    await other.close();
    await troubled.close();
  });

  it('trap 4: a lost race names the true revision', async () => {
    for (let n = 0; n < 42; n++) await appendOne(log, 'train-7', n);
    const fresh = await openEventStoreDbLog({ connectionString: `${server.url}&throwOnAppendFailure=false`, timing: patient });
    await expect(fresh.append('train-7', 1, [eventOf('CounterMoved', {})], 'c-late')).rejects.toMatchObject({
      name: 'WrongRevision',
      expected: 1,
      actual: 41,
    });
    await fresh.close();
  });

  it('trap 4: a race lost at the store itself, after the stream was looked at, names the true revision too', async () => {
    await appendOne(log, 'train-7', 0);
    const other = await openEventStoreDbLog({ connectionString: server.url, timing: patient });
    await appendOne(other, 'train-7', 1);
    const error: unknown = await log.append('train-7', 0, [eventOf('CounterMoved', {})], 'c-late').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(WrongRevision);
    expect((error as WrongRevision).actual).toBe(1);
    await other.close();
  });

  it('trap 5: no append carries an absolute time of the client’s clock to the server', async () => {
    await Promise.all(Array.from({ length: 10 }, (_, n) => appendOne(log, `train-${n}`, n)));
    // Only the batch call has such a field.
    expect(server.asked).toMatchObject({ appends: 10, batchAppends: 0 });
  });

  it('trap 8: a dead connection costs seconds, not the client’s twenty', async () => {
    expect(connectionOf(server.url).connectionString).toContain('keepAliveInterval=10000&keepAliveTimeout=5000&defaultDeadline=5000');
    expect(connectionOf(`${server.url}&keepaliveInterval=60000`).connectionString).not.toContain('60000');
    const hasty = await openEventStoreDbLog({ connectionString: server.url, timing: hurried });
    server.faults.plan('read', ...Array.from({ length: 50 }, () => ({ kind: 'silent' }) as const));
    expect((await hasty.writable()).ok).toBe(false);
    await expect(appendOne(hasty, 'train-7', 1)).rejects.toThrow(AppendUnknown);
    await hasty.close();
  });

  it('trap 11: a thousand appends at once through a fresh client all have their answer', async () => {
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => log.append(`train-${n % 250}`, 'any', [eventOf('CounterMoved', { n })], `c-${n}`)),
    );
    expect(new Set(answers.map(({ position }) => position)).size).toBe(1_000);
  }, 60_000);

  it('trap 12: a cluster that cannot be discovered is an unknown outcome like any other error', async () => {
    const lost = await openEventStoreDbLog({ connectionString: `esdb+discover://127.0.0.1:1?tls=false`, timing: hurried });
    await expect(appendOne(lost, 'train-7', 1)).rejects.toThrow(AppendUnknown);
    expect(await lost.writable()).toMatchObject({ ok: false });
    await lost.close();
  });

  it('trap 12: only what is known to be a refusal is called one', async () => {
    server.faults.plan('append', { kind: 'accessDenied' });
    await expect(appendOne(log, 'train-7', 1)).rejects.toThrow(LogFull);
    server.faults.plan('append', { kind: 'unavailable' });
    expect(await appendOne(log, 'train-7', 2)).toMatchObject({ revision: 0 });
  });

  it('follows the leader when another node leads', async () => {
    const leader = await startServer();
    server.faults.plan('append', { kind: 'notLeader', port: leader.port });
    expect(await appendOne(log, 'train-7', 1)).toMatchObject({ revision: 0 });
    expect(leader.store.stream('train-7')).toHaveLength(1);
    await leader.close();
  });

  it('has one effect of a command whose outcome was unknown, once it is asked again', async () => {
    const hasty = await openEventStoreDbLog({ connectionString: server.url, timing: { ...hurried, append: 3_000 } });
    server.faults.plan('append', { kind: 'storedSilent' });
    server.faults.plan('read', { kind: 'none' }, ...Array.from({ length: 200 }, () => ({ kind: 'silent' }) as const));
    await expect(appendOne(hasty, 'train-7', 1, 'c-1')).rejects.toThrow(AppendUnknown);
    while (server.faults.next('read'));
    expect(await appendOne(log, 'train-7', 1, 'c-1')).toMatchObject({ revision: 0, duplicate: true });
    expect(server.store.stream('train-7')).toHaveLength(1);
    await hasty.close();
  });
});
