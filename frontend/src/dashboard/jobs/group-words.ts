import type { JobGroup } from '@hyperloop/contracts/grid';

/** What counters and tiles call the states of jobs. */
export const groupWords: Readonly<Record<JobGroup, string>> = {
  inserting: 'Being inserted',
  waiting: 'Waiting',
  active: 'Running',
  done: 'Done',
  error: 'Error',
  killed: 'Killed',
};
