import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { Composition, DerivedOutput } from '@hyperloop/contracts/test-runs';
import { ensureSampleData, sampleDatasets } from '../datasets/sample/index.js';
import type { BlobStore } from '../kernel/blob-store/blob-store.js';
import { openDirectoryBlobs } from '../kernel/blob-store/directory-blobs.js';
import type { Worksite } from '../kernel/worksite/worksite.js';
import type { JobNews } from './engine.js';
import { runLocalJob } from './local/local-job.js';
import { mergeSlim } from './slim-merging.js';
import { openLocalWorksite } from '../local-worksite.js';

const collisions = sampleDatasets.find(({ runs }) => runs.length === 1);
const run = collisions?.runs[0];
if (collisions === undefined || run === undefined) throw new Error('there is no sample dataset of one run');

let dir: string;
let worksite: Worksite;
let blobs: BlobStore;
let files: string[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'derived-jobs-'));
  await ensureSampleData(join(dir, 'storage'), [collisions]);
  worksite = await openLocalWorksite({ dataDir: dir, storageDir: join(dir, 'storage'), hidden: [] });
  blobs = await openDirectoryBlobs(join(dir, 'blobs'));
  const from = `/${collisions.production}/${run}/`;
  const found = await worksite.filesOf(collisions.production, run);
  files = found.slice(0, 2).map(({ path }) => path.slice(path.lastIndexOf(from) + from.length));
}, 60_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

const workflow = (wagonId: string, workflowName: string, task: string) => ({
  wagonId,
  workflowName,
  executable: workflowName,
  tasks: [task],
  suffix: '',
});
const standard: DerivedOutput = { trainType: 'standard', maxDfSizeBytes: 100_000_000, maxDerivedFileSizeBytes: 0 };
/** What ComposeTrain freezes: with an output for a derived-data train, without for an analysis train. */
const composition = (derivedOutput?: DerivedOutput): Composition => ({
  packageTag: 'SamplePackage::daily-20251201-0000-1',
  runner: 'sample',
  wagons: [],
  workflows: [
    workflow('1', 'o2-analysis-event-selection-service', 'eventselection-run3'),
    workflow('4', 'o2-analysis-cf-filter-correlations', 'filter-c-f'),
  ],
  configuration: '{}',
  dataset: { datasetId: '1', name: 'x', productions: [] },
  ...(derivedOutput === undefined
    ? { storedTables: [] }
    : {
        derivedOutput,
        storedTables: [
          { wagonId: '4', table: 'AOD/CFCOLLISION/0', binding: 'CFCollisions' },
          { wagonId: '4', table: 'AOD/CFTRACK/0', binding: 'CFTracks' },
        ],
      }),
});
let jobs = 0;
const ended = async (derivedOutput?: DerivedOutput): Promise<JobNews> => {
  const told: JobNews[] = [];
  await runLocalJob(
    {
      jobId: `1.${run}.${(jobs += 1)}`,
      attempt: 1,
      composition: composition(derivedOutput),
      storage: collisions.production,
      run,
      files,
      cores: 1,
    },
    { worksite, blobs, limits: { wallSeconds: 120, memoryMbACore: 4_000, outputMb: 200 }, now: () => new Date() },
    (news) => told.push(news),
    new AbortController().signal,
  );
  const last = told.at(-1);
  if (last?.state !== 'DONE') throw new Error(`the job ended as ${JSON.stringify(last)}`);
  return last;
};
type Line = { tf: number; timeFrames: number; parent?: string; tables: Record<string, Record<string, number[]>> };
const linesOf = async (sha256: string): Promise<Line[]> =>
  (await text(await blobs.get(sha256)))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
const linesIn = async ({ derivedFiles = [] }: JobNews): Promise<Line[]> =>
  (await Promise.all(derivedFiles.map(({ sha256 }) => linesOf(sha256)))).flat();

describe('a job of a train', () => {
  it('writes no table in an analysis train, although its wagon stores some (rule 181)', async () => {
    const { output, derivedFiles, figures } = await ended();
    expect(output).not.toBeNull();
    expect([derivedFiles, figures?.derived]).toEqual([undefined, undefined]);
  }, 120_000);

  it('really writes the stored tables in a derived-data train, time frames together up to the maximal size (rules 68, 73)', async () => {
    const news = await ended(standard);
    const lines = await linesIn(news);
    expect(news.figures?.derived).toMatchObject({ files: 1, bytes: news.derivedFiles?.[0]?.size });
    expect(news.figures?.derived?.tables.map(({ binding, bytes }) => [binding, bytes > 100])).toEqual([
      ['CFCollisions', true],
      ['CFTracks', true],
    ]);
    const { tables = [], bytes = 0 } = news.figures?.derived ?? {};
    expect(tables.reduce((sum, table) => sum + table.bytes, 0)).toBeLessThan(bytes);
    expect(lines).toHaveLength(1);
    const [first] = lines;
    expect(first?.timeFrames).toBeGreaterThan(1);
    expect(first?.parent).toBeUndefined();
    // Every track still has its collision, also of the later time frames.
    const collisionsThere = first?.tables['CFCollisions']?.['posZ']?.length ?? 0;
    const leadTo = first?.tables['CFTracks']?.['cfCollisionId'] ?? [];
    expect(leadTo.every((row) => row >= 0 && row < collisionsThere)).toBe(true);
    expect(Math.max(...leadTo)).toBeGreaterThan(collisionsThere / 2);
  }, 120_000);

  it('keeps time frames apart and names the parent file of each in a linked train (rules 70, 73)', async () => {
    const lines = await linesIn(await ended({ ...standard, trainType: 'linked', maxDfSizeBytes: 0 }));
    expect(lines.every(({ timeFrames }) => timeFrames === 1)).toBe(true);
    expect([...new Set(lines.map(({ parent }) => parent))]).toEqual(files.map((name) => `/${collisions.production}/${run}/${name}`));
  }, 120_000);

  it('begins another file at the maximal derived file size, and both hold the same data as one (rule 74)', async () => {
    const [one, several] = [
      await ended({ ...standard, maxDfSizeBytes: 0 }),
      await ended({ ...standard, maxDfSizeBytes: 0, maxDerivedFileSizeBytes: 20_000 }),
    ];
    expect(several.derivedFiles?.length).toBeGreaterThan(1);
    expect(several.figures?.derived).toMatchObject({ files: several.derivedFiles?.length, bytes: one.figures?.derived?.bytes });
    expect(await linesIn(several)).toEqual(await linesIn(one));
  }, 120_000);
});

describe('the tables of a slim train', () => {
  it('become one file over all jobs, with every data frame of each (rule 69)', async () => {
    const slim = { ...standard, trainType: 'slim' as const };
    const [first, second] = [await ended(slim), await ended({ ...slim, maxDfSizeBytes: 0 })];
    const inputs = [...(first.derivedFiles ?? []), ...(second.derivedFiles ?? [])];
    const merged = await mergeSlim(inputs, { blobs, workDir: worksite.workDir, name: '1-slim' });
    const lines = await linesOf(merged.output.sha256);
    expect(lines).toEqual([...(await linesIn(first)), ...(await linesIn(second))]);
    expect(merged).toMatchObject({ objects: lines.length, output: { size: inputs.reduce((sum, { size }) => sum + size, 0) } });
  }, 120_000);
});
