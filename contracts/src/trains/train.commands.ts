import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { TestWarning, trainTypes } from '../test-runs/index.js';
import { TrainId } from './train.events.js';

export const ComposeTrain = command(
  'ComposeTrain',
  'Compose a train of compatible wagons on one dataset; it is tested at once (rules 178, 184).',
  {
    datasetId: z.string().max(12),
    wagonIds: z.array(z.string().max(12)).min(1).max(100),
    target: z.string().max(40),
    slow: z.boolean(),
    /** Submit by itself when the test ends as star (rule 183). */
    autoSubmit: z.boolean(),
    /** What it writes beside histograms (rule 181); absent: an analysis train. */
    trainType: z.enum(trainTypes).optional(),
  },
);
/** Said by automation when the train's test was queued, passed or failed. */
export const RecordTrainTest = command('RecordTrainTest', 'The train’s test was queued or has ended; said by the system.', {
  trainId: TrainId,
  testRunId: z.string().max(12),
  outcome: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('queued') }),
    z.strictObject({ is: z.literal('passed'), warnings: z.array(TestWarning), pssMaxBytes: z.number(), cpuDays: z.number() }),
    z.strictObject({ is: z.literal('failed'), reason: z.string().max(1000) }),
  ]),
});
export const SubmitTrain = command('SubmitTrain', 'Send a tested train to the Grid; the target may be changed now (rule 187).', {
  trainId: TrainId,
  target: z.string().max(40).optional(),
});
export const DecomposeTrain = command('DecomposeTrain', 'Take a train apart before submission; its wagons are free (rule 188).', {
  trainId: TrainId,
});
export const KillTrain = command('KillTrain', 'Stop all running jobs of a train (rule 189).', { trainId: TrainId });
export const CloseTrain = command('CloseTrain', 'Stop further activity but let jobs run (rule 189).', { trainId: TrainId });
export const CommentTrain = command('CommentTrain', 'Set the comment of a train (rule 192).', {
  trainId: TrainId,
  comment: z.string().max(1000),
});
export const CompleteTrain = command('CompleteTrain', 'All jobs and merges of a train ended; said by the system.', {
  trainId: TrainId,
  jobs: z.int().min(0),
  done: z.int().min(0),
  failed: z.int().min(0),
  cpuSeconds: z.number().min(0),
  mergedRuns: z.int().min(0),
  runs: z.int().min(0),
});
export type TrainCommand =
  | z.infer<typeof ComposeTrain>
  | z.infer<typeof RecordTrainTest>
  | z.infer<typeof SubmitTrain>
  | z.infer<typeof DecomposeTrain>
  | z.infer<typeof KillTrain>
  | z.infer<typeof CloseTrain>
  | z.infer<typeof CommentTrain>
  | z.infer<typeof CompleteTrain>;

export const TrainUnknown = refusal('TrainUnknown', { trainId: z.string() }, ({ trainId }) => `There is no train ${trainId}.`);
export const TrainNotTested = refusal(
  'TrainNotTested',
  { trainId: z.string(), testRunId: z.string().nullable() },
  ({ trainId }) => `The test of train ${trainId} has not ended yet. It can leave when it has.`,
);
export const TrainTestNotPassed = refusal(
  'TrainTestNotPassed',
  { trainId: z.string(), reason: z.string() },
  ({ reason }) => `Its test failed: ${reason} Decompose the train and look at the test.`,
);
/** Its test ended, with a warning that no operator may pass over (rules 121, 123, 125, 126). */
export const TrainTestForbids = refusal(
  'TrainTestForbids',
  { trainId: z.string(), sentence: z.string(), whatToDo: z.string() },
  ({ sentence, whatToDo }) => `${sentence} ${whatToDo}`,
);
export const TrainOver = refusal(
  'TrainOver',
  { trainId: z.string(), phase: z.string() },
  ({ trainId, phase }) => `Train ${trainId} is ${phase}, so this is not possible any more.`,
);
export const TrainAlreadySubmitted = refusal(
  'TrainAlreadySubmitted',
  { trainId: z.string() },
  ({ trainId }) => `Train ${trainId} has been submitted. It can be killed or closed, not decomposed.`,
);
export const TrainNotSubmitted = refusal(
  'TrainNotSubmitted',
  { trainId: z.string() },
  ({ trainId }) => `Train ${trainId} has not been submitted. Decompose it instead.`,
);
export const TargetUnknown = refusal(
  'TargetUnknown',
  { target: z.string() },
  ({ target }) => `There is no target ${target}. Choose one of the list.`,
);
export const TargetTooSmall = refusal(
  'TargetTooSmall',
  { target: z.string(), neededBytes: z.number(), limitBytes: z.number() },
  ({ target, neededBytes, limitBytes }) =>
    `${(neededBytes / 1e9).toFixed(1)} GB is over the ${(limitBytes / 1e9).toFixed(1)} GB of ${target}. Choose a larger target or fewer wagons.`,
);
/** One wagon and why it cannot be in the train. */
export const WagonsNotComposable = refusal(
  'WagonsNotComposable',
  { wagons: z.array(z.object({ wagonId: z.string(), name: z.string(), reason: z.string() })) },
  ({ wagons }) => wagons.map(({ name, reason }) => `${name}: ${reason}`).join(' '),
);
/** Rule 68. */
export const TrainNotAutomatic = refusal('TrainNotAutomatic', { sentence: z.string() }, ({ sentence }) => sentence);
export const DatasetHasNoRuns = refusal(
  'DatasetHasNoRuns',
  { name: z.string() },
  ({ name }) => `${name} has no runs left. Look at its productions and excluded runs.`,
);
export type TrainRefusal =
  | RefusalOf<typeof TrainUnknown>
  | RefusalOf<typeof TrainNotTested>
  | RefusalOf<typeof TrainTestNotPassed>
  | RefusalOf<typeof TrainTestForbids>
  | RefusalOf<typeof TrainOver>
  | RefusalOf<typeof TrainAlreadySubmitted>
  | RefusalOf<typeof TrainNotSubmitted>
  | RefusalOf<typeof TargetUnknown>
  | RefusalOf<typeof TargetTooSmall>
  | RefusalOf<typeof WagonsNotComposable>
  | RefusalOf<typeof TrainNotAutomatic>
  | RefusalOf<typeof DatasetHasNoRuns>;
