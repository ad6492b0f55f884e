import type { ViewQuery } from '@hyperloop/contracts/kernel';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';

/** Asks for all that wait and were queued up to this test, itself among them: their number is its place. */
export const queueUpTo = (test: Pick<TestRunRow, 'state' | 'queuedAt'> | undefined): ViewQuery | null =>
  test?.state !== 'queued'
    ? null
    : {
        filter: [
          { column: 'state', op: 'is', value: 'queued' },
          { column: 'queuedAt', op: 'to', value: test.queuedAt },
        ],
        limit: 1,
      };

/** `Next`, `4th in the queue`; the count may not yet hold the test itself. */
export const placeWords = (count: number, place: (n: number) => string): string =>
  count <= 1 ? 'Next in the queue' : `${place(count)} in the queue`;
