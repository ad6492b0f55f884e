import { jobFigures, jobsUpdated, masterjobSubmitted, runMerged, slimMerged, update } from '@hyperloop/contracts/grid/examples';
import { TrainCommented, TrainCompleted, analysisTrains, trainRuns } from '@hyperloop/contracts/trains';
import {
  composed,
  composedSlim,
  decomposed,
  killed,
  submitted,
  testFailed,
  testPassed,
  testQueued,
} from '@hyperloop/contracts/trains/examples';
import { MergingStarted } from '@hyperloop/contracts/grid';
import { TestRunStarted } from '@hyperloop/contracts/test-runs';
import { storyOf } from '../kernel/story.testing.js';
import { analysisTrainProjection } from './analysis-train.projection.js';
import { trainRunProjection } from './train-run.projection.js';

const given = storyOf(trainRuns, trainRunProjection, { stream: 'train-561300' });
const ofAnalysis = storyOf(analysisTrains, analysisTrainProjection, { stream: 'train-561300' });
const { trainId } = composed.data;
const toTheGrid = [composed, testQueued, testPassed, submitted, masterjobSubmitted] as const;
const inserted = jobsUpdated([update(1, 'WAITING'), update(2, 'WAITING')], [{ from: 'INSERTING', to: 'WAITING', count: 2 }]);

describe('the train runs', () => {
  it('open with a composed train, being tested (rules 184, 186)', () => {
    given()
      .when(composed)
      .thenShows({
        trainId,
        state: 'testing',
        wagonNames: 'strangeness_tofpid, k0s_resolution_qa',
        targetName: 'Grid - 2 core',
        analysisIds: ['2'],
        testState: 'none',
      });
  });
  it('tell the type of the train and what it writes; a train of before is an analysis train (rules 181, 194)', () => {
    given()
      .when(composedSlim)
      .thenShows({ trainType: 'slim', storedTables: [{ wagonId: '7', table: 'AOD/STRATOF/0', binding: 'StraTof' }] });
    given().when(composed).thenShows({ trainType: 'analysis', storedTables: [] });
  });
  it('show the test running', () => {
    given(composed, testQueued)
      .when(TestRunStarted.of({ testRunId: '561301', node: 'n', isolation: 'i', standIns: [], attempt: 1 }))
      .thenShows({ state: 'testing', testState: 'running', testRunId: '561301' });
  });
  it('show a train ready to leave, with measured figures', () =>
    given(composed, testQueued).when(testPassed).thenShows({ state: 'ready', testState: 'done', pssMaxBytes: 2.9e9, neededCpuDays: 420 }));
  it('show why it cannot leave', () =>
    given(composed, testQueued).when(testFailed).thenShows({ state: 'test-failed', testFailure: 'It ended with status 1.' }));
  it('count jobs as soon as masterjobs are there (rule 193)', () => {
    given(composed, testQueued, testPassed, submitted)
      .when(masterjobSubmitted)
      .thenShows({ state: 'submitting', jobs: { total: 2, inserting: 2 }, runMerges: { total: 1, pending: 1 } });
  });
  it('are submitted once no job is being inserted', () =>
    given(...toTheGrid)
      .when(inserted)
      .thenShows({ state: 'submitted', jobs: { total: 2, waiting: 2, inserting: 0 } }));
  it('follow the jobs to their ends', () => {
    given(...toTheGrid, inserted)
      .when(
        jobsUpdated(
          [update(1, 'DONE', { figures: jobFigures }), update(2, 'ERROR_V')],
          [
            { from: 'WAITING', to: 'DONE', count: 1 },
            { from: 'WAITING', to: 'ERROR_V', count: 1 },
          ],
        ),
      )
      .thenShows({ jobs: { total: 2, done: 1, error: 1, waiting: 0 }, usedCpuSeconds: jobFigures.cpuSeconds });
  });
  it('follow merging of runs and of the full train (rule 193)', () => {
    const starts = MergingStarted.of({ trainId, scope: runMerged.data.scope, inputs: 1 });
    given(...toTheGrid)
      .when(starts)
      .thenShows({ runMerges: { running: 1, pending: 0 }, fullMerge: 'pending' });
    given(...toTheGrid, starts)
      .when(runMerged)
      .thenShows({ runMerges: { done: 1, running: 0 } });
    given(...toTheGrid)
      .when({ ...runMerged, data: { ...runMerged.data, scope: { of: 'train' } } })
      .thenShows({ fullMerge: 'done' });
  });
  it('do not count slim output among the merges of histograms (rule 69)', () =>
    given(...toTheGrid)
      .when(slimMerged)
      .thenShows({ runMerges: { done: 0, pending: 1 }, fullMerge: 'pending' }));
  it('are done when everything ended', () => {
    given(...toTheGrid)
      .when(TrainCompleted.of({ trainId, jobs: 2, done: 2, failed: 0, cpuSeconds: 42, mergedRuns: 1, runs: 1 }))
      .thenShows({ state: 'done', usedCpuSeconds: 42 });
  });
  it('keep killed and decomposed trains', () => {
    given(...toTheGrid)
      .when(killed)
      .thenShows({ state: 'killed' });
    given(composed).when(decomposed).thenShows({ state: 'decomposed' });
  });
  it('carry a comment (rule 192)', () => {
    given(composed)
      .when(TrainCommented.of({ trainId, comment: 'Again.' }))
      .thenShows({ comment: 'Again.' });
    given(composed)
      .when(TrainCommented.of({ trainId, comment: '' }))
      .thenShows({ comment: null });
  });
  it('stop on news of a train never composed', () => given().when(testPassed).thenStops('was never opened'));
});

describe('the train runs of an analysis (rule 20)', () => {
  it('show its own wagons and their owners', () => {
    ofAnalysis().when(composed).thenShows({
      entryId: '2:561300',
      analysisId: '2',
      wagonNames: 'strangeness_tofpid, k0s_resolution_qa',
      owners: 'sduarte',
      state: 'testing',
      trainType: 'analysis',
    });
    ofAnalysis().when(composedSlim).thenShows({ trainType: 'slim' });
  });
  it('follow state and jobs', () => {
    ofAnalysis(...toTheGrid)
      .when(inserted)
      .thenShows({ state: 'submitted', jobs: { total: 2, waiting: 2 } });
    ofAnalysis(composed).when(decomposed).thenShows({ state: 'decomposed' });
  });
});
