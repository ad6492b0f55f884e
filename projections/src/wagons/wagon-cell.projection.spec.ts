import {
  TestRunCancelled,
  TestRunFailed,
  TestRunPassed,
  TestRunProgressed,
  TestRunQueued,
  TestRunRequeued,
  TestRunStarted,
} from '@hyperloop/contracts/test-runs';
import { TrainComposed, TrainDecomposed, TrainSubmitted } from '@hyperloop/contracts/trains';
import { renamed as analysisRenamed } from '@hyperloop/contracts/analyses/examples';
import { wagonCells } from '@hyperloop/contracts/wagons';
import {
  deleted,
  disabled,
  enabled,
  enabledForPull,
  registered,
  renamed,
  resolved,
  slim,
  storing,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagonCellsProjection } from './wagon-cell.projection.js';

const given = storyOf(wagonCells, wagonCellsProjection);
const at = '2025-12-02T14:28:03Z';
const { wagonId, datasetId, wagonName, workflowName, analysisId, analysisName, datasetName, packageTag, packageMode } = enabled.data;
const untested = {
  testRunId: null,
  testState: 'none',
  testShare: 0,
  testStartedAt: null,
  testEndedAt: null,
  warnings: [],
  warningCount: 0,
  failure: null,
  cpuDays: null,
  pssMaxBytes: null,
  pssAvgBytes: null,
  privateMaxBytes: null,
};
const cell = {
  cellId: '17:5',
  wagonId,
  wagonName,
  workflowName,
  derivedKind: 'none',
  analysisId,
  analysisName,
  datasetId,
  datasetName,
  enabled: true,
  packageTag,
  packageMode,
  pull: null,
  waitsForPull: false,
  enabledBy: 'mrossi',
  enabledAt: at,
  disabledBecause: null,
  ...untested,
  trainId: null,
};

const blob = { sha256: 'a'.repeat(64), size: 1 };
const composedWagon = { wagonId, name: wagonName, workflowName, analysisId, wanted: true, variants: [''] };
const queuedAs = (
  testRunId: string,
  subject: Parameters<typeof TestRunQueued.of>[0]['subject'] = { kind: 'wagon', wagonId, wagonRevision: 1 },
) =>
  TestRunQueued.of({
    testRunId,
    subject,
    name: wagonName,
    analysisId,
    datasetId,
    datasetName,
    packageTag,
    runner: 'sample',
    wagons: [composedWagon],
    composition: blob,
    cores: 1,
    memoryLimitBytes: 3.6e9,
    datasetBytes: 9000,
    cpuLimitDays: 730,
    queuedFor: 'mrossi',
  });
const queued = queuedAs('90');
const started = TestRunStarted.of({ testRunId: '90', node: 'n', isolation: 'full', standIns: [], attempt: 1 });
const progressed = TestRunProgressed.of({ testRunId: '90', share: 0.62, samples: [], lines: [] });
const spread = { max: 2e9, avg: 1.5e9, slope: 0 };
const figures = {
  inputFiles: 1,
  inputBytes: 1000,
  outputBytes: 10,
  logBytes: 10,
  events: 5,
  pss: spread,
  private: { ...spread, max: 1.8e9 },
  cpuSeconds: 10,
  wallSeconds: 12,
  devices: [],
  samplingSeconds: 1,
};
const passed = (...warnings: Parameters<typeof TestRunPassed.of>[0]['warnings']) =>
  TestRunPassed.of({
    testRunId: '90',
    figures,
    expected: { cpuDays: 112, outputBytes: 1, throughputBytesPerSecond: 1, co2Kg: 1 },
    warnings,
    files: [],
  });
const memory = {
  kind: 'memory',
  figure: 4e9,
  limit: 3.6e9,
  device: null,
  sentence: 'Maximum PSS is 4.0 GB.',
  whatToDo: 'Look for a leak.',
  composable: false,
} as const;
const measured = { pssMaxBytes: 2e9, pssAvgBytes: 1.5e9, privateMaxBytes: 1.8e9 };
const running = { ...cell, testRunId: '90', testState: 'running', testStartedAt: at };
const done = { ...running, ...measured, testState: 'done', testShare: 1, testEndedAt: at, cpuDays: 112 };

