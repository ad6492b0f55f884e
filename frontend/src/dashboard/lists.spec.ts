import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { latestOf } from './latest';
import { nextSteps } from './next-steps';
import { workerOf } from './server-health';

const train = (over: Partial<TrainRunRow>) =>
  ({
    trainId: '1',
    state: 'ready',
    datasetName: 'LHC22o',
    testWarnings: [],
    submittedAt: null,
    endedAt: null,
    runMerges: { total: 0, done: 0 },
    ...over,
  }) as unknown as TrainRunRow; // only what these lists read
const test = (over: Partial<TestRunRow>) =>
  ({
    testRunId: '9',
    kind: 'wagon',
    name: 'jets',
    subjectId: '7',
    state: 'done',
    warningCount: 0,
    endedAt: '2025-12-02T13:00:00Z',
    datasetName: 'LHC22o',
    failure: null,
    ...over,
  }) as unknown as TestRunRow; // only what these lists read
const cell = (datasetId: string, composable: boolean[] = []) =>
  ({ datasetId, datasetName: `set ${datasetId}`, warnings: composable.map((each) => ({ composable: each })) }) as unknown as WagonCellRow; // only what these lists read
const warning = { kind: 'memory-growth', figure: 0.4, limit: 0.3, device: null, sentence: '', whatToDo: '', composable: true } as const;

describe('what comes next for operators', () => {
  it('has failed tests first, then trains to decide on, then trains that are ready, then datasets', () => {
    const steps = nextSteps(
      [train({ trainId: '1' }), train({ trainId: '2', testWarnings: [warning] }), train({ trainId: '3', state: 'test-failed' })],
      [cell('5')],
    );
    expect(steps.map(({ what, act }) => [what, act])).toEqual([
      ['Train 3', 'Open'],
      ['Train 2', 'Decide'],
      ['Train 1', 'Review'],
      ['set 5', 'Compose'],
    ]);
  });
  it('counts on a dataset only wagons that a train may take', () => {
    expect(nextSteps([], [cell('5'), cell('6'), cell('6', [true]), cell('5', [true, false])]).map(({ what, why }) => [what, why])).toEqual([
      ['set 6', '2 wagons wait for a train'],
      ['set 5', '1 wagon waits for a train'],
    ]);
  });
});

describe('what ended last', () => {
  it('mixes tests and trains by the time they ended', () => {
    const ended = latestOf(
      [test({}), test({ testRunId: '10', state: 'failed', failure: 'It ended with status 1.', endedAt: '2025-12-02T15:00:00Z' })],
      [
        train({
          state: 'done',
          submittedAt: '2025-12-02T08:29:00Z',
          endedAt: '2025-12-02T14:00:00Z',
          runMerges: { total: 56, done: 56, running: 0, pending: 0, skipped: 0, failed: 0 },
        }),
      ],
      2,
    );
    expect(ended[0]).toMatchObject({ state: 'failed', why: 'It ended with status 1.' });
    expect(ended.map(({ what, how }) => [what, how])).toEqual([
      ['Test 10 of jets', ''],
      ['Train 1', 'Done in 5 h 31 m, 56 of 56 runs merged'],
    ]);
  });
});

describe('the workers of the server', () => {
  it('are told in words; silence and absence are not the same', () => {
    const check = { name: 'test-bench', state: 'ok', word: 'Good', value: '2 of 2', sentence: 'All in use.' } as const;
    expect(workerOf({ phase: 'here', checks: [check] }, 'test-bench')).toMatchObject({ state: 'ok', word: 'OK', sentence: 'All in use.' });
    expect(workerOf({ phase: 'here', checks: [] }, 'grid-engine')).toMatchObject({ state: 'unknown', word: 'Not here' });
    expect(workerOf({ phase: 'silent' }, 'grid-engine')).toMatchObject({ state: 'fail', word: 'No answer' });
  });
});
