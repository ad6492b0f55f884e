import { events, views } from '@hyperloop/contracts/registry';
import { projections } from '@hyperloop/projections';
import { rebuild, type EventSource } from '@hyperloop/projections/engine';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backendModule } from '../backend.js';
import { keptLog, makeLogAt } from './write-log.js';

type Log = {
  head(): Promise<{ position: string }>;
  append(stream: string, expected: 'any', events: unknown[], commandId: string): Promise<unknown>;
  close(): Promise<void>;
};
type SqliteLog = {
  openSqliteLog(options: { dir: string }): Promise<Log>;
  openSqliteReader(dir: string): EventSource & { close(): Promise<void> };
};
type Verify = { verifyLog(file: string): { position: number; hash: string } };

const EVENTS = 12_000;

describe('a made log on disk', () => {
  let dir: string;
  const at = (...path: string[]) => join(dir, ...path);
  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'hyperloop-made-'));
    await makeLogAt(at('log'), { events: EVENTS, seed: 7 });
  });
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('is found whole by the product’s own check, link by link', async () => {
    const { verifyLog } = await backendModule<Verify>('kernel/event-log/sqlite/verify.js');
    expect(verifyLog(at('log', 'log.sqlite')).position).toBe(EVENTS);
  });

  it('has the same chain hash for the same seed', async () => {
    await makeLogAt(at('again'), { events: EVENTS, seed: 7 });
    expect(readFileSync(at('again', 'head.json'), 'utf8')).toBe(readFileSync(at('log', 'head.json'), 'utf8'));
  });

  it('is opened and written on by the product', async () => {
    const { openSqliteLog } = await backendModule<SqliteLog>('kernel/event-log/sqlite/sqlite-log.js');
    const log = await openSqliteLog({ dir: at('again') });
    const meta = { at: '2026-11-23T10:00:00.000Z', by: 'alihyperloop', commandId: 'c', causationId: 'c', correlationId: 'c' };
    await log.append('numbering-run', 'any', [{ type: 'NumberTaken', data: { sequence: 'run', number: '1' }, meta }], 'c');
    expect((await log.head()).position).toBe(String(EVENTS + 1));
    await log.close();
  });

  it('folds through all projections without a fault', async () => {
    const { openSqliteReader } = await backendModule<SqliteLog>('kernel/event-log/sqlite/sqlite-log.js');
    const reader = openSqliteReader(at('log'));
    const rebuilt = await rebuild(reader, { projections, views, events }, at('read.sqlite'));
    await reader.close();
    expect(rebuilt.events).toBe(EVENTS);
    expect(Object.keys(rebuilt.hashes).length).toBe(projections.length);
  });

  it('is kept between runs and made once', async () => {
    process.env['BENCH_DIR'] = dir;
    let made = 0;
    const kept = await keptLog({ events: 1_000, seed: 2 }, () => (made += 1));
    expect(await keptLog({ events: 1_000, seed: 2 }, () => (made += 1))).toBe(kept);
    expect(made).toBe(1);
    delete process.env['BENCH_DIR'];
  });

  it('never writes over a log that is there', async () => {
    await expect(makeLogAt(at('log'), { events: EVENTS })).rejects.toThrow('a made log needs an empty folder');
  });
});
