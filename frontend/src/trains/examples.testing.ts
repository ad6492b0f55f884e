import type { TrainRunRow } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import type { Measured } from './submission/needs';

/** A wagon that passed its test on the tag of the day; every spec says only what is different. */
export const cell = (wagonId: string, more: Partial<WagonCellRow> = {}): WagonCellRow => ({
  cellId: `${wagonId}:3`, wagonId, wagonName: `wagon_${wagonId}`, workflowName: `o2-analysis-${wagonId}`, analysisId: '2', analysisName: 'Strangeness in pp', datasetId: '3', datasetName: 'LHC22o_pass7_small',
  enabled: true, packageTag: 'O2Physics::daily-20251201-0000-1', packageMode: 'newer', enabledBy: 'mrossi', enabledAt: `2025-12-01T0${wagonId}:00:00.000Z`, disabledBecause: null,
  testRunId: `10${wagonId}`, testState: 'done', testShare: 1, testStartedAt: null, testEndedAt: null, warnings: [], warningCount: 0, failure: null, cpuDays: 10, pssMaxBytes: 1e9, pssAvgBytes: 9e8, privateMaxBytes: 8e8,
  trainId: null, ...more,
});

const device = (name: string, wagonId: string | null, pss: number) => ({ device: name, wagonId, pss: { max: pss }, private: { max: pss * 0.9 }, cpuSeconds: 10 });
/** A reader of 0.4 GB, a shared service of 0.2 GB and the wagon's own part. */
export const measured = (wagonId: string, ownBytes: number, readerBytes = 0.4e9): Measured => ({
  inputBytes: 1e9,
  devices: [device('reader', null, readerBytes), device('event-selection', 'service', 0.2e9), device(`task-${wagonId}`, wagonId, ownBytes)],
});

export const train = (more: Partial<TrainRunRow> = {}): TrainRunRow => ({
  trainId: '561300', state: 'testing', stateBy: 'lweber', datasetId: '3', datasetName: 'LHC22o_pass7_small', datasetBytes: 28.4e12,
  wagons: [{ wagonId: '7', name: 'strangeness_tofpid', workflowName: 'o2-analysis-lf-strangenesstofpid', analysisId: '2', analysisName: 'Strangeness in pp', enabledBy: 'sduarte', packageMode: 'newer', testedOn: 'O2Physics::daily-20251201-0000-1', testRunId: '107', wagonRevision: 3 }],
  wagonNames: 'strangeness_tofpid', analysisIds: ['2'], dependencies: [], packageTag: 'O2Physics::daily-20251201-0000-1', runner: 'sample', target: 'grid-2', targetName: 'Grid - 2 core', cores: 2, memoryLimitBytes: 3.6e9,
  slow: false, autoSubmit: false, composedBy: 'lweber', composedAt: '2025-12-02T07:04:11.000Z', testRunId: '561301', testState: 'queued', testWarnings: [], testEndedAt: null, testFailure: null,
  pssMaxBytes: 2.9e9, neededCpuDays: 423, submittedAt: null, submittedBy: null, allJobsSubmittedAt: null, endedAt: null,
  jobs: { total: 0, done: 0, active: 0, waiting: 0, inserting: 0, error: 0, killed: 0 }, runMerges: { total: 0, done: 0, running: 0, pending: 0, skipped: 0, failed: 0 }, fullMerge: 'none', usedCpuSeconds: 0, comment: null, ...more,
});
/** The same train on the Grid. */
export const ridden = (more: Partial<TrainRunRow> = {}): TrainRunRow =>
  train({
    state: 'submitted', testState: 'done', testEndedAt: '2025-12-02T07:09:02.000Z', submittedAt: '2025-12-02T07:09:06.000Z', submittedBy: 'lweber', allJobsSubmittedAt: '2025-12-02T07:16:40.000Z', fullMerge: 'pending',
    jobs: { total: 2214, done: 1182, active: 348, waiting: 0, inserting: 0, error: 684, killed: 0 }, runMerges: { total: 41, done: 17, running: 3, pending: 18, skipped: 0, failed: 3 }, ...more,
  });
