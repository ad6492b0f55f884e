import { ridden, train } from '../examples.testing';
import { courseOf } from './course';
import { tabsOf } from './train-run';

const now = Date.parse('2025-12-02T13:32:00Z');
const names = (of: ReturnType<typeof courseOf>) => of.map(({ name, is }) => `${name}: ${is}`);

describe('The course of a train', () => {
  it('waits for its test and for submission', () => {
    expect(names(courseOf(train(), now))).toEqual(['Composed: done', 'Train test: waits', 'Submission: waits']);
  });
  it('runs, merges, and says what is ahead', () => {
    expect(names(courseOf(ridden(), now))).toEqual([
      'Composed: done',
      'Train test done: done',
      'Submitted: done',
      'All jobs submitted: done',
      'Running: running',
      'Merging: running',
      'Final merge: waits',
    ]);
    expect(courseOf(ridden(), now)[4]?.what).toBe('1\u2009866 of 2\u2009214 jobs final');
  });
  it('ends with its full output', () => {
    const jobs = { total: 8, done: 8, active: 0, waiting: 0, inserting: 0, error: 0, killed: 0 };
    const done = ridden({
      state: 'done',
      jobs,
      runMerges: { total: 4, done: 4, running: 0, pending: 0, skipped: 0, failed: 0 },
      fullMerge: 'done',
      endedAt: '2025-12-02T08:00:00.000Z',
    });
    expect(names(courseOf(done, now)).slice(-4)).toEqual(['All jobs ended: done', 'Merging: done', 'Final merge: done', 'Done: done']);
  });
  it('promises nothing any more after a kill or a failed test', () => {
    expect(names(courseOf(ridden({ state: 'killed', endedAt: '2025-12-02T08:00:00.000Z' }), now)).slice(-2)).toEqual([
      'Final merge: gone',
      'Killed: gone',
    ]);
    expect(names(courseOf(train({ state: 'test-failed', testState: 'failed', testFailure: 'It ended with status 1.' }), now))).toEqual([
      'Composed: done',
      'Train test failed: failed',
      'Submission: gone',
    ]);
  });
});

describe('Tabs of a train (rule 194)', () => {
  it('are absent where they make no sense', () => {
    expect(tabsOf(train({ testRunId: null })).map(({ id }) => id)).toEqual(['general']);
    expect(tabsOf(train()).map(({ id }) => id)).toEqual(['general', 'test']);
    const storing = { trainType: 'standard', storedTables: [{ wagonId: '7', table: 'AOD/STRATOF/0', binding: 'StraTof' }] } as const;
    expect(tabsOf(train({ ...storing, storedTables: [...storing.storedTables] })).map(({ id }) => id)).toEqual([
      'general',
      'derived',
      'test',
    ]);
    expect(tabsOf(ridden()).map(({ id }) => id)).toEqual(['general', 'test', 'jobs', 'statistics', 'output']);
  });
});
