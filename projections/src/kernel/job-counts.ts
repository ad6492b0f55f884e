import { groupOf, type JobMove } from '@hyperloop/contracts/grid';
import type { JobCounts } from '@hyperloop/contracts/trains';

export const noJobs: JobCounts = { total: 0, done: 0, active: 0, waiting: 0, inserting: 0, error: 0, killed: 0 };

export const withInserted = (counts: JobCounts, jobs: number): JobCounts => ({
  ...counts,
  total: counts.total + jobs,
  inserting: counts.inserting + jobs,
});

/** Counters follow the moves of one poll; no job has to be remembered. */
export const withMoves = (counts: JobCounts, moves: readonly JobMove[]): JobCounts => {
  const next = { ...counts };
  for (const { from, to, count } of moves) {
    next[groupOf(from)] -= count;
    next[groupOf(to)] += count;
  }
  return next;
};
/** Every job is done, in error or killed. */
export const allFinal = ({ total, done, error, killed }: JobCounts): boolean => total > 0 && done + error + killed === total;
