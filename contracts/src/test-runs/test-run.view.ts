import { z } from 'zod';
import { view } from '../kernel/index.js';
import { Runner } from '../packages/index.js';
import { ComposedWagon, Expected, KeptFile, TestFigures, TestSample, TestSubject, TestWarning } from './test-run.events.js';

export const TestRunState = z.enum(['queued', 'running', 'done', 'warning', 'failed', 'cancelled']);
export type TestRunState = z.infer<typeof TestRunState>;

export const TestRunRow = z.object({
  testRunId: z.string(),
  kind: z.enum(['wagon', 'train']),
  subject: TestSubject,
  /** The wagon's or train's id. */
  subjectId: z.string(),
  name: z.string(),
  state: TestRunState,
  analysisId: z.string().nullable(),
  datasetId: z.string(),
  datasetName: z.string(),
  packageTag: z.string(),
  runner: Runner,
  wagons: z.array(ComposedWagon),
  cores: z.int(),
  memoryLimitBytes: z.number(),
  queuedFor: z.string(),
  queuedAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  attempt: z.int(),
  node: z.string().nullable(),
  isolation: z.string().nullable(),
  standIns: z.array(z.string()),
  share: z.number(),
  figures: TestFigures.nullable(),
  expected: Expected.nullable(),
  warnings: z.array(TestWarning),
  warningCount: z.int(),
  failure: z.string().nullable(),
  firstError: z.string().nullable(),
  files: z.array(KeptFile),
});
export type TestRunRow = z.infer<typeof TestRunRow>;
export const testRuns = view('test-runs', {
  summary: 'Tests of wagons and trains with state, figures, warnings and kept files.',
  key: 'testRunId',
  row: TestRunRow,
  columns: {
    kind: { type: 'text', filter: true, sort: true },
    subjectId: { type: 'text', filter: true },
    name: { type: 'text', filter: true, sort: true },
    state: { type: 'text', filter: true, sort: true },
    analysisId: { type: 'text', filter: true },
    datasetId: { type: 'text', filter: true },
    datasetName: { type: 'text', filter: true, sort: true },
    packageTag: { type: 'text', filter: true, sort: true },
    queuedFor: { type: 'text', filter: true, sort: true },
    queuedAt: { type: 'instant', filter: true, sort: true },
    startedAt: { type: 'instant', filter: true, sort: true },
    endedAt: { type: 'instant', filter: true, sort: true },
    warningCount: { type: 'number', filter: true, sort: true },
  },
  sort: '-queuedAt',
});

/** Samples (thinned to 600 a device) and the last 400 log lines of one test: grows while it runs. */
export const TestRunCourseRow = z.object({
  testRunId: z.string(),
  samples: z.array(TestSample),
  lines: z.array(z.string()),
  lineCount: z.int(),
});
export type TestRunCourseRow = z.infer<typeof TestRunCourseRow>;
export const testRunCourses = view('test-run-courses', {
  summary: 'The course of a test: memory and CPU samples per device, and the last log lines.',
  key: 'testRunId',
  row: TestRunCourseRow,
  columns: { testRunId: { type: 'text', filter: true } },
  sort: 'testRunId',
});
