import { z } from 'zod';
import { view } from '../kernel/index.js';
import { Runner } from '../packages/index.js';
import { ComposedWagon, TestWarning, trainTypes } from '../test-runs/index.js';
import { StoredTableSchema, TrainWagon } from './train.events.js';

/** Rule 186. `submitting` until every masterjob has its jobs. */
export const TrainState = z.enum(['testing', 'test-failed', 'ready', 'submitting', 'submitted', 'done', 'closed', 'killed', 'decomposed']);
export type TrainState = z.infer<typeof TrainState>;

/** DONE, ERROR_*, RUNNING, WAITING (and INSERTING) as on the Grid; `active` is STARTED or RUNNING. */
export const JobCounts = z.object({
  total: z.int(),
  done: z.int(),
  active: z.int(),
  waiting: z.int(),
  inserting: z.int(),
  error: z.int(),
  killed: z.int(),
});
export type JobCounts = z.infer<typeof JobCounts>;
/** Rule 193. */
export const MergeCounts = z.object({
  total: z.int(),
  done: z.int(),
  running: z.int(),
  pending: z.int(),
  skipped: z.int(),
  failed: z.int(),
});
export type MergeCounts = z.infer<typeof MergeCounts>;

export const TrainRunRow = z.object({
  trainId: z.string(),
  /** Rule 181. */
  trainType: z.enum(trainTypes),
  state: TrainState,
  /** Who brought it there. */
  stateBy: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
  datasetBytes: z.number(),
  wagons: z.array(TrainWagon),
  /** For lists and search: names joined by a comma. */
  wagonNames: z.string(),
  analysisIds: z.array(z.string()),
  dependencies: z.array(ComposedWagon),
  /** What it writes, when it makes derived data (rule 194). */
  storedTables: z.array(StoredTableSchema),
  packageTag: z.string(),
  runner: Runner,
  target: z.string(),
  targetName: z.string(),
  cores: z.int(),
  memoryLimitBytes: z.number(),
  slow: z.boolean(),
  autoSubmit: z.boolean(),
  composedBy: z.string(),
  composedAt: z.string(),
  testRunId: z.string().nullable(),
  testState: z.enum(['none', 'queued', 'running', 'done', 'warning', 'failed']),
  testWarnings: z.array(TestWarning),
  testEndedAt: z.string().nullable(),
  testFailure: z.string().nullable(),
  pssMaxBytes: z.number(),
  neededCpuDays: z.number(),
  submittedAt: z.string().nullable(),
  submittedBy: z.string().nullable(),
  allJobsSubmittedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  jobs: JobCounts,
  runMerges: MergeCounts,
  fullMerge: z.enum(['none', 'pending', 'running', 'done', 'failed']),
  usedCpuSeconds: z.number(),
  comment: z.string().nullable(),
});
export type TrainRunRow = z.infer<typeof TrainRunRow>;
export const trainRuns = view('train-runs', {
  summary: 'Trains with state, test, jobs, merging and what they needed.',
  key: 'trainId',
  version: 2,
  row: TrainRunRow,
  columns: {
    trainId: { type: 'text', filter: true },
    trainType: { type: 'text', filter: true, sort: true },
    state: { type: 'text', filter: true, sort: true },
    datasetId: { type: 'text', filter: true },
    datasetName: { type: 'text', filter: true, sort: true },
    wagonNames: { type: 'text', filter: true, sort: true },
    packageTag: { type: 'text', filter: true, sort: true },
    targetName: { type: 'text', filter: true, sort: true },
    composedBy: { type: 'text', filter: true, sort: true },
    composedAt: { type: 'instant', filter: true, sort: true },
    submittedAt: { type: 'instant', filter: true, sort: true },
    endedAt: { type: 'instant', filter: true, sort: true },
    testState: { type: 'text', filter: true, sort: true },
    neededCpuDays: { type: 'number', filter: true, sort: true },
    pssMaxBytes: { type: 'number', filter: true, sort: true },
  },
  sort: '-composedAt',
});

/** Which trains each analysis took part in (rule 20). */
export const AnalysisTrainRow = z.object({
  /** `<analysisId>:<trainId>` */
  entryId: z.string(),
  analysisId: z.string(),
  trainId: z.string(),
  trainType: z.enum(trainTypes),
  state: TrainState,
  wagonNames: z.string(),
  owners: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
  targetName: z.string(),
  packageTag: z.string(),
  composedAt: z.string(),
  jobs: JobCounts,
  /** Slots that the train takes of the analysis (rule 202), decomposed or not. */
  slots: z.int(),
});
export type AnalysisTrainRow = z.infer<typeof AnalysisTrainRow>;
export const analysisTrains = view('analysis-trains', {
  summary: 'Train runs of each analysis.',
  key: 'entryId',
  version: 3,
  row: AnalysisTrainRow,
  columns: {
    analysisId: { type: 'text', filter: true },
    trainId: { type: 'text', filter: true },
    trainType: { type: 'text', filter: true },
    state: { type: 'text', filter: true, sort: true },
    datasetId: { type: 'text', filter: true },
    datasetName: { type: 'text', filter: true, sort: true },
    composedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: '-composedAt',
});
