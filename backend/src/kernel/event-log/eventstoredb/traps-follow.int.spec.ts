import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { EventStoreDBClient } from '@eventstore/db-client';
import { jest } from '@jest/globals';
import { builtUrl } from '../../built-url.js';
import type { EventLog } from '../event-log.js';
import { allOf, appendOne, eventOf, following, numbersOf, streamOf } from '../story.testing.js';
import { openEventStoreDbLog } from './eventstoredb-log.js';
import { startServer, type TestServer } from './server.testing.js';
import type { Timing } from './timing.js';

const hurried: Partial<Timing> = { backoff: [5, 20], silence: 150 };
const upTo = (count: number) => Array.from({ length: count }, (_, n) => n);

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

describe('the client of EventStoreDB, following', () => {
  let server: TestServer;
  let log: EventLog;
  const open: { close(): Promise<void> }[] = [];
  beforeEach(async () => {
    server = await startServer();
    log = await openEventStoreDbLog({ connectionString: server.url, timing: hurried });
  });
  afterEach(async () => {
    for (const one of open.splice(0)) await one.close();
    await log.close();
    await server.close();
  });

  const follow = (from?: string) => {
    const live = following(log.subscribe({ ...(from === undefined ? {} : { from }), filter: { streamPrefixes: ['train-'] } }));
    open.push(live);
    return live;
  };
  const write = async (first: number, last: number) => {
    for (let n = first; n < last; n++) await appendOne(log, 'train-7', n);
  };

  it('trap 6: the end of a subscription without an error is a drop, and it goes on after the last event', async () => {
    server.faults.plan('subscribe', { kind: 'okEnd', after: 3 }, { kind: 'okEnd', after: 4 });
    await write(0, 10);
    const live = follow();
    await live.untilEvents(10);
    for (const call of server.live) call.end('ok');
    await write(10, 15);
    await live.untilEvents(15);
    expect(numbersOf(live.events())).toEqual(upTo(15));
    expect(server.asked.subscriptions.length).toBeGreaterThanOrEqual(4);
  });

  it('trap 6: an error of the server is a drop too, also at the very start', async () => {
    server.faults.plan('subscribe', { kind: 'unavailable' }, { kind: 'unavailableAfter', after: 2 });
    await write(0, 6);
    const live = follow();
    await live.untilEvents(6);
    expect(numbersOf(live.events())).toEqual(upTo(6));
  });

  it('trap 6: a subscription that is silent while the store moves on is taken up anew', async () => {
    server.faults.plan('subscribe', { kind: 'stalled' });
    await write(0, 4);
    const live = follow();
    await live.untilEvents(4);
    expect(numbersOf(live.events())).toEqual(upTo(4));
  });

  it('gives an event once when the store delivers it twice', async () => {
    server.faults.plan('subscribe', { kind: 'duplicates' });
    await write(0, 5);
    const live = follow();
    await live.until(({ kind }) => kind === 'caughtUp');
    await write(5, 8);
    await live.untilEvents(8);
    expect(numbersOf(live.events())).toEqual(upTo(8));
  });

  it('trap 7: checkpoints come as items between the events, so that no callback of ours can fail in the client', async () => {
    for (let part = 0; part < 3; part++)
      await log.append(
        'wagon-1',
        'any',
        upTo(500).map((n) => eventOf('CounterMoved', { n })),
        `c-${part}`,
      );
    await write(0, 2);
    const live = follow();
    await live.until(({ kind }) => kind === 'caughtUp');
    expect([...new Set(live.items.map(({ kind }) => kind))]).toEqual(['checkpoint', 'events', 'caughtUp']);
    const last = live.events().at(-1)?.position;
    expect(live.items.at(-1)).toEqual({ kind: 'caughtUp', position: last });
  });

  it('stores no checkpoint that steps back or that lies beyond everything', async () => {
    await write(0, 3);
    const from = (await log.head()).position;
    server.faults.plan('subscribe', { kind: 'checkpointAnomaly' });
    const live = follow(from);
    await live.until(({ kind }) => kind === 'caughtUp');
    await write(3, 5);
    await live.untilEvents(2);
    expect(live.items.filter(({ kind }) => kind === 'checkpoint')).toEqual([]);
    expect(numbersOf(live.events())).toEqual([3, 4]);
  });

  it('trap 9: a slow follower holds the server back instead of filling the memory', async () => {
    for (let part = 0; part < 10; part++)
      await log.append(
        'train-1',
        'any',
        upTo(200).map((n) => eventOf('LogKept', { n, text: 'x'.repeat(2_000) })),
        `c-${part}`,
      );
    const live = follow();
    await live.until(({ kind }) => kind === 'events');
    const [first] = live.items;
    expect(first?.kind === 'events' && first.events.length).toBeLessThan(1_000);
    await live.untilEvents(2_000);
    expect(live.events()).toHaveLength(2_000);
  });

  it('trap 10: a rebuild decodes the history once, in one call, page by page', async () => {
    for (let part = 0; part < 6; part++)
      await log.append(
        'train-1',
        'any',
        upTo(500).map((n) => eventOf('CounterMoved', { n })),
        `c-${part}`,
      );
    const reads = server.asked.reads;
    expect(await allOf(log)).toHaveLength(3_000);
    expect(server.asked.subscriptions).toHaveLength(1);
    expect(server.asked.reads).toBe(reads);
  });

  it('trap 13: asks for a checkpoint about every thousand events, and lets the server filter', async () => {
    const live = follow();
    await live.until(({ kind }) => kind === 'caughtUp');
    expect(server.asked.subscriptions).toEqual([{ checkpointInterval: 30, prefixes: ['train-'], regex: '' }]);
    const all = following(log.subscribe());
    open.push(all);
    await all.until(({ kind }) => kind === 'caughtUp');
    expect(server.asked.subscriptions[1]).toEqual({ checkpointInterval: 30, prefixes: [], regex: '^[^$]' });
  });

  it('trap 14: an event with broken JSON or without our metadata is given as it is, and stops nothing', async () => {
    const bytes = (text: string) => Buffer.from(text);
    const foreign = (id: string, data: string, metadata: string) => ({
      id,
      type: 'Foreign',
      contentType: 'application/json',
      data: bytes(data),
      metadata: bytes(metadata),
    });
    server.store.append('train-7', -2, [foreign('0b1e3c1e-0000-4000-8000-000000000001', '{"broken', '{"also')]);
    server.store.append('train-7', -2, [foreign('0b1e3c1e-0000-4000-8000-000000000002', '{"n":2}', '')]);
    await appendOne(log, 'train-7', 3);
    const [broken, bare, ours] = await streamOf(log, 'train-7');
    expect(broken).toMatchObject({ data: '{"broken', meta: { by: '', commandId: broken?.id } });
    expect(bare).toMatchObject({ data: { n: 2 }, meta: { commandId: bare?.id } });
    expect(ours).toMatchObject({ data: { n: 3 }, meta: { by: 'olga' } });
    expect(await allOf(log, { filter: { streamPrefixes: ['train-'] } })).toHaveLength(3);
  });

  it('trap 15: the client is loaded only when it is chosen, and its successor never beside it', () => {
    const program = `
      import { createRequire } from 'node:module';
      const { openEventLog } = await import(${JSON.stringify(builtUrl(import.meta.url, '../open-event-log.js').href)});
      const { mkdtempSync, rmSync } = await import('node:fs');
      const dir = mkdtempSync((await import('node:os')).tmpdir() + '/hyperloop-lazy-');
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => file.includes('db-client'));
      const log = await openEventLog({ eventLog: 'sqlite', dataDir: dir });
      const before = loaded();
      await log.close();
      rmSync(dir, { recursive: true });
      await (await openEventLog({ eventLog: 'eventstoredb', dataDir: dir, eventStoreUrl: 'esdb://127.0.0.1:1?tls=false' })).close();
      console.log(JSON.stringify([before, loaded()]));`;
    const { stdout, stderr } = spawnSync(process.execPath, ['-'], { input: program, encoding: 'utf8', cwd: process.cwd() });
    expect([stdout.trim(), stderr.includes('Error')]).toEqual(['[false,true]', false]);
    const manifest = readFileSync(new URL('../../../../../package.json', import.meta.url), 'utf8');
    expect(manifest).toContain('@eventstore/db-client');
    expect(manifest).not.toContain('kurrentdb-client');
  });

  it('trap 16: closing the log ends its subscriptions at the server', async () => {
    const live = follow();
    await live.until(({ kind }) => kind === 'caughtUp');
    expect(server.live.size).toBe(1);
    await log.close();
    expect((await live.next()).done).toBe(true);
    // The server learns of it over the wire: asking it something else on the same line comes after.
    const bare = EventStoreDBClient.connectionString(server.url);
    while (server.live.size > 0) for await (const event of bare.readAll({ maxCount: 1 })) void event;
    await bare.dispose();
    expect(server.live.size).toBe(0);
  });
});
