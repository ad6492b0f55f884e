import { z } from 'zod';
import { BlobRef, DeletedBlob, event, Instant } from '../kernel/index.js';
import { RunNumber } from '../runlists/index.js';
import { DerivedFigures } from '../test-runs/index.js';
import { jobStates } from './job-states.js';

export const JobStateSchema = z.enum(jobStates);
/** `<trainId>.<run>`; when a second production holds the same run, `<trainId>.<run>p2`. */
export const MasterjobId = z.string().regex(/^[0-9]{1,9}\.[0-9]{6}(p[0-9]{1,3})?$/);

/** One job over a chunk of a run's files. `jobId` is `<masterjobId>.<index>`. */
export const Subjob = z.object({ jobId: z.string(), files: z.array(z.string()).min(1), bytes: z.number() });
export type Subjob = z.infer<typeof Subjob>;

/** One masterjob a run (rule 195). Stream `masterjob-<id>`. */
export const MasterjobSubmitted = event('MasterjobSubmitted', {
  masterjobId: MasterjobId,
  trainId: z.string(),
  run: RunNumber,
  target: z.string(),
  engine: z.string(),
  directory: z.string(),
  storage: z.string(),
  jobs: z.array(Subjob).min(1),
});
/** Seconds and bytes of one attempt. */
export const JobFigures = z.object({
  cpuSeconds: z.number(),
  wallSeconds: z.number(),
  startupSeconds: z.number(),
  savingSeconds: z.number(),
  inputBytes: z.number(),
  outputBytes: z.number(),
  files: z.int(),
  pssMaxBytes: z.number(),
  events: z.int(),
  /** Absent where no table was stored. */
  derived: DerivedFigures.optional(),
});
export type JobFigures = z.infer<typeof JobFigures>;
export const JobUpdate = z.object({
  jobId: z.string(),
  /** From 1; a retry is a new attempt and never overwrites the old one (C17). */
  attempt: z.int().min(1),
  state: JobStateSchema,
  at: z.iso.datetime(),
  site: z.string().nullable(),
  reason: z.string().nullable(),
  figures: JobFigures.nullable(),
  output: BlobRef.nullable(),
  log: BlobRef.nullable(),
  /** Its files of stored tables, in order; absent where none was stored (rules 68–70). */
  derivedFiles: z.array(BlobRef).optional(),
});
export type JobUpdate = z.infer<typeof JobUpdate>;
/** How many jobs went from where to where, so that counters need not remember every job. */
export const JobMove = z.object({ from: JobStateSchema, to: JobStateSchema, count: z.int().min(1) });
export type JobMove = z.infer<typeof JobMove>;
/** All news of one poll in one event, never one append a job. */
export const JobsUpdated = event('JobsUpdated', {
  masterjobId: MasterjobId,
  trainId: z.string(),
  updates: z.array(JobUpdate).min(1),
  moves: z.array(JobMove).min(1),
});

/**
 * Merging of a run, or of the full train (rule 198), or of the tables of a slim train into its one file (rule 69). The
 * full train's stream is `merging-<trainId>`, a run's is its masterjob's, that of slim output `slim-<trainId>`.
 */
export const MergeScope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('run'), masterjobId: MasterjobId, run: RunNumber }),
  z.object({ of: z.literal('train') }),
  z.object({ of: z.literal('slim') }),
]);
export type MergeScope = z.infer<typeof MergeScope>;
export const MergingStarted = event('MergingStarted', { trainId: z.string(), scope: MergeScope, inputs: z.int() });
export const OutputMerged = event('OutputMerged', {
  trainId: z.string(),
  scope: MergeScope,
  directory: z.string(),
  output: BlobRef,
  runs: z.array(RunNumber),
  ofRuns: z.array(RunNumber),
  objects: z.int(),
  /** Of slim output (rule 69); absent: kept for ever. */
  keptUntil: Instant.optional(),
});
export const MergingFailed = event('MergingFailed', { trainId: z.string(), scope: MergeScope, reason: z.string() });
/** Nothing to merge: no job of it ended well. */
export const MergingSkipped = event('MergingSkipped', { trainId: z.string(), scope: MergeScope, reason: z.string() });

/**
 * Tables of a slim train are kept for a time only (rule 69): those that the jobs of a run wrote, and the one file they
 * were merged into. `jobIds`: whose they were; none of the merged file.
 */
export const SlimFilesDeleted = event('SlimFilesDeleted', {
  trainId: z.string(),
  scope: MergeScope,
  jobIds: z.array(z.string()),
  files: z.array(DeletedBlob).min(1),
});

export const GridEvent = z.discriminatedUnion('type', [
  MasterjobSubmitted,
  JobsUpdated,
  MergingStarted,
  OutputMerged,
  MergingFailed,
  MergingSkipped,
  SlimFilesDeleted,
]);
export type GridEvent = z.infer<typeof GridEvent>;
