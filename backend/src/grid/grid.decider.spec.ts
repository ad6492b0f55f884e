import {
  DeleteSlimFiles,
  MergingSkipped,
  MergingStarted,
  OutputMerged,
  RecordMerging,
  UpdateJobs,
  type JobUpdate,
} from '@hyperloop/contracts/grid';
import {
  jobFigures,
  jobTablesDeleted,
  jobsUpdated,
  masterjobId,
  masterjobSubmitted,
  runMerged,
  slimDeleted,
  slimMerged,
  submitMasterjob,
  update,
} from '@hyperloop/contracts/grid/examples';
import { storyOf } from '../kernel/story.testing.js';
import { masterjob } from './grid.decider.js';

const given = storyOf(masterjob, { by: 'alihyperloop', at: '2025-12-02T15:00:00Z' });
const news = (...updates: JobUpdate[]) => UpdateJobs.of({ masterjobId, trainId: '561300', updates });
const scope = { of: 'run', masterjobId, run: 544013 } as const;
const merging = (outcome: Parameters<typeof RecordMerging.of>[0]['outcome']) => RecordMerging.of({ trainId: '561300', scope, outcome });
const done = jobsUpdated([update(1, 'DONE', { figures: jobFigures })], [{ from: 'INSERTING', to: 'DONE', count: 1 }]);

describe('a masterjob', () => {
  it('is submitted with the jobs of one run (rule 195)', () => given().when(submitMasterjob).then(masterjobSubmitted));
  it('is submitted once', () => given(masterjobSubmitted).when(submitMasterjob).then());
  it('takes all news of a poll in one event and counts the moves', () => {
    given(masterjobSubmitted)
      .when(news(update(1, 'WAITING'), update(2, 'WAITING')))
      .then(jobsUpdated([update(1, 'WAITING'), update(2, 'WAITING')], [{ from: 'INSERTING', to: 'WAITING', count: 2 }]));
  });
  it('passes over what it knows already', () => {
    given(masterjobSubmitted, done)
      .when(news(update(1, 'DONE', { figures: jobFigures })))
      .then();
  });
  it('refuses a job that would come back to life in the same attempt', () => {
    given(masterjobSubmitted, done)
      .when(news(update(1, 'RUNNING')))
      .thenRefused('JobMoveNotAllowed');
  });
  it('takes a retry as a new attempt (C17)', () => {
    const failed = jobsUpdated([update(2, 'ERROR_E')], [{ from: 'INSERTING', to: 'ERROR_E', count: 1 }]);
    const retry = update(2, 'WAITING', { attempt: 2 });
    given(masterjobSubmitted, failed)
      .when(news(retry))
      .then(jobsUpdated([retry], [{ from: 'ERROR_E', to: 'WAITING', count: 1 }]));
  });
  it('passes over late news of an attempt that was retried', () => {
    const failed = jobsUpdated([update(2, 'ERROR_E')], [{ from: 'INSERTING', to: 'ERROR_E', count: 1 }]);
    const again = jobsUpdated([update(2, 'WAITING', { attempt: 2 })], [{ from: 'ERROR_E', to: 'WAITING', count: 1 }]);
    given(masterjobSubmitted, failed, again)
      .when(news(update(2, 'DONE')))
      .then();
  });
  it('refuses news of jobs it does not have', () => {
    given(masterjobSubmitted)
      .when(news({ ...update(1, 'DONE'), jobId: `${masterjobId}.9` }))
      .thenRefused('MasterjobUnknown');
    given()
      .when(news(update(1, 'DONE')))
      .thenRefused('MasterjobUnknown');
  });
});

describe('merging a run', () => {
  const start = { is: 'started', inputs: 2 } as const;
  const started = MergingStarted.of({ trainId: '561300', scope, inputs: 2 });
  const { directory, output, runs, ofRuns, objects } = runMerged.data;
  const ended = { is: 'merged', directory, output, runs, ofRuns, objects } as const;
  it('begins, and is recorded as begun once', () => {
    given(masterjobSubmitted, done).when(merging(start)).then(started);
    given(masterjobSubmitted, done, started).when(merging(start)).then();
  });
  it('ends with the output of the run (rule 198)', () =>
    given(masterjobSubmitted, done, started).when(merging(ended)).then(OutputMerged.of(runMerged.data)));
  it('ends once', () => {
    given(masterjobSubmitted, done, started, runMerged).when(merging(ended)).then();
    given(masterjobSubmitted, done, started, runMerged).when(merging(start)).thenRefused('MergingOver');
  });
  it('is skipped when no job ended well', () => {
    given(masterjobSubmitted)
      .when(merging({ is: 'skipped', reason: 'No job ended well.' }))
      .then(MergingSkipped.of({ trainId: '561300', scope, reason: 'No job ended well.' }));
  });
  it('needs the masterjob', () => given().when(merging(start)).thenRefused('MasterjobUnknown'));
});

describe('tables of a slim train whose time is over (rule 69)', () => {
  const slim = { of: 'slim' } as const;
  const over = { slimAndOver: true };
  const wrote = jobsUpdated(
    [update(1, 'DONE', { figures: jobFigures, derivedFiles: [{ sha256: 'e'.repeat(64), size: 20 }] })],
    [{ from: 'INSERTING', to: 'DONE', count: 1 }],
  );
  const remove = (of: typeof slim | typeof scope) => DeleteSlimFiles.of({ trainId: '561300', scope: of });
  it('are deleted: the merged file, and once', () => {
    given(slimMerged).when(remove(slim), over).then(slimDeleted);
    given(slimMerged, slimDeleted).when(remove(slim), over).then();
  });
  it('are deleted: those of the jobs of a run, and once', () => {
    given(masterjobSubmitted, wrote).when(remove(scope), over).then(jobTablesDeleted);
    given(masterjobSubmitted, wrote, jobTablesDeleted).when(remove(scope), over).then();
  });
  it('are nothing where none was written', () => given(masterjobSubmitted, done).when(remove(scope), over).then());
  it('stay while the train is under way, and those of other trains stay for ever', () =>
    given(masterjobSubmitted, wrote).when(remove(scope), { slimAndOver: false }).thenRefused('NotSlim'));
  it('never are the histograms', () =>
    given(runMerged)
      .when(DeleteSlimFiles.of({ trainId: '561300', scope: { of: 'train' } }), over)
      .thenRefused('NotSlim'));
});
