/** Job states keep ALICE's names. No zod here: the browser reads it. */
export const jobStates = [
  'INSERTING',
  'WAITING',
  'STARTED',
  'RUNNING',
  'SAVING',
  'DONE',
  'ERROR_E',
  'ERROR_EW',
  'ERROR_IB',
  'ERROR_V',
  'ERROR_SV',
  'EXPIRED',
  'ZOMBIE',
  'KILLED',
] as const;
export type JobState = (typeof jobStates)[number];
const finals: ReadonlySet<string> = new Set([
  'DONE',
  'ERROR_E',
  'ERROR_EW',
  'ERROR_IB',
  'ERROR_V',
  'ERROR_SV',
  'EXPIRED',
  'ZOMBIE',
  'KILLED',
]);
export const isFinal = (state: JobState): boolean => finals.has(state);
export const isError = (state: JobState): boolean => state.startsWith('ERROR_') || state === 'EXPIRED' || state === 'ZOMBIE';
export const isActive = (state: JobState): boolean => state === 'STARTED' || state === 'RUNNING' || state === 'SAVING';
/** What ended a job, in words. */
export const jobStateWords: Readonly<Record<JobState, string>> = {
  INSERTING: 'being inserted',
  WAITING: 'waits for a slot',
  STARTED: 'started',
  RUNNING: 'running',
  SAVING: 'saving its output',
  DONE: 'done',
  ERROR_E: 'could not be executed',
  ERROR_EW: 'over its wall time',
  ERROR_IB: 'input not readable',
  ERROR_V: 'validation failed',
  ERROR_SV: 'output not saved',
  EXPIRED: 'over its life time',
  ZOMBIE: 'its node was lost',
  KILLED: 'killed',
};

export const jobGroups = ['inserting', 'waiting', 'active', 'done', 'error', 'killed'] as const;
export type JobGroup = (typeof jobGroups)[number];
/** What counters, tiles and filters use. */
export const groupOf = (state: JobState): JobGroup => {
  if (state === 'INSERTING') return 'inserting';
  if (state === 'WAITING') return 'waiting';
  if (state === 'DONE') return 'done';
  if (state === 'KILLED') return 'killed';
  return isActive(state) ? 'active' : 'error';
};
