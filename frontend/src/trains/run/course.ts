import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, clockTime, counted, duration, number, time } from '../../kernel/format';

/** `gone`: it will not come any more. */
export type Step = { readonly is: 'done' | 'running' | 'waits' | 'failed' | 'gone'; readonly name: string; readonly what: string; readonly took: string };

const between = (from: string | null, to: string | null, now: number): string =>
  from === null ? '' : duration(((to === null ? now : Date.parse(to)) - Date.parse(from)) / 1000);

/** How far the train is, as a person would tell it; what is still ahead stands there too. */
export const courseOf = (train: TrainRunRow, now: number): readonly Step[] => [
  { is: 'done', name: 'Composed', what: `${time(train.composedAt, now)}, ${train.composedBy}`, took: '' },
  testStep(train, now),
  ...(train.state === 'decomposed' ? [{ is: 'gone', name: 'Decomposed', what: `${time(train.endedAt, now)}, ${train.stateBy}`, took: '' } as const] : ridden(train, now)),
];

const testStep = (train: TrainRunRow, now: number): Step => {
  const took = between(train.composedAt, train.testEndedAt, now);
  switch (train.testState) {
    case 'done':
    case 'warning':
      return { is: 'done', name: train.testState === 'done' ? 'Train test done' : `Train test done with ${counted(train.testWarnings.length, 'warning')}`, what: `${clockTime(train.testEndedAt)}, PSS ${bytes(train.pssMaxBytes)}`, took };
    case 'failed':
      return { is: 'failed', name: 'Train test failed', what: train.testFailure ?? clockTime(train.testEndedAt), took };
    case 'running':
      return { is: 'running', name: 'Train test', what: 'Runs now', took };
    default:
      return train.state === 'decomposed' ? { is: 'gone', name: 'Train test', what: 'Not run', took: '' } : { is: 'waits', name: 'Train test', what: 'Waits in the queue', took };
  }
};

const ridden = (train: TrainRunRow, now: number): readonly Step[] => {
  if (train.submittedAt === null) {
    const what = train.state === 'test-failed' ? 'Not after a failed test' : train.autoSubmit ? 'By itself when the test ends without warnings' : 'By an operator';
    return [{ is: train.state === 'test-failed' ? 'gone' : 'waits', name: 'Submission', what, took: '' }];
  }
  const over = train.endedAt !== null;
  const { jobs, runMerges } = train;
  const final = jobs.done + jobs.error + jobs.killed;
  const allFinal = jobs.total > 0 && final === jobs.total;
  const inserted = train.allJobsSubmittedAt;
  const merged = runMerges.done + runMerges.skipped + runMerges.failed;
  const stopped = train.state === 'killed' || train.state === 'closed';
  return [
    { is: 'done', name: 'Submitted', what: `${clockTime(train.submittedAt)}, ${train.submittedBy ?? ''}`, took: between(train.testEndedAt, train.submittedAt, now) },
    inserted === null
      ? { is: stopped ? 'gone' : 'running', name: 'Jobs being submitted', what: counted(jobs.total, 'job'), took: between(train.submittedAt, train.endedAt, now) }
      : { is: 'done', name: 'All jobs submitted', what: `${clockTime(inserted)}, ${counted(jobs.total, 'job')}`, took: between(train.submittedAt, inserted, now) },
    ...(jobs.total === 0 ? [] : [{ is: allFinal ? 'done' : 'running', name: allFinal ? 'All jobs ended' : 'Running', what: `${number(final)} of ${counted(jobs.total, 'job')} final`, took: '' } as const]),
    ...(runMerges.total === 0 ? [] : [mergeStep('Merging', merged === runMerges.total, stopped, `${number(runMerges.done)} of ${counted(runMerges.total, 'run')}`, runMerges.failed, merged + runMerges.running > 0)]),
    fullStep(train, stopped),
    ...(over ? [{ is: train.state === 'done' ? 'done' : 'gone', name: endWords[train.state] ?? 'Ended', what: `${time(train.endedAt, now)}, ${train.stateBy}`, took: between(train.submittedAt, train.endedAt, now) } as const] : []),
  ];
};
const endWords: Readonly<Partial<Record<TrainRunRow['state'], string>>> = { done: 'Done', closed: 'Closed', killed: 'Killed' };

const mergeStep = (name: string, all: boolean, stopped: boolean, what: string, failed: number, begun: boolean): Step => ({
  is: all ? (failed > 0 ? 'failed' : 'done') : stopped ? 'gone' : begun ? 'running' : 'waits',
  name,
  what: failed > 0 ? `${what}, ${number(failed)} failed` : what,
  took: '',
});

const fullStep = ({ fullMerge, runMerges }: TrainRunRow, stopped: boolean): Step => {
  const name = 'Final merge';
  switch (fullMerge) {
    case 'done':
      return { is: 'done', name, what: 'The full output is there', took: '' };
    case 'running':
      return { is: 'running', name, what: 'Merges all runs', took: '' };
    case 'failed':
      return { is: 'failed', name, what: 'There is no full output', took: '' };
    default:
      return stopped ? { is: 'gone', name, what: 'Not any more', took: '' } : { is: 'waits', name, what: runMerges.total === 0 ? 'After all runs' : `Opens when all ${counted(runMerges.total, 'run')} are merged`, took: '' };
  }
};
