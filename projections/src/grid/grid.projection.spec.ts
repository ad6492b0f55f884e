import {
  MergingSkipped,
  MergingStarted,
  derivedFiles,
  gridJobs,
  gridStatistics,
  masterjobs,
  mergedOutputs,
} from '@hyperloop/contracts/grid';
import {
  jobDerived,
  jobFigures,
  jobTablesDeleted,
  jobsUpdated,
  masterjobId,
  masterjobSubmitted,
  runMerged,
  slimDeleted,
  slimMerged,
  update,
} from '@hyperloop/contracts/grid/examples';
import { submitted } from '@hyperloop/contracts/trains/examples';
import { storyOf } from '../kernel/story.testing.js';
import { derivedFileProjection } from './derived-file.projection.js';
import { gridJobProjection } from './grid-job.projection.js';
import { gridStatisticsProjection } from './grid-statistics.projection.js';
import { masterjobProjection } from './masterjob.projection.js';
import { mergedOutputProjection } from './merged-output.projection.js';

const stream = { stream: `masterjob-${masterjobId}` };
const ofMasterjobs = storyOf(masterjobs, masterjobProjection, stream);
const ofJobs = storyOf(gridJobs, gridJobProjection, stream);
const ofStatistics = storyOf(gridStatistics, gridStatisticsProjection, stream);
const ofOutputs = storyOf(mergedOutputs, mergedOutputProjection, stream);
const finished = jobsUpdated(
  [update(1, 'DONE', { figures: jobFigures, site: 'node-1' }), update(2, 'ERROR_E', { reason: 'crashed' })],
  [
    { from: 'INSERTING', to: 'DONE', count: 1 },
    { from: 'INSERTING', to: 'ERROR_E', count: 1 },
  ],
);
const retried = jobsUpdated([update(2, 'WAITING', { attempt: 2 })], [{ from: 'ERROR_E', to: 'WAITING', count: 1 }]);
const { scope } = runMerged.data;

describe('masterjobs (rule 195)', () => {
  it('open with their jobs being inserted', () =>
    ofMasterjobs()
      .when(masterjobSubmitted)
      .thenShows({ masterjobId, run: 544013, files: 3, bytes: 300, jobs: { total: 2, inserting: 2 }, merging: 'none' }));
  it('are ready to merge when every job is final', () =>
    ofMasterjobs(masterjobSubmitted)
      .when(finished)
      .thenShows({ jobs: { done: 1, error: 1 }, merging: 'pending', cpuSeconds: 20 }));
  it('count retries (C17)', () =>
    ofMasterjobs(masterjobSubmitted, finished)
      .when(retried)
      .thenShows({ retried: 1, jobs: { waiting: 1, error: 0 }, endedAt: null }));
  it('follow their merging', () => {
    ofMasterjobs(masterjobSubmitted, finished)
      .when(MergingStarted.of({ trainId: '561300', scope, inputs: 1 }))
      .thenShows({ merging: 'running' });
    ofMasterjobs(masterjobSubmitted, finished).when(runMerged).thenShows({ merging: 'done' });
    ofMasterjobs(masterjobSubmitted, finished)
      .when(MergingSkipped.of({ trainId: '561300', scope, reason: 'None.' }))
      .thenShows({ merging: 'skipped', mergeReason: 'None.' });
  });
});

describe('derived data of a run', () => {
  const blob = { sha256: 'e'.repeat(64), size: 24 };
  const wrote = (job: 1 | 2, state: 'DONE' | 'ERROR_V') =>
    jobsUpdated(
      [update(job, state, { figures: { ...jobFigures, derived: jobDerived }, ...(state === 'DONE' ? { derivedFiles: [blob] } : {}) })],
      [{ from: 'INSERTING', to: state, count: 1 }],
    );
  it('is collected from the jobs that ended well, table by table (rules 68, 70)', () => {
    ofMasterjobs(masterjobSubmitted)
      .when(finished)
      .thenShows({ derived: { bytes: 0, files: 0, tables: [] } });
    ofMasterjobs(masterjobSubmitted, wrote(1, 'DONE'))
      .when(wrote(2, 'DONE'))
      .thenShows({ derived: { bytes: 48, files: 2, tables: [{ binding: 'StraTof', bytes: 40 }] } });
  });
  it('counts nothing of a job that failed', () =>
    ofMasterjobs(masterjobSubmitted, wrote(1, 'DONE'))
      .when(wrote(2, 'ERROR_V'))
      .thenShows({ derived: { bytes: 24, files: 1 } }));
  it('is kept by the job that wrote it', () =>
    ofJobs(masterjobSubmitted)
      .when(wrote(1, 'DONE'))
      .thenShows({ derivedFiles: [blob] }, { derivedFiles: [] }));
});

