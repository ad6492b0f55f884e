import { z } from 'zod';
import { BlobRef, view } from '../kernel/index.js';
import { DerivedFigures } from '../test-runs/index.js';
import { JobCounts } from '../trains/index.js';
import { JobFigures, JobStateSchema } from './grid.events.js';

export const MergeState = z.enum(['none', 'pending', 'running', 'done', 'failed', 'skipped', 'deleted']);

/** Rule 195. */
export const MasterjobRow = z.object({
  masterjobId: z.string(),
  trainId: z.string(),
  run: z.int(),
  directory: z.string(),
  target: z.string(),
  engine: z.string(),
  jobs: JobCounts,
  retried: z.int(),
  files: z.int(),
  bytes: z.number(),
  cpuSeconds: z.number(),
  /** Derived data of its jobs that ended well, collected (rules 68–70); of an analysis train none. */
  derived: DerivedFigures,
  /** When its tables were deleted: those of slim trains are (rule 69). */
  derivedDeletedAt: z.string().nullable(),
  merging: MergeState,
  mergeReason: z.string().nullable(),
  submittedAt: z.string(),
  endedAt: z.string().nullable(),
});
export type MasterjobRow = z.infer<typeof MasterjobRow>;
export const masterjobs = view('masterjobs', {
  summary: 'Masterjobs: one a run of a train, with job counts and merging.',
  key: 'masterjobId',
  version: 3,
  row: MasterjobRow,
  columns: {
    trainId: { type: 'text', filter: true },
    run: { type: 'number', filter: true, sort: true },
    merging: { type: 'text', filter: true, sort: true },
    submittedAt: { type: 'instant', filter: true, sort: true },
    bytes: { type: 'number', sort: true },
  },
  sort: 'run',
});

/** One job, its newest attempt on top; earlier attempts stay (C17). */
export const GridJobRow = z.object({
  jobId: z.string(),
  masterjobId: z.string(),
  trainId: z.string(),
  run: z.int(),
  state: JobStateSchema,
  /** One of inserting, waiting, active, done, error, killed: what tiles and filters use. */
  group: z.enum(['inserting', 'waiting', 'active', 'done', 'error', 'killed']),
  attempt: z.int(),
  site: z.string().nullable(),
  files: z.int(),
  bytes: z.number(),
  reason: z.string().nullable(),
  figures: JobFigures.nullable(),
  log: BlobRef.nullable(),
  /** Files of stored tables (rule 194). */
  derivedFiles: z.array(BlobRef),
  submittedAt: z.string(),
  changedAt: z.string(),
  attempts: z.array(
    z.object({ attempt: z.int(), state: JobStateSchema, at: z.string(), reason: z.string().nullable(), log: BlobRef.nullable() }),
  ),
});
export type GridJobRow = z.infer<typeof GridJobRow>;
export const gridJobs = view('grid-jobs', {
  summary: 'Jobs on the Grid with state, attempts and figures.',
  key: 'jobId',
  version: 3,
  row: GridJobRow,
  columns: {
    trainId: { type: 'text', filter: true },
    masterjobId: { type: 'text', filter: true },
    run: { type: 'number', filter: true, sort: true },
    state: { type: 'text', filter: true, sort: true },
    group: { type: 'text', filter: true, sort: true },
    attempt: { type: 'number', filter: true, sort: true },
    site: { type: 'text', filter: true, sort: true },
    bytes: { type: 'number', sort: true },
    submittedAt: { type: 'instant', filter: true, sort: true },
    changedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: 'jobId',
});

const Spread = z.object({ min: z.number(), max: z.number(), sum: z.number(), sumSquares: z.number() });
/** Rule 197 in its basic form; averages and deviations follow from sum and sum of squares. */
export const GridStatisticsRow = z.object({
  trainId: z.string(),
  states: z.array(z.object({ state: JobStateSchema, jobs: z.int(), files: z.int(), inputBytes: z.number(), filesPerJob: Spread })),
  wall: Spread,
  /** Attempts that told their figures: how many stand behind `wall`. */
  measuredJobs: z.int(),
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  startupSeconds: z.number(),
  savingSeconds: z.number(),
  inputBytes: z.number(),
  finalJobs: z.int(),
  cores: z.int(),
  /** Job counts over time, at most 400 points: the chart “jobs by state”. */
  course: z.array(z.object({ at: z.string(), done: z.int(), error: z.int(), active: z.int(), waiting: z.int() })),
});
export type GridStatisticsRow = z.infer<typeof GridStatisticsRow>;
export const gridStatistics = view('grid-statistics', {
  summary: 'Grid statistics of a train: efficiency, throughput, states, course.',
  key: 'trainId',
  row: GridStatisticsRow,
  columns: { trainId: { type: 'text', filter: true } },
  sort: 'trainId',
});

/** Rule 198: one row per run, one for the full train, and of a slim train one for its tables (rule 69). */
export const MergedOutputRow = z.object({
  /** The id of the run's masterjob, `<trainId>.full`, or `<trainId>.slim` */
  outputId: z.string(),
  trainId: z.string(),
  scope: z.enum(['run', 'train', 'slim']),
  run: z.int().nullable(),
  state: MergeState,
  directory: z.string().nullable(),
  output: BlobRef.nullable(),
  runs: z.array(z.int()),
  ofRuns: z.array(z.int()),
  /** Histograms and the like; of slim output its data frames. */
  objects: z.int(),
  reason: z.string().nullable(),
  /** Slim output is kept for a time only (rule 69); null: for ever. */
  keptUntil: z.string().nullable(),
  changedAt: z.string(),
});
export type MergedOutputRow = z.infer<typeof MergedOutputRow>;
export const mergedOutputs = view('merged-outputs', {
  summary: 'Merged outputs of trains: each run, the full train, and the tables of a slim train.',
  key: 'outputId',
  version: 2,
  row: MergedOutputRow,
  columns: {
    trainId: { type: 'text', filter: true },
    scope: { type: 'text', filter: true, sort: true },
    run: { type: 'number', filter: true, sort: true },
    state: { type: 'text', filter: true, sort: true },
    keptUntil: { type: 'instant', filter: true, sort: true },
    changedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: 'outputId',
});

/** A file of stored tables, and whose it is: equal bytes are kept once, so that one file may be several jobs'. */
export const DerivedFileRow = z.object({
  sha256: z.string(),
  size: z.int(),
  /** Ids of jobs and of merged outputs. */
  usedBy: z.array(z.string()),
});
export type DerivedFileRow = z.infer<typeof DerivedFileRow>;
export const derivedFiles = view('derived-files', {
  summary: 'Files of stored tables that are kept, and whose they are.',
  key: 'sha256',
  row: DerivedFileRow,
  columns: { sha256: { type: 'text', filter: true }, size: { type: 'number', filter: true, sort: true } },
  sort: 'sha256',
});
