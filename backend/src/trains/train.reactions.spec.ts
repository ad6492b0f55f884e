import { TestRunFailed, TestRunPassed, TestRunQueued } from '@hyperloop/contracts/test-runs';
import { passed, queued } from '@hyperloop/contracts/test-runs/examples';
import { RecordTrainTest, SubmitTrain, TrainComposed } from '@hyperloop/contracts/trains';
import { composed } from '@hyperloop/contracts/trains/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import { whenTrainTestEndedRecordIt, whenTrainTestQueuedRecordIt } from './train.reactions.js';

const { trainId } = composed.data;
const testRunId = '561301';
const ofTrain = TestRunQueued.of({ ...queued.data, testRunId, subject: { kind: 'train', trainId } });
const ended = TestRunPassed.of({ ...passed.data, testRunId });
const warned = TestRunPassed.of({
  ...passed.data,
  testRunId,
  warnings: [{ kind: 'memory-growth', figure: 0.4, limit: 0.3, device: null, sentence: 'Grows.', whatToDo: 'Look.', composable: true }],
});
const seen = (autoSubmit: boolean) => ({
  streams: { [`testRun-${testRunId}`]: [ofTrain], [`train-${trainId}`]: [TrainComposed.of({ ...composed.data, autoSubmit })] },
});
const record = (outcome: Parameters<typeof RecordTrainTest.of>[0]['outcome']) => RecordTrainTest.of({ trainId, testRunId, outcome });
const figures = { pssMaxBytes: passed.data.figures.pss.max, cpuDays: passed.data.expected.cpuDays };

describe('the test of a train', () => {
  it('is recorded with it when it is queued (rule 184)', async () =>
    expect(await saidBy(whenTrainTestQueuedRecordIt, ofTrain)).toEqual([record({ is: 'queued' })]));
  it('of a wagon concerns no train', async () => {
    expect(await saidBy(whenTrainTestQueuedRecordIt, queued)).toEqual([]);
    expect(await saidBy(whenTrainTestEndedRecordIt, passed, { streams: { 'testRun-561284': [queued] } })).toEqual([]);
  });
  it('tells its figures and warnings at the end', async () =>
    expect(await saidBy(whenTrainTestEndedRecordIt, ended, seen(false))).toEqual([record({ is: 'passed', warnings: [], ...figures })]));
  it('tells why it failed', async () => {
    const failed = TestRunFailed.of({ testRunId, reason: 'It ended with status 1.', firstError: null, figures: null, files: [] });
    expect(await saidBy(whenTrainTestEndedRecordIt, failed, seen(true))).toEqual([
      record({ is: 'failed', reason: 'It ended with status 1.' }),
    ]);
  });
  it('submits the train by itself after a star, where that was asked for (rule 183)', async () =>
    expect(await saidBy(whenTrainTestEndedRecordIt, ended, seen(true))).toEqual([
      record({ is: 'passed', warnings: [], ...figures }),
      SubmitTrain.of({ trainId }),
    ]));
  it('leaves a warning to the operator (rule 183)', async () =>
    expect(await saidBy(whenTrainTestEndedRecordIt, warned, seen(true))).toEqual([
      record({ is: 'passed', warnings: warned.data.warnings, ...figures }),
    ]));
});
