import { ComposeTrain, DecomposeTrain, KillTrain, RecordTrainTest, SubmitTrain } from './train.commands.js';
import {
  TrainComposed,
  TrainDecomposed,
  TrainKilled,
  TrainSubmitted,
  TrainTestFailed,
  TrainTestPassed,
  TrainTestQueued,
} from './train.events.js';

/** Train 561300, told once for the tests of every layer. */
const trainId = '561300';
export const compose = ComposeTrain.of({ datasetId: '3', wagonIds: ['7', '9'], target: 'grid-2', slow: false, autoSubmit: false });
const wagon = {
  analysisId: '2',
  analysisName: 'Strangeness in pp',
  enabledBy: 'sduarte',
  packageMode: 'newer',
  testedOn: 'O2Physics::daily-20251201-0000-1',
} as const;
export const composed = TrainComposed.of({
  trainId,
  datasetId: '3',
  datasetName: 'LHC22o_pass7_small',
  wagons: [
    {
      ...wagon,
      wagonId: '7',
      name: 'strangeness_tofpid',
      workflowName: 'o2-analysis-lf-strangenesstofpid',
      testRunId: '561284',
      wagonRevision: 3,
    },
    {
      ...wagon,
      wagonId: '9',
      name: 'k0s_resolution_qa',
      workflowName: 'o2-analysis-perf-k0s-resolution',
      testRunId: '561285',
      wagonRevision: 4,
    },
  ],
  dependencies: [],
  packageTag: 'O2Physics::daily-20251201-0000-1',
  runner: 'sample',
  target: 'grid-2',
  cores: 2,
  memoryLimitBytes: 3.6e9,
  slow: false,
  autoSubmit: false,
  composition: { sha256: 'b'.repeat(64), size: 20 },
  neededCpuDays: 423,
  estimatedPssBytes: 2.9e9,
  datasetBytes: 28.4e12,
});
/** The same two wagons as a slim train: the first stores a table. */
export const composeSlim = ComposeTrain.of({ ...compose.data, trainType: 'slim' });
export const composedSlim = TrainComposed.of({
  ...composed.data,
  trainType: 'slim',
  storedTables: [{ wagonId: '7', table: 'AOD/STRATOF/0', binding: 'StraTof' }],
});
export const testQueued = TrainTestQueued.of({ trainId, testRunId: '561301' });
export const testPassed = TrainTestPassed.of({ trainId, testRunId: '561301', warnings: [], pssMaxBytes: 2.9e9, cpuDays: 420 });
export const testFailed = TrainTestFailed.of({ trainId, testRunId: '561301', reason: 'It ended with status 1.' });
export const recordPassed = RecordTrainTest.of({
  trainId,
  testRunId: '561301',
  outcome: { is: 'passed', warnings: [], pssMaxBytes: 2.9e9, cpuDays: 420 },
});
export const submit = SubmitTrain.of({ trainId });
export const submitted = TrainSubmitted.of({ trainId, target: 'grid-2', cores: 2 });
export const decompose = DecomposeTrain.of({ trainId });
export const decomposed = TrainDecomposed.of({ trainId });
export const kill = KillTrain.of({ trainId });
export const killed = TrainKilled.of({ trainId });
