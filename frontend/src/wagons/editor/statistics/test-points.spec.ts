import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { figures as example } from '@hyperloop/contracts/test-runs/examples';
import { testPoints } from './test-points';

const figures = (inputBytes: number, wallSeconds: number) => ({
  ...example,
  pss: { max: 3, avg: 2, slope: 0 },
  cpuSeconds: 5,
  wallSeconds,
  inputBytes,
  outputBytes: 7,
});
const test = (testRunId: string, more: Partial<TestRunRow> = {}) => ({
  testRunId,
  state: 'done' as const,
  endedAt: '2025-12-02T14:00:00Z',
  packageTag: 'O2Physics::daily-20251201-0000-1',
  subject: { kind: 'wagon' as const, wagonId: '17', wagonRevision: 4 },
  figures: figures(1000, 4),
  ...more,
});

describe('the statistics of a wagon’s tests (rule 35)', () => {
  it('stand in the order of their numbers, which is no order of texts', () =>
    expect(testPoints([test('100'), test('99'), test('1000')]).map(({ testRunId }) => testRunId)).toEqual(['99', '100', '1000']));
  it('have memory, CPU, wall, throughput and output', () =>
    expect(testPoints([test('9')])).toMatchObject([
      { pssMax: 3, pssAvg: 2, cpuSeconds: 5, wallSeconds: 4, throughput: 250, outputBytes: 7, revision: 4 },
    ]));
  it('are of tests that ended: a failed one counts with what it has, a cancelled or running one does not', () =>
    expect(
      testPoints([
        test('1', { state: 'failed', figures: null }),
        test('2', { state: 'cancelled' }),
        test('3', { state: 'running' }),
        test('4', { state: 'queued' }),
        test('5', { state: 'warning' }),
      ]).map(({ testRunId, pssMax }) => [testRunId, pssMax]),
    ).toEqual([
      ['1', null],
      ['5', 3],
    ]));
  it('divide by no time that did not pass', () => expect(testPoints([test('1', { figures: figures(1000, 0) })])[0]?.throughput).toBeNull());
  it('say where another package begins', () =>
    expect(
      testPoints([test('1'), test('2', { packageTag: 'other' }), test('3', { packageTag: 'other' })]).map((one) => one.otherPackage),
    ).toEqual([false, true, false]));
});