describe('a cell of the matrix (rule 16)', () => {
  it('has the new name of its wagon (rule 32)', () =>
    given(registered, enabled)
      .when(renamed)
      .then({ ...cell, wagonName: 'lambdakzero_loose' }));
  it('has the new title of its analysis (rule 4)', () =>
    given(registered, enabled)
      .when(analysisRenamed)
      .then({ ...cell, analysisName: analysisRenamed.data.name }));
  it('goes with its wagon (rule 33)', () => given(registered, enabled, disabled).when(deleted).then());
  it('begins when a wagon is enabled (rule 19)', () => given(registered).when(enabled).then(cell));
  it('shows what its output can be in a derived-data train, from its enabling on (rules 71, 177)', () => {
    given(registered)
      .when({ ...enabled, data: { ...enabled.data, derivedKind: 'slim' } })
      .thenShows({ derivedKind: 'slim' });
    given(registered, enabled).when(storing).thenShows({ derivedKind: 'slim' });
    given(registered, enabled, storing)
      .when({ ...synced, data: { ...synced.data, derivedData: { to: { ...slim, stored: [] }, from: slim } } })
      .thenShows({ derivedKind: 'none' });
  });
  it('waits for the tag with its pull request, and has it when it comes (rules 86, 87)', () => {
    given(registered)
      .when(enabledForPull)
      .then({ ...cell, packageTag: null, packageMode: 'pull', pull: 14002, waitsForPull: true });
    given(registered, enabledForPull)
      .when(resolved)
      .then({ ...cell, packageMode: 'pull', pull: 14002 });
    given(registered, enabledForPull).when(disabled).thenShows({ enabled: false, waitsForPull: false });
  });
  it('says why it is disabled (rule 94)', () =>
    given(enabled)
      .when(disabled)
      .then({ ...cell, enabled: false, disabledBecause: 'asked' }));
  it('is fresh when the wagon is enabled again', () => given(enabled, queued, started, passed(), disabled).when(enabled).then(cell));
});

describe('the test state of a cell (rule 96)', () => {
  it('is queued', () =>
    given(enabled)
      .when(queued)
      .then({ ...cell, testRunId: '90', testState: 'queued' }));
  it('is running, with its share', () => {
    given(enabled, queued).when(started).then(running);
    given(enabled, queued, started)
      .when(progressed)
      .then({ ...running, testShare: 0.62 });
  });
  it('is done, with the figures a train needs (rule 177)', () => given(enabled, queued, started).when(passed()).then(done));
  it('is a warning, with its sentence', () =>
    given(enabled, queued, started)
      .when(passed(memory))
      .then({
        ...done,
        testState: 'warning',
        warnings: [{ kind: 'memory', sentence: 'Maximum PSS is 4.0 GB.', composable: false }],
        warningCount: 1,
      }));
  it('is failed, with the reason', () =>
    given(enabled, queued, started)
      .when(TestRunFailed.of({ testRunId: '90', reason: 'A device crashed.', firstError: null, figures: null, files: [] }))
      .then({ ...running, testState: 'failed', testEndedAt: at, failure: 'A device crashed.' }));
  it('is queued again when the bench is gone', () =>
    given(enabled, queued, started, progressed)
      .when(TestRunRequeued.of({ testRunId: '90', because: 'restart' }))
      .then({ ...cell, testRunId: '90', testState: 'queued' }));
  it('is none when the test makes no sense any more', () =>
    given(enabled, queued, started)
      .when(TestRunCancelled.of({ testRunId: '90', because: 'disabled' }))
      .then(cell));
  it('starts anew with every change of the wagon (rule 100)', () =>
    given(enabled, queued, started, passed(memory))
      .when(queuedAs('91'))
      .then({ ...cell, testRunId: '91', testState: 'queued' }));
  it('is that of the newest test only', () =>
    given(enabled, queued, started, queuedAs('91'))
      .when(passed())
      .then({ ...cell, testRunId: '91', testState: 'queued' }));
  it('is not touched by the test of a train (rule 98)', () =>
    given(enabled)
      .when(queuedAs('92', { kind: 'train', trainId: '70' }))
      .then(cell));
});

describe('the train of a cell (rule 185)', () => {
  const composed = TrainComposed.of({
    trainId: '70',
    datasetId,
    datasetName,
    dependencies: [],
    packageTag,
    runner: 'sample',
    target: 'grid-1',
    cores: 1,
    memoryLimitBytes: 1,
    slow: false,
    autoSubmit: false,
    composition: blob,
    neededCpuDays: 1,
    estimatedPssBytes: 1,
    datasetBytes: 1,
    wagons: [
      {
        wagonId,
        name: wagonName,
        workflowName,
        analysisId,
        analysisName,
        enabledBy: 'mrossi',
        packageMode,
        testedOn: packageTag,
        testRunId: '90',
        wagonRevision: 1,
      },
    ],
  });
  it('is the composed one', () =>
    given(enabled)
      .when(composed)
      .then({ ...cell, trainId: '70' }));
  it('is none once it is decomposed (rule 188)', () =>
    given(enabled, composed)
      .when(TrainDecomposed.of({ trainId: '70' }))
      .then(cell));
  it('is none once it has left', () =>
    given(enabled, composed)
      .when(TrainSubmitted.of({ trainId: '70', target: 'grid-1', cores: 1 }))
      .then(cell));
  it('holds it while the changed wagon is tested anew (rule 101)', () =>
    given(enabled, composed)
      .when(queuedAs('91'))
      .then({ ...cell, testRunId: '91', testState: 'queued', trainId: '70' }));
  it('holds it while the wagon is disabled and enabled again: the train is unaffected (rule 94)', () =>
    given(enabled, composed, disabled)
      .when(enabled)
      .then({ ...cell, trainId: '70' }));
});
