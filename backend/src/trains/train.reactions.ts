import type { TestRunFailed, TestRunPassed, TestRunQueued } from '@hyperloop/contracts/test-runs';
import { RecordTrainTest, SubmitTrain } from '@hyperloop/contracts/trains';
import type { z } from 'zod';
import type { Look, Reaction } from '../kernel/slice.js';

type Data<E extends { data: z.ZodType }> = z.infer<E['data']>;

/** The train a test belongs to, from the test's own stream. */
const subjectNow = {
  initial: { trainId: null } as { trainId: string | null },
  evolve: {
    TestRunQueued: (_: unknown, { subject }: Data<typeof TestRunQueued>) => ({
      trainId: subject.kind === 'train' ? subject.trainId : null,
    }),
  },
};
const trainOfTest = async (look: Look, testRunId: string): Promise<string | null> =>
  (await look.state(subjectNow, `testRun-${testRunId}`)).state.trainId;

export const whenTrainTestQueuedRecordIt: Reaction = {
  name: 'whenTrainTestQueuedRecordIt',
  on: ['TestRunQueued'],
  react: async (event, say) => {
    const { subject, testRunId } = event.data as Data<typeof TestRunQueued>;
    if (subject.kind === 'train') await say(RecordTrainTest.of({ trainId: subject.trainId, testRunId, outcome: { is: 'queued' } }));
  },
};

type AutoSubmit = { autoSubmit: boolean; target: string };
const autoSubmitNow = {
  initial: { autoSubmit: false, target: '' } as AutoSubmit,
  evolve: { TrainComposed: (_: AutoSubmit, { autoSubmit, target }: AutoSubmit): AutoSubmit => ({ autoSubmit, target }) },
};

/** Rule 183: with automatic submission a star leaves by itself; after a warning the operator decides. */
export const whenTrainTestEndedRecordIt: Reaction = {
  name: 'whenTrainTestEndedRecordIt',
  on: ['TestRunPassed', 'TestRunFailed'],
  react: async (event, say, look) => {
    const { testRunId } = event.data as { testRunId: string };
    const trainId = await trainOfTest(look, testRunId);
    if (trainId === null) return;
    if (event.type === 'TestRunFailed') {
      const { reason } = event.data as Data<typeof TestRunFailed>;
      await say(RecordTrainTest.of({ trainId, testRunId, outcome: { is: 'failed', reason } }));
      return;
    }
    const { warnings, figures, expected } = event.data as Data<typeof TestRunPassed>;
    await say(
      RecordTrainTest.of({
        trainId,
        testRunId,
        outcome: { is: 'passed', warnings, pssMaxBytes: figures.pss.max, cpuDays: expected.cpuDays },
      }),
    );
    const { state } = await look.state(autoSubmitNow, `train-${trainId}`);
    if (warnings.length === 0 && state.autoSubmit) await say(SubmitTrain.of({ trainId }), { commandId: `auto-submit:${trainId}` });
  },
};

export const trainReactions: readonly Reaction[] = [whenTrainTestQueuedRecordIt, whenTrainTestEndedRecordIt];