describe('jobs', () => {
  it('keep earlier attempts below the newest (C17)', () => {
    ofJobs(masterjobSubmitted, finished)
      .when(retried)
      .thenShows(
        { jobId: `${masterjobId}.1`, state: 'DONE', site: 'node-1', figures: jobFigures },
        {
          jobId: `${masterjobId}.2`,
          state: 'WAITING',
          group: 'waiting',
          attempt: 2,
          attempts: [{ attempt: 1, state: 'ERROR_E', reason: 'crashed' }],
        },
      );
  });
});

describe('Grid statistics (rule 197)', () => {
  const shown = ofStatistics(submitted, masterjobSubmitted);
  it('keep error states apart and count files and bytes', () => {
    shown.when(finished).thenShows({
      finalJobs: 2,
      cpuSeconds: 20,
      wallSeconds: 30,
      inputBytes: 200,
      states: [
        { state: 'DONE', jobs: 1, files: 2, inputBytes: 200 },
        { state: 'ERROR_E', jobs: 1, files: 0 },
      ],
    });
  });
  it('draw the course of the jobs', () => shown.when(finished).thenShows({ course: [{ done: 1, error: 1, active: 0, waiting: 0 }] }));
});

describe('merged output (rule 198)', () => {
  it('has a row for each run and one for the full train', () => {
    ofOutputs(submitted)
      .when(masterjobSubmitted)
      .thenShows({ outputId: '561300.full', scope: 'train', ofRuns: [544013] }, { outputId: masterjobId, scope: 'run', state: 'none' });
  });
  it('has a row for the tables of a slim train, from their merging on (rule 69)', () => {
    const begins = MergingStarted.of({ trainId: '561300', scope: { of: 'slim' }, inputs: 2 });
    ofOutputs(submitted)
      .when(begins)
      .thenShows({ outputId: '561300.full', state: 'none' }, { outputId: '561300.slim', scope: 'slim', state: 'running' });
    ofOutputs(submitted, begins)
      .when(slimMerged)
      .thenShows({ outputId: '561300.full' }, { outputId: '561300.slim', state: 'done', objects: 2, output: slimMerged.data.output });
  });
  it('says which runs are in it', () => {
    ofOutputs(submitted, masterjobSubmitted)
      .when(runMerged)
      .thenShows(
        { outputId: '561300.full' },
        { outputId: masterjobId, state: 'done', runs: [544013], ofRuns: [544013], objects: 12, output: runMerged.data.output },
      );
  });
});

describe('tables of a slim train whose time is over (rule 69)', () => {
  const ofFiles = storyOf(derivedFiles, derivedFileProjection, stream);
  const file = { sha256: 'e'.repeat(64), size: 20 };
  const wrote = (...jobs: (1 | 2)[]) =>
    jobsUpdated(
      jobs.map((job) => update(job, 'DONE', { derivedFiles: [file] })),
      [{ from: 'INSERTING', to: 'DONE', count: jobs.length }],
    );
  it('are kept until the moment that was told with them, and then are gone', () => {
    const begins = MergingStarted.of({ trainId: '561300', scope: { of: 'slim' }, inputs: 2 });
    ofOutputs(submitted, begins)
      .when(slimMerged)
      .thenShows({ outputId: '561300.full' }, { state: 'done', keptUntil: '2026-01-31T15:00:00Z' });
    ofOutputs(submitted, begins, slimMerged)
      .when(slimDeleted)
      .thenShows({ outputId: '561300.full' }, { state: 'deleted', output: null, objects: 2, changedAt: expect.any(String) });
  });
  it('leave their jobs as they were, without the files', () =>
    ofJobs(masterjobSubmitted, wrote(1)).when(jobTablesDeleted).thenShows({ state: 'DONE', derivedFiles: [] }, { state: 'INSERTING' }));
  it('leave their run, with when they went', () =>
    ofMasterjobs(masterjobSubmitted, wrote(1))
      .when(jobTablesDeleted)
      .thenShows({ derivedDeletedAt: expect.any(String) }));
  it('are one file when two jobs wrote the same bytes, and it stays as long as one of them has it', () => {
    ofFiles()
      .when(wrote(1, 2))
      .thenShows({ ...file, usedBy: [`${masterjobId}.1`, `${masterjobId}.2`] });
    ofFiles(wrote(1, 2))
      .when(jobTablesDeleted)
      .thenShows({ ...file, usedBy: [`${masterjobId}.2`] });
    ofFiles(wrote(1)).when(jobTablesDeleted).thenShows();
    ofFiles()
      .when(slimMerged)
      .thenShows({ sha256: 'd'.repeat(64), usedBy: ['561300.slim'] });
    ofFiles(slimMerged).when(slimDeleted).thenShows();
  });
  it('never count histograms among them', () => ofFiles().when(runMerged).thenShows());
});
