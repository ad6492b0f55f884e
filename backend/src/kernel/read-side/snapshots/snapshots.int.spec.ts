import { jest } from '@jest/globals';
import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { hashesOf, removeStore } from '@hyperloop/projections/engine';
import { takeInThread } from '../../backup/copying.js';
import type { EventLog } from '../../event-log/event-log.js';
import { startServer } from '../../event-log/eventstoredb/server.testing.js';
import { openEventLog, type EventLogOptions } from '../../event-log/open-event-log.js';
import { readStoreFile } from '../projector.js';
import { ReadSide } from '../read-side.js';
import { model } from '../sample-model.testing.mjs';
import { append, dataDir, modelAddress } from '../stage.testing.js';
import { until } from '../../until.testing.js';
import { came, renamed } from '../told.testing.js';
import { listSnapshots, manifestFile, readSnapshotManifest, type SnapshotManifest } from './snapshot-manifest.js';
import { startFromSnapshot } from './start-from-snapshot.js';
import { takeSnapshot } from './take-snapshot.js';
import { verifySnapshot } from './verify-snapshot.js';

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

type Node = { options: EventLogOptions; log: EventLog; readSide: ReadSide; stop: () => Promise<void> };
const endings: (() => unknown)[] = [];
afterEach(async () => {
  for (let end = endings.pop(); end !== undefined; end = endings.pop()) await end();
});

const folder = (): string => {
  const { path, remove } = dataDir();
  endings.push(remove);
  return path;
};

const startNode = async (options: EventLogOptions, log: EventLog): Promise<Node> => {
  const readSide = await ReadSide.start(log, options, model, modelAddress);
  let stopping: Promise<void> | undefined;
  const stop = (): Promise<void> => (stopping ??= readSide.stop());
  endings.push(stop);
  return { options, log, readSide, stop };
};

const openNode = async (options: EventLogOptions): Promise<Node> => {
  const log = await openEventLog(options);
  endings.push(() => log.close());
  return startNode(options, log);
};

const viewsOf = (store: string): SnapshotManifest['views'] => {
  const db = new DatabaseSync(store, { readOnly: true, timeout: 5_000 });
  try {
    db.exec('BEGIN');
    return Object.fromEntries(Object.entries(hashesOf(db)).map(([view, { hash, rows }]) => [view, { hash, rows }]));
  } finally {
    db.close();
  }
};

const reached = async ({ readSide, log }: Node): Promise<void> => {
  const { position } = await log.head();
  await until(() => readSide.projector.waitFor(position, 100), 'the views reached the head');
};

const logs: readonly [string, () => Promise<(path: string) => EventLogOptions>][] = [
  ['the embedded log', () => Promise.resolve((dir) => ({ eventLog: 'sqlite', dataDir: dir }))],
  [
    'an event store',
    async () => {
      const server = await startServer();
      endings.push(() => server.close());
      return (dir) => ({ eventLog: 'eventstoredb', dataDir: dir, eventStoreUrl: server.url });
    },
  ],
];

