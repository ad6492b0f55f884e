import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { JobsUpdated, MergingStarted, type MergedOutputRow, type MasterjobRow } from '@hyperloop/contracts/grid';
import { masterjobId, masterjobSubmitted, slimMerged, update } from '@hyperloop/contracts/grid/examples';
import type { BlobRef, Message, ViewQuery } from '@hyperloop/contracts/kernel';
import type { TrainType } from '@hyperloop/contracts/test-runs';
import { TrainCompleted, TrainKilled } from '@hyperloop/contracts/trains';
import { composed, submitted } from '@hyperloop/contracts/trains/examples';
import { openBackend, type Backend } from './backend.js';
import { configOf } from './config.js';
import { SlimKeeper } from './grid/slim-keeper.js';
import { automation } from './kernel/automation.js';
import { blobFile } from './kernel/backup/copy-blobs.js';
import { insistOnBlobs, type EventText } from './kernel/backup/named-blobs.js';
import { until } from './kernel/until.testing.js';

let dataDir: string;
let backend: Backend;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'slim-output-'));
  backend = await openBackend(configOf({ DATA_DIR: dataDir, WORKERS: 'false', SAMPLE_DATA: 'false' }), (message, fault) => {
    throw new Error(message, { cause: fault });
  });
});
afterEach(async () => {
  await backend.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Written long ago: a file that was written in the hour before its deletion stays. */
const kept = async (words: string): Promise<BlobRef> => {
  const blob = await backend.blobs.put(Readable.from([words]), { maxBytes: 1000 });
  const then = new Date('2025-12-02T15:00:00Z');
  await utimes(blobFile(backend.config.blobDir, blob.sha256), then, then);
  return blob;
};
const meta = { at: '2025-12-02T15:00:00.000Z', by: 'alihyperloop', commandId: 'c', causationId: 'c', correlationId: 'c' };
const tell = async (stream: string, ...told: Message[]): Promise<void> => {
  await backend.log.append(
    stream,
    'any',
    told.map(({ type, data }) => ({ type, data, meta })),
    `told:${stream}`,
  );
};
const rows = <R extends Record<string, unknown>>(view: string, query: ViewQuery) => backend.lookups.look().rows<R>(view, query);

/** A train of two jobs (its wagons are unknown here, so the matrix of wagons passes over it) in one run that wrote these files, and was merged. */
const train = async (trainId: string, trainType: TrainType, files: { jobs: [BlobRef, BlobRef]; merged?: BlobRef }): Promise<void> => {
  const of = masterjobId.replace('561300', trainId);
  const renamed = <M extends Message>(message: M): M => JSON.parse(JSON.stringify(message).replaceAll('561300', trainId)) as M;
  const over =
    files.merged === undefined
      ? TrainKilled.of({ trainId })
      : TrainCompleted.of({ trainId, jobs: 2, done: 2, failed: 0, cpuSeconds: 1, mergedRuns: 1, runs: 1 });
  const composition = await kept('{}');
  await tell(`train-${trainId}`, renamed({ ...composed, data: { ...composed.data, trainType, composition } }), renamed(submitted), over);
  const derived = { bytes: 6, files: 1, tables: [] };
  const figures = {
    cpuSeconds: 1,
    wallSeconds: 1,
    startupSeconds: 1,
    savingSeconds: 1,
    inputBytes: 1,
    outputBytes: 1,
    files: 1,
    pssMaxBytes: 1,
    events: 1,
    derived,
  };
  const ended = ([1, 2] as const).map((job) => update(job, 'DONE', { figures, derivedFiles: [files.jobs[job - 1] as BlobRef] }));
  await tell(
    `masterjob-${of}`,
    renamed(masterjobSubmitted),
    renamed(JobsUpdated.of({ masterjobId, trainId: '561300', updates: ended, moves: [{ from: 'INSERTING', to: 'DONE', count: 2 }] })),
  );
  if (files.merged !== undefined)
    await tell(
      `slim-${trainId}`,
      MergingStarted.of({ trainId, scope: { of: 'slim' }, inputs: 2 }),
      renamed({ ...slimMerged, data: { ...slimMerged.data, output: files.merged } }),
    );
};
const round = async (now: string): Promise<void> => {
  const keeper = new SlimKeeper({
    say: automation(backend.bus),
    look: backend.lookups.look(),
    settings: { everyMs: 60_000, keptDays: 60 },
    now: () => new Date(now),
    onFault: (fault, what) => {
      throw new Error(what, { cause: fault });
    },
  });
  await keeper.round();
};
const there = async (...blobs: BlobRef[]): Promise<boolean[]> => Promise.all(blobs.map(({ sha256 }) => backend.blobs.has(sha256)));
async function* texts(): AsyncGenerator<EventText> {
  for await (const page of backend.log.readAll()) for (const { position, data } of page) yield { position, text: JSON.stringify(data) };
}

describe('tables of slim trains (rule 69)', () => {
  it('are kept until their moment, then views, blobs and checks know them no more; what another train has stays', async () => {
    const [mine, shared, merged] = [await kept('mine'), await kept('of both'), await kept('merged')];
    await train('561300', 'slim', { jobs: [mine, shared], merged });
    await train('561301', 'standard', { jobs: [shared, await kept('theirs')] });

    await round('2026-01-31T14:59:00Z');
    expect(await there(mine, shared, merged)).toEqual([true, true, true]);
    await round('2026-01-31T15:01:00Z');
    await until(async () => !(await backend.blobs.has(merged.sha256)), 'the merged file is gone');
    expect(await there(mine, shared, merged)).toEqual([false, true, false]);
    const [row] = await rows<MergedOutputRow>('merged-outputs', { key: '561300.slim' });
    expect(row).toMatchObject({ state: 'deleted', output: null });
    const [run] = await rows<MasterjobRow>('masterjobs', { key: masterjobId });
    expect(run?.derivedDeletedAt).not.toBeNull();
    // A check insists on what is kept: of both, theirs, and what the trains were composed from.
    expect(await insistOnBlobs(texts(), backend.config.blobDir)).toBe(3);

    // Once is enough, however often it is looked.
    const before = await backend.log.head();
    await round('2026-03-01T00:00:00Z');
    expect((await backend.log.head()).position).toBe(before.position);
  }, 30_000);

  it('of a train that was stopped before it could merge go sixty days after its last job', async () => {
    const [one, two] = [await kept('one'), await kept('two')];
    await train('561300', 'slim', { jobs: [one, two] });
    await round('2026-01-31T14:59:00Z');
    expect(await there(one, two)).toEqual([true, true]);
    await round('2026-01-31T15:01:00Z');
    await until(async () => !(await backend.blobs.has(two.sha256)), 'the tables are gone');
    expect(await there(one, two)).toEqual([false, false]);
  }, 30_000);
});
