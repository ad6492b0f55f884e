import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { RecordMerging } from '@hyperloop/contracts/grid';
import type { BlobRef, Message } from '@hyperloop/contracts/kernel';
import type { TrainType } from '@hyperloop/contracts/test-runs';
import type { z } from 'zod';
import type { BlobStore } from '../kernel/blob-store/blob-store.js';
import { openDirectoryBlobs } from '../kernel/blob-store/directory-blobs.js';
import type { Look, Say } from '../kernel/slice.js';
import type { Worksite } from '../kernel/worksite/worksite.js';
import { masterjobNow, trainNow, type JobNow, type MasterjobNow } from './conducting.js';
import { TrainMerging, type Masterjob } from './train-merging.js';

let dir: string;
let blobs: BlobStore;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'train-merging-'));
  blobs = await openDirectoryBlobs(join(dir, 'blobs'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const kept = (words: string): Promise<BlobRef> => blobs.put(Readable.from([words]), { maxBytes: 1000 });
const job = (jobId: string, more: Partial<JobNow>): JobNow => ({
  jobId,
  files: ['a'],
  attempt: 1,
  state: 'DONE',
  output: null,
  derivedFiles: [],
  cpuSeconds: 1,
  zombies: 0,
  ...more,
});
const masterjob = (run: number, ...jobs: JobNow[]): Masterjob => ({
  masterjobId: `7.${run}`,
  run,
  storage: 's',
  now: { submitted: true, storage: 's', run, jobs: new Map(jobs.map((one) => [one.jobId, one])), merging: { is: 'skipped' } },
});

/** What merging of a train of this type says; `over`: streams whose merging has ended before. */
const mergingOf = async (trainType: TrainType, masterjobs: readonly Masterjob[], over: readonly string[] = []) => {
  const said: Message[] = [];
  const look: Pick<Look, 'state'> = {
    state: async (fold, stream) => {
      const merging: MasterjobNow['merging'] = over.includes(stream) ? { is: 'skipped' } : { is: 'none' };
      return Promise.resolve({ revision: 0, state: { ...fold.initial, ...{ ...masterjobNow.initial, merging } } });
    },
  };
  const merging = new TrainMerging({
    say: ((command: Message) => {
      said.push(command);
      return Promise.resolve({ position: '1', revision: 0, stream: '' });
    }) as Say,
    look: look as Look, // nothing else is asked for
    blobs,
    worksite: { workDir: dir } as Worksite, // nor here
    settings: { slimKeptDays: 60 },
    now: () => new Date('2025-12-02T15:00:00Z'),
  });
  await merging.all({ trainId: '7', train: { ...trainNow.initial, trainType }, masterjobs });
  const merges = said.filter(({ type }) => type === 'RecordMerging').map(({ data }) => data as z.infer<typeof RecordMerging>['data']);
  return { of: (scope: string) => merges.filter((one) => one.scope.of === scope).map(({ outcome }) => outcome), last: said.at(-1)?.type };
};

describe('when all runs of a derived-data train are over', () => {
  const twoRuns = async () => [
    masterjob(544013, job('1', { derivedFiles: [await kept('{"tf":1}\n')] }), job('2', { state: 'ERROR_V' })),
    masterjob(544028, job('3', { derivedFiles: [await kept('{"tf":2}\n'), await kept('{"tf":3}\n')] })),
    masterjob(544091, job('4', { state: 'ERROR_V' })),
  ];

  it('the tables of a slim train are merged over all runs into one file, and then it is done (rule 69)', async () => {
    const { of, last } = await mergingOf('slim', await twoRuns());
    const [started, merged] = of('slim');
    expect(started).toEqual({ is: 'started', inputs: 3 });
    expect(merged).toMatchObject({ is: 'merged', runs: [544013, 544028], ofRuns: [544013, 544028, 544091], objects: 3 });
    expect(merged).toMatchObject({ keptUntil: '2026-01-31T15:00:00.000Z' });
    expect(of('train').every((one) => !('keptUntil' in one))).toBe(true);
    if (merged?.is !== 'merged') throw new Error('nothing was merged');
    expect(await text(await blobs.get(merged.output.sha256))).toBe('{"tf":1}\n{"tf":2}\n{"tf":3}\n');
    expect(last).toBe('CompleteTrain');
  });
  it('those of a standard or linked train stay as the jobs wrote them (rules 68, 70)', async () => {
    for (const trainType of ['standard', 'linked', 'analysis'] as const) {
      const { of, last } = await mergingOf(trainType, await twoRuns());
      expect([of('slim'), last]).toEqual([[], 'CompleteTrain']);
    }
  });
  it('a slim train without any table says so, and is done', async () => {
    const { of, last } = await mergingOf('slim', [masterjob(544013, job('1', {}))]);
    expect([of('slim'), last]).toEqual([[{ is: 'skipped', reason: 'No job wrote a table.' }], 'CompleteTrain']);
  });
  it('nothing is merged twice after a restart', async () => {
    const { of, last } = await mergingOf('slim', await twoRuns(), ['slim-7', 'merging-7']);
    expect([of('slim'), last]).toEqual([[], 'CompleteTrain']);
  });
  it('a table that cannot be read leaves the train done, with the reason', async () => {
    const gone = { sha256: 'f'.repeat(64), size: 9 };
    const { of, last } = await mergingOf('slim', [masterjob(544013, job('1', { derivedFiles: [gone] }))]);
    expect(of('slim').at(-1)).toMatchObject({ is: 'failed' });
    expect(last).toBe('CompleteTrain');
  });
});
