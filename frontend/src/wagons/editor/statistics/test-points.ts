import type { TestRunRow } from '@hyperloop/contracts/test-runs';

/** One ended test of a wagon: bytes, seconds, bytes a second; null where it ended before it was measured. */
export type TestPoint = {
  readonly testRunId: string;
  readonly state: TestRunRow['state'];
  readonly endedAt: string | null;
  readonly packageTag: string;
  /** Another package than the test before it: figures may move for that alone. */
  readonly otherPackage: boolean;
  readonly revision: number | null;
  readonly pssMax: number | null;
  readonly pssAvg: number | null;
  readonly cpuSeconds: number | null;
  readonly wallSeconds: number | null;
  readonly throughput: number | null;
  readonly outputBytes: number | null;
};
type Tested = Pick<TestRunRow, 'testRunId' | 'state' | 'endedAt' | 'packageTag' | 'figures' | 'subject'>;
const ended: readonly TestRunRow['state'][] = ['done', 'warning', 'failed'];

/** Tests that ended, in the order they were asked for (rule 35); those that were cancelled, wait or run are no points. */
export const testPoints = (rows: readonly Tested[]): readonly TestPoint[] => {
  const tests = rows.filter(({ state }) => ended.includes(state)).toSorted((a, b) => Number(a.testRunId) - Number(b.testRunId));
  return tests.map(({ testRunId, state, endedAt, packageTag, figures, subject }, index) => ({
    testRunId,
    state,
    endedAt,
    packageTag,
    otherPackage: index > 0 && tests[index - 1]?.packageTag !== packageTag,
    revision: subject.kind === 'wagon' ? subject.wagonRevision : null,
    pssMax: figures?.pss.max ?? null,
    pssAvg: figures?.pss.avg ?? null,
    cpuSeconds: figures?.cpuSeconds ?? null,
    wallSeconds: figures?.wallSeconds ?? null,
    throughput: figures === null || figures.wallSeconds <= 0 ? null : figures.inputBytes / figures.wallSeconds,
    outputBytes: figures?.outputBytes ?? null,
  }));
};
