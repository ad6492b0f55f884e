import type { IconName } from './icons';

export type Tone = 'wait' | 'run' | 'done' | 'warn' | 'fail' | 'past';
export type StatusLook = { readonly icon: IconName; readonly word: string; readonly tone: Tone; readonly spin?: boolean };

const running: StatusLook = { icon: 'running', word: 'Running', tone: 'run', spin: true };

/** Tests of wagons and trains (rule 96: hourglass, star, exclamation …), always icon and word. */
export const testStatus = {
  none: { icon: 'minus', word: 'Not tested', tone: 'wait' },
  queued: { icon: 'hourglass', word: 'Queued', tone: 'wait' },
  running,
  done: { icon: 'star', word: 'Done', tone: 'done' },
  warning: { icon: 'warning', word: 'Warning', tone: 'warn' },
  failed: { icon: 'failed', word: 'Failed', tone: 'fail' },
  cancelled: { icon: 'blocked', word: 'Cancelled', tone: 'wait' },
} as const satisfies Readonly<Record<string, StatusLook>>;

/** Trains (rule 186). */
export const trainStatus = {
  testing: { icon: 'running', word: 'Testing', tone: 'run', spin: true },
  'test-failed': { icon: 'failed', word: 'Test failed', tone: 'fail' },
  ready: { icon: 'done', word: 'Ready', tone: 'wait' },
  submitting: { icon: 'upload', word: 'Submitting', tone: 'run' },
  submitted: { icon: 'running', word: 'Submitted', tone: 'run', spin: true },
  done: { icon: 'done', word: 'Done', tone: 'done' },
  closed: { icon: 'blocked', word: 'Closed', tone: 'wait' },
  killed: { icon: 'stopped', word: 'Killed', tone: 'fail' },
  decomposed: { icon: 'minus', word: 'Decomposed', tone: 'wait' },
} as const satisfies Readonly<Record<string, StatusLook>>;

const error = (word: string): StatusLook => ({ icon: 'failed', word, tone: 'fail' });
/** Jobs keep the names of the Grid. */
export const jobStatus = {
  INSERTING: { icon: 'plus', word: 'INSERTING', tone: 'wait' },
  WAITING: { icon: 'hourglass', word: 'WAITING', tone: 'wait' },
  STARTED: { icon: 'running', word: 'STARTED', tone: 'run', spin: true },
  RUNNING: { icon: 'running', word: 'RUNNING', tone: 'run', spin: true },
  SAVING: { icon: 'upload', word: 'SAVING', tone: 'run' },
  DONE: { icon: 'done', word: 'DONE', tone: 'done' },
  ERROR_E: error('ERROR_E'),
  ERROR_EW: error('ERROR_EW'),
  ERROR_IB: error('ERROR_IB'),
  ERROR_V: error('ERROR_V'),
  ERROR_SV: error('ERROR_SV'),
  EXPIRED: { icon: 'clock', word: 'EXPIRED', tone: 'fail' },
  ZOMBIE: { icon: 'clock', word: 'ZOMBIE', tone: 'fail' },
  KILLED: { icon: 'stopped', word: 'KILLED', tone: 'fail' },
} as const satisfies Readonly<Record<string, StatusLook>>;

export const datasetStatus = {
  active: { icon: 'done', word: 'Active', tone: 'done' },
  inactive: { icon: 'pause', word: 'Inactive', tone: 'wait' },
  removed: { icon: 'blocked', word: 'Removed', tone: 'wait' },
} as const satisfies Readonly<Record<string, StatusLook>>;

export const mergeStatus = {
  none: { icon: 'minus', word: 'No output yet', tone: 'wait' },
  pending: { icon: 'hourglass', word: 'Pending', tone: 'wait' },
  running: { icon: 'running', word: 'Merging', tone: 'run', spin: true },
  done: { icon: 'done', word: 'Merged', tone: 'done' },
  failed: { icon: 'failed', word: 'Merge failed', tone: 'fail' },
  skipped: { icon: 'minus', word: 'Skipped', tone: 'wait' },
  deleted: { icon: 'trash', word: 'Deleted', tone: 'wait' },
} as const satisfies Readonly<Record<string, StatusLook>>;

export const checkStatus = {
  ok: { icon: 'done', word: 'Good', tone: 'done' },
  warn: { icon: 'warning', word: 'Warning', tone: 'warn' },
  fail: { icon: 'failed', word: 'Failed', tone: 'fail' },
  unknown: { icon: 'help', word: 'Unknown', tone: 'wait' },
} as const satisfies Readonly<Record<string, StatusLook>>;

/** Each kind of thing that has states, with the look of every state. */
export const statusLooks = {
  test: testStatus,
  train: trainStatus,
  job: jobStatus,
  dataset: datasetStatus,
  merge: mergeStatus,
  check: checkStatus,
} as const satisfies Readonly<Record<string, Readonly<Record<string, StatusLook>>>>;
export type StatusKind = keyof typeof statusLooks;

/** A state this page does not know yet is named as it is, with a question mark: never an icon without a word. */
export const lookOf = (kind: StatusKind, state: string): StatusLook => {
  const looks: Readonly<Record<string, StatusLook>> = statusLooks[kind];
  return Object.hasOwn(looks, state)
    ? (looks[state] as StatusLook)
    : { icon: 'help', word: state === '' ? 'Unknown' : state, tone: 'wait' };
};