describe.each(logs)('a snapshot of views folded from %s', (_, prepare) => {
  it('is taken while events come, and a new node goes on from it to the same views', async () => {
    const optionsIn = await prepare();
    const old = await openNode(optionsIn(folder()));
    for (let n = 0; n < 200; n += 20)
      await append(old.log, ...Array.from({ length: 20 }, (_unused, i) => came(String(n + i), { name: `wagon ${n + i}` })));
    await reached(old);
    let coming = true;
    const load = (async () => {
      for (let n = 0; coming; n += 1) await append(old.log, renamed(String(n % 200), `name ${n}`));
    })();
    const snapshots = folder();
    await takeInThread(
      { what: 'snapshot', folder: snapshots, keep: 2, log: old.options },
      (file) => old.readSide.projector.copyTo(file),
      new AbortController().signal,
    );
    coming = false;
    await load;
    const [snapshot] = await listSnapshots(snapshots);
    const manifest = await verifySnapshot(snapshot ?? '');
    expect(manifest.views['sample-wagons']).toMatchObject({ rows: 200 });

    // On the embedded log the new node is one on a copy of it; only where its views lie matters here.
    const store = join(folder(), 'read.sqlite');
    expect(await startFromSnapshot({ from: snapshots, store, eventLog: old.options.eventLog, log: old.log })).toEqual({
      position: manifest.log.position,
    });
    expect(viewsOf(store)).toEqual(manifest.views);
    await reached(old);
    const expected = viewsOf(old.readSide.projector.store);
    await old.stop();
    removeStore(readStoreFile(old.options.dataDir));
    copyFileSync(store, readStoreFile(old.options.dataDir));
    const fresh = await startNode(old.options, old.log);
    expect(Number(fresh.readSide.projector.position())).toBeGreaterThanOrEqual(Number(manifest.log.position));
    await reached(fresh);
    expect(viewsOf(fresh.readSide.projector.store)).toEqual(expected);
  });

  it('is refused with a sentence when it is damaged, of another form, or of another log', async () => {
    const optionsIn = await prepare();
    const node = await openNode(optionsIn(folder()));
    await append(node.log, came('1'), came('2'), came('3'));
    await reached(node);
    const snapshots = folder();
    const { snapshot } = await takeSnapshot({
      folder: snapshots,
      keep: 1,
      eventLog: node.options.eventLog,
      reader: node.log,
      copyViews: (file) => node.readSide.projector.copyTo(file),
    });
    const written = readFileSync(manifestFile(snapshot), 'utf8');
    const start = async (): Promise<string> => {
      const store = join(folder(), 'read.sqlite');
      const begun = await startFromSnapshot({ from: snapshots, store, eventLog: node.options.eventLog, log: node.log });
      expect(readdirSync(join(store, '..'))).toEqual([]);
      return begun !== undefined && 'refused' in begun ? begun.refused : 'taken';
    };
    const saying = (change: (manifest: SnapshotManifest) => void): Promise<string> => {
      const manifest = JSON.parse(written) as SnapshotManifest;
      change(manifest);
      writeFileSync(manifestFile(snapshot), JSON.stringify(manifest));
      return start();
    };
    expect(await saying((m) => (m.storeFormat += 1))).toMatch(
      /its read store has form \d+, this program writes \d+; the views are folded from the start/,
    );
    expect(await saying((m) => (m.log.before = 'another'))).toMatch(/another log: the event before position/);
    expect(await saying((m) => (m.log.position = '99999999999'))).toMatch(/but the log ends at/);
    if (node.options.eventLog === 'sqlite')
      expect(await saying((m) => (m.log.hash = 'f'.repeat(64)))).toMatch(/another history: the chain hash at position 3 differs/);
    expect(await saying((m) => (m.file.size += 1))).toMatch(/was cut off/);
    writeFileSync(manifestFile(snapshot), written);
    const bytes = readFileSync(snapshot);
    bytes.writeUInt8(bytes.readUInt8(5_000) ^ 1, 5_000);
    writeFileSync(snapshot, bytes);
    expect(await start()).toMatch(/its sha256 differs/);
    await expect(verifySnapshot(snapshot)).rejects.toThrow(/sha256 differs/);
    writeFileSync(manifestFile(snapshot), 'torn');
    expect(await start()).toMatch(/cannot be read/);
  });
});

describe('the snapshots of a data directory', () => {
  it('are kept by their number, and one that was cut off is never taken for whole', async () => {
    const node = await openNode({ eventLog: 'sqlite', dataDir: folder() });
    await append(node.log, came('1'));
    await reached(node);
    const snapshots = folder();
    const take = (n: number, copyViews = (file: string): Promise<unknown> => node.readSide.projector.copyTo(file)) =>
      takeSnapshot({ folder: snapshots, keep: 2, eventLog: 'sqlite', reader: node.log, copyViews }, new Date(Date.UTC(2026, 0, n)));
    for (let n = 1; n <= 3; n += 1) await take(n);
    expect((await listSnapshots(snapshots)).map((file) => basename(file).slice(0, 10))).toEqual(['2026-01-03', '2026-01-02']);
    await expect(
      take(4, async (file) => {
        await node.readSide.projector.copyTo(file);
        throw new Error('killed');
      }),
    ).rejects.toThrow('killed');
    expect(await listSnapshots(snapshots)).toHaveLength(2);
    expect(readdirSync(snapshots)).toHaveLength(4);
    const [newest] = await listSnapshots(snapshots);
    expect((await readSnapshotManifest(newest ?? '')).made).toBe('2026-01-03T00:00:00.000Z');
  });
});
