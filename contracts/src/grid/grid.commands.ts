import { z } from 'zod';
import { BlobRef, command, Instant, refusal, type RefusalOf } from '../kernel/index.js';
import { RunNumber } from '../runlists/index.js';
import { JobUpdate, MasterjobId, MergeScope, Subjob } from './grid.events.js';

export const SubmitMasterjob = command('SubmitMasterjob', 'Submit the jobs of one run of a train; said by the system.', {
  masterjobId: MasterjobId,
  trainId: z.string().max(12),
  run: RunNumber,
  target: z.string().max(40),
  engine: z.string().max(40),
  directory: z.string().max(300),
  storage: z.string().max(100),
  jobs: z.array(Subjob).min(1).max(20000),
});
export const UpdateJobs = command('UpdateJobs', 'News of the jobs of a masterjob, all of one poll; said by the system.', {
  masterjobId: MasterjobId,
  trainId: z.string().max(12),
  updates: z.array(JobUpdate).min(1).max(20000),
});
export const RecordMerging = command('RecordMerging', 'Merging of a run or of the full train began, ended or failed; said by the system.', {
  trainId: z.string().max(12),
  scope: MergeScope,
  outcome: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('started'), inputs: z.int().min(0) }),
    z.strictObject({
      is: z.literal('merged'),
      directory: z.string().max(300),
      output: BlobRef,
      runs: z.array(RunNumber),
      ofRuns: z.array(RunNumber),
      objects: z.int(),
      keptUntil: Instant.optional(),
    }),
    z.strictObject({ is: z.literal('failed'), reason: z.string().max(1000) }),
    z.strictObject({ is: z.literal('skipped'), reason: z.string().max(1000) }),
  ]),
});
export const DeleteSlimFiles = command(
  'DeleteSlimFiles',
  'The time of a slim train’s tables is over (rule 69): those of a run’s jobs, or the merged file; said by the system.',
  { trainId: z.string().max(12), scope: MergeScope },
);
export type GridCommand =
  z.infer<typeof SubmitMasterjob> | z.infer<typeof UpdateJobs> | z.infer<typeof RecordMerging> | z.infer<typeof DeleteSlimFiles>;

export const MasterjobUnknown = refusal(
  'MasterjobUnknown',
  { masterjobId: z.string() },
  ({ masterjobId }) => `There is no masterjob ${masterjobId}.`,
);
export const JobMoveNotAllowed = refusal(
  'JobMoveNotAllowed',
  { jobId: z.string(), from: z.string(), to: z.string() },
  ({ jobId, from, to }) => `Job ${jobId} is ${from}; it cannot become ${to} in the same attempt.`,
);
export const MergingOver = refusal(
  'MergingOver',
  { trainId: z.string() },
  ({ trainId }) => `This merging of train ${trainId} has ended already.`,
);
export const NotSlim = refusal(
  'NotSlim',
  { trainId: z.string() },
  ({ trainId }) => `Train ${trainId} is no slim train that has ended: its tables are kept (rules 68–70).`,
);
export type GridRefusal =
  RefusalOf<typeof MasterjobUnknown> | RefusalOf<typeof JobMoveNotAllowed> | RefusalOf<typeof MergingOver> | RefusalOf<typeof NotSlim>;
