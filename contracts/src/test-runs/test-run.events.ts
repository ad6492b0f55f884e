import { z } from 'zod';
import { BlobRef, event } from '../kernel/index.js';
import { Runner } from '../packages/index.js';
import { trainTypes } from './train-types.js';

export const TestRunId = z.string().regex(/^[0-9]{1,9}$/);
/** A wagon test runs one wagon and its dependencies on one core; a train test the whole composition for its target (rule 98). */
export const TestSubject = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wagon'), wagonId: z.string(), wagonRevision: z.int() }),
  z.object({ kind: z.literal('train'), trainId: z.string() }),
]);
export type TestSubject = z.infer<typeof TestSubject>;

/** One wagon of what runs, dependencies first; `wanted` are the wagons asked for, the others came as dependencies (rule 80). */
export const ComposedWagon = z.object({
  wagonId: z.string(),
  name: z.string(),
  workflowName: z.string(),
  analysisId: z.string(),
  wanted: z.boolean(),
  variants: z.array(z.string()),
});
export type ComposedWagon = z.infer<typeof ComposedWagon>;

/** Queued at enabling, at any change, and for a composed train (rules 90, 100, 184). Stream `testRun-<id>`; ids share one sequence with trains (rule 99). */
export const TestRunQueued = event('TestRunQueued', {
  testRunId: TestRunId,
  subject: TestSubject,
  name: z.string(),
  analysisId: z.string().nullable(),
  datasetId: z.string(),
  datasetName: z.string(),
  packageTag: z.string(),
  runner: Runner,
  wagons: z.array(ComposedWagon).min(1),
  /** The frozen composition (`Composition` as JSON): workflows, configuration, dataset. */
  composition: BlobRef,
  cores: z.int().min(1),
  /** Allowance the memory warning is measured against (rules 113, 114). */
  memoryLimitBytes: z.number(),
  datasetBytes: z.number(),
  cpuLimitDays: z.number(),
  queuedFor: z.string(),
  /** Of the test of a train (rule 181); absent: of a wagon, or of a train that writes no tables. */
  trainType: z.enum(trainTypes).optional(),
});
export const TestRunStarted = event('TestRunStarted', {
  testRunId: TestRunId,
  node: z.string(),
  /** What isolation the sandbox had, as a sentence for the page. */
  isolation: z.string(),
  /** Workflows run by the stand-in because they have no executable here. */
  standIns: z.array(z.string()),
  attempt: z.int().min(1),
});

/** Seconds since start; bytes; CPU seconds so far. */
export const TestSample = z.object({ t: z.number(), device: z.string(), pss: z.number(), private: z.number(), cpu: z.number() });
export type TestSample = z.infer<typeof TestSample>;
/** Samples and log lines since the last report, at most every second or two. */
export const TestRunProgressed = event('TestRunProgressed', {
  testRunId: TestRunId,
  share: z.number().min(0).max(1),
  samples: z.array(TestSample),
  lines: z.array(z.string()),
});

const Spread = z.object({ max: z.number(), avg: z.number(), /** bytes per second */ slope: z.number() });
/** Of one device: reader, workflow or writer (rules 106, 108). */
export const DeviceFigures = z.object({
  device: z.string(),
  /** null for reader and writer */
  wagonId: z.string().nullable(),
  pss: Spread,
  private: Spread,
  cpuSeconds: z.number(),
  ccdbCalls: z.int(),
  ccdbBytes: z.number(),
});
export type DeviceFigures = z.infer<typeof DeviceFigures>;
/** What was written of the stored tables (rules 66, 110): bytes on disk in so many files, and of each table. */
export const DerivedFigures = z.object({
  bytes: z.number(),
  files: z.int(),
  tables: z.array(z.object({ binding: z.string(), bytes: z.number() })),
});
export type DerivedFigures = z.infer<typeof DerivedFigures>;
/** Rule 105. Sizes in bytes, times in seconds. */
export const TestFigures = z.object({
  inputFiles: z.int(),
  inputBytes: z.number(),
  outputBytes: z.number(),
  logBytes: z.number(),
  events: z.int(),
  pss: Spread,
  private: Spread,
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  devices: z.array(DeviceFigures),
  samplingSeconds: z.number(),
  /** Absent where no table was stored, and in tests of before. */
  derived: DerivedFigures.optional(),
});
export type TestFigures = z.infer<typeof TestFigures>;

export const WarningKind = z.enum(['memory', 'memory-growth', 'cpu', 'ccdb', 'log-size', 'reduction-factor', 'slim-size', 'linked-files']);
/** A warning with the figure and the threshold in force then (rules 113–127); `composable` false keeps the wagon out of trains. */
export const TestWarning = z.object({
  kind: WarningKind,
  figure: z.number(),
  limit: z.number(),
  device: z.string().nullable(),
  sentence: z.string(),
  whatToDo: z.string(),
  composable: z.boolean(),
});
export type TestWarning = z.infer<typeof TestWarning>;

/** Kept files of a test (rule 109): stdout.log, stderr.log, full_config.json, performanceMetrics.json, status.json, AnalysisResults.json. */
export const KeptFile = z.object({ name: z.string(), blob: BlobRef });
export type KeptFile = z.infer<typeof KeptFile>;

/** Test CPU per input byte × dataset size (rules 110, 111). */
export const Expected = z.object({ cpuDays: z.number(), outputBytes: z.number(), throughputBytesPerSecond: z.number(), co2Kg: z.number() });
export type Expected = z.infer<typeof Expected>;

/** Parameters that only the wagon, or only the package, declares, as `task/parameter` (rules 103, 145). */
export const ParameterMismatch = z.object({ inWagonOnly: z.array(z.string()), inPackageOnly: z.array(z.string()) });
export type ParameterMismatch = z.infer<typeof ParameterMismatch>;

/** It ended well: a star without warnings, an exclamation mark with some (rule 96). */
export const TestRunPassed = event('TestRunPassed', {
  testRunId: TestRunId,
  figures: TestFigures,
  expected: Expected,
  warnings: z.array(TestWarning),
  files: z.array(KeptFile),
});
export const TestRunFailed = event('TestRunFailed', {
  testRunId: TestRunId,
  /** A sentence: what ended it. */
  reason: z.string(),
  firstError: z.string().nullable(),
  figures: TestFigures.nullable(),
  files: z.array(KeptFile),
  /** It never ran, because the parameters of wagon and package differ; a sync queues it anew (rule 103). */
  mismatch: ParameterMismatch.optional(),
});
/** The bench that ran it is gone; it waits again. */
export const TestRunRequeued = event('TestRunRequeued', { testRunId: TestRunId, because: z.string() });
/** It makes no sense any more: changed again, disabled, decomposed (rule 100). */
export const TestRunCancelled = event('TestRunCancelled', { testRunId: TestRunId, because: z.string() });

export const TestRunEvent = z.discriminatedUnion('type', [
  TestRunQueued,
  TestRunStarted,
  TestRunProgressed,
  TestRunPassed,
  TestRunFailed,
  TestRunRequeued,
  TestRunCancelled,
]);
export type TestRunEvent = z.infer<typeof TestRunEvent>;
