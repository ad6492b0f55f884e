import { CompleteTestRun, QueueTestRun, StartTestRun } from './test-run.commands.js';
import { TestRunPassed, TestRunQueued, TestRunStarted, type DeviceFigures, type TestFigures } from './test-run.events.js';

/** Test 561284 of strangeness_tofpid, told once for the tests of every layer. */
const blob = { sha256: 'a'.repeat(64), size: 10 };
const GB = 1e9;
const device = (name: string, wagonId: string | null, pssMax: number): DeviceFigures => ({
  device: name,
  wagonId,
  pss: { max: pssMax, avg: pssMax * 0.9, slope: 1000 },
  private: { max: pssMax * 0.8, avg: pssMax * 0.7, slope: 1000 },
  cpuSeconds: 60,
  ccdbCalls: 4,
  ccdbBytes: 2e5,
});
export const figures: TestFigures = {
  inputFiles: 5,
  inputBytes: 5.3 * GB,
  outputBytes: 38.6e6,
  logBytes: 0.6e6,
  events: 1284,
  pss: { max: 1.81 * GB, avg: 1.6 * GB, slope: 5000 },
  private: { max: 1.6 * GB, avg: 1.4 * GB, slope: 5000 },
  cpuSeconds: 152,
  wallSeconds: 188,
  devices: [device('reader', null, 0.4 * GB), device('o2-analysis-lf-strangenesstofpid', '7', 1.1 * GB), device('writer', null, 0.1 * GB)],
  samplingSeconds: 0.2,
};
export const queue = QueueTestRun.of({
  subject: { kind: 'wagon', wagonId: '7', wagonRevision: 3 },
  datasetId: '3',
  packageTag: 'O2Physics::daily-20251201-0000-1',
  queuedFor: 'sduarte',
});
export const queued = TestRunQueued.of({
  testRunId: '561284',
  subject: { kind: 'wagon', wagonId: '7', wagonRevision: 3 },
  name: 'strangeness_tofpid',
  analysisId: '2',
  datasetId: '3',
  datasetName: 'LHC22o_pass7_small',
  packageTag: 'O2Physics::daily-20251201-0000-1',
  runner: 'sample',
  wagons: [
    {
      wagonId: '7',
      name: 'strangeness_tofpid',
      workflowName: 'o2-analysis-lf-strangenesstofpid',
      analysisId: '2',
      wanted: true,
      variants: [''],
    },
  ],
  composition: blob,
  cores: 1,
  memoryLimitBytes: 3.6 * GB,
  datasetBytes: 28.4e12,
  cpuLimitDays: 730,
  queuedFor: 'sduarte',
});
export const start = StartTestRun.of({ testRunId: '561284', node: 'node-1', isolation: 'Bubblewrap and a cgroup.', standIns: [] });
export const started = TestRunStarted.of({
  testRunId: '561284',
  node: 'node-1',
  isolation: 'Bubblewrap and a cgroup.',
  standIns: [],
  attempt: 1,
});
export const complete = CompleteTestRun.of({ testRunId: '561284', figures, files: [{ name: 'stdout.log', blob }] });
export const passed = TestRunPassed.of({
  testRunId: '561284',
  figures,
  expected: { cpuDays: 236, outputBytes: 2e8, throughputBytesPerSecond: 28.2e6, co2Kg: 34 },
  warnings: [],
  files: [{ name: 'stdout.log', blob }],
});
