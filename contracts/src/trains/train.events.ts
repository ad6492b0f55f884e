import { z } from 'zod';
import { BlobRef, event } from '../kernel/index.js';
import { Runner } from '../packages/index.js';
import { ComposedWagon, TestWarning, trainTypes } from '../test-runs/index.js';

export const TrainId = z.string().regex(/^[0-9]{1,9}$/);
/** One wagon as it was when the train was composed; past trains show the name at the time (rule 32). */
export const TrainWagon = z.object({
  wagonId: z.string(),
  name: z.string(),
  workflowName: z.string(),
  analysisId: z.string(),
  analysisName: z.string(),
  enabledBy: z.string(),
  packageMode: z.enum(['newer', 'fixed', 'pull']),
  testedOn: z.string(),
  testRunId: z.string(),
  wagonRevision: z.int(),
  /** As its test measured it; what makes it heavy (rule 202). */
  pssMaxBytes: z.number().optional(),
});
export type TrainWagon = z.infer<typeof TrainWagon>;

/** A table that a derived-data train writes: who makes it, and its name in the output (rules 66, 194). */
export const StoredTableSchema = z.object({ wagonId: z.string(), table: z.string(), binding: z.string() });

/** Wagons were put together for one dataset; configurations are frozen at that instant (rule 184). Stream `train-<id>`. */
export const TrainComposed = event('TrainComposed', {
  trainId: TrainId,
  datasetId: z.string(),
  datasetName: z.string(),
  wagons: z.array(TrainWagon).min(1),
  dependencies: z.array(ComposedWagon),
  packageTag: z.string(),
  runner: Runner,
  target: z.string(),
  cores: z.int(),
  memoryLimitBytes: z.number(),
  slow: z.boolean(),
  autoSubmit: z.boolean(),
  composition: BlobRef,
  /** From the wagons' tests: days of CPU, bytes. */
  neededCpuDays: z.number(),
  estimatedPssBytes: z.number(),
  datasetBytes: z.number(),
  /** Absent: an analysis train, which writes no tables (rule 181). */
  trainType: z.enum(trainTypes).optional(),
  /** What a derived-data train writes, also of dependencies. */
  storedTables: z.array(StoredTableSchema).optional(),
});
export const TrainTestQueued = event('TrainTestQueued', { trainId: TrainId, testRunId: z.string() });
/** Star or exclamation (rule 187). */
export const TrainTestPassed = event('TrainTestPassed', {
  trainId: TrainId,
  testRunId: z.string(),
  warnings: z.array(TestWarning),
  pssMaxBytes: z.number(),
  cpuDays: z.number(),
});
export const TrainTestFailed = event('TrainTestFailed', { trainId: TrainId, testRunId: z.string(), reason: z.string() });
export const TrainSubmitted = event('TrainSubmitted', { trainId: TrainId, target: z.string(), cores: z.int() });
/** Wagons are free again; only before submission (rule 188). */
export const TrainDecomposed = event('TrainDecomposed', { trainId: TrainId });
/** Stops all running jobs (rule 189). */
export const TrainKilled = event('TrainKilled', { trainId: TrainId });
/** No further activity, but jobs that run may end (rule 189). */
export const TrainClosed = event('TrainClosed', { trainId: TrainId });
/** All jobs and merges ended; the full output is there. */
export const TrainCompleted = event('TrainCompleted', {
  trainId: TrainId,
  jobs: z.int(),
  done: z.int(),
  failed: z.int(),
  cpuSeconds: z.number(),
  mergedRuns: z.int(),
  runs: z.int(),
});
export const TrainCommented = event('TrainCommented', { trainId: TrainId, comment: z.string() });

export const TrainEvent = z.discriminatedUnion('type', [
  TrainComposed,
  TrainTestQueued,
  TrainTestPassed,
  TrainTestFailed,
  TrainSubmitted,
  TrainDecomposed,
  TrainKilled,
  TrainClosed,
  TrainCompleted,
  TrainCommented,
]);
export type TrainEvent = z.infer<typeof TrainEvent>;
