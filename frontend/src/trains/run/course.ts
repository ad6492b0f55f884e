import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, clockTime, counted, duration, number, time } from '../../kernel/format';

/** `gone`: it will not come any more. */
export type Step = {
  readonly is: 'done' | 'running' | 'waits' | 'failed' | 'gone';
  readonly name: string;
  readonly what: string;
  readonly took: string;
};

const between = (from: string | null, to: string | null, now: number): string =>
  from === null ? '' : duration(((to === null ? now : Date.parse(to)) - Date.parse(from)) / 1000);

/** How far the train is, as a person would tell it; what is still ahead stands there too. */
export const courseOf = (train: TrainRunRow, now: number): readonly Step[] => [
  { is: 'done', name: 'Composed', what: `${time(train.composedAt, now)}, ${train.composedBy}`, took: '' },
  testStep(train, now),
  ...(train.state === 'decomposed'
    ? [{ is: 'gone', name: 'Decomposed', what: `${time(train.endedAt, now)}, ${train.stateBy}`, took: '' } as const]
    : ridden(train, now)),
];

const testStep = (train: TrainRunRow, now: number): Step => {
  const took = between(train.composedAt, train.testEndedAt, now);
  switch (train.testState) {
    case 'done':
    case 'warning':
      return {
        is: 'done',
        name: train.testState === 'done' ? 'Train test done' : `Train test done with ${counted(train.testWarnings.length, 'warning')}`,
        what: `${clockTime(train.testEndedAt)}, PSS ${bytes(train.pssMaxBytes)}`,
        took,
      };
    case 'failed':
      return { is: 'failed', name: 'Train test failed', what: train.testFailure ?? clockTime(train.testEndedAt), took };
    case 'running':
      return { is: 'running', name: 'Train test', what: 'Runs now', took };
    default:
      return train.state === 'decomposed'
        ? { is: 'gone', name: 'Train test', what: 'Not run', took: '' }
        : { is: 'waits', name: 'Train test', what: 'Waits in the queue', took };
  }
};

const ahead = ({ state, autoSubmit, testState }: TrainRunRow): Step => {
  const step = (is: Step['is'], what: string): Step => ({ is, name: 'Submission', what, took: '' });
  if (state === 'test-failed') return step('gone', 'Not after a failed test');
  if (!autoSubmit) return step('waits', 'By an operator');
  return testState === 'warning'
    ? step('waits', 'An operator decides, because the test has warnings')
    : step('waits', 'By itself when the test ends without warnings');
};

const ridden = (train: TrainRunRow, now: number): readonly Step[] => {
  if (train.submittedAt === null) return [ahead(train)];
  const { jobs, runMerges } = train;
  const stopped = train.state === 'killed' || train.state === 'closed';
  return [
    {
      is: 'done',
      name: 'Submitted',
      what: `${clockTime(train.submittedAt)}, ${train.submittedBy ?? ''}`,
      took: between(train.testEndedAt, train.submittedAt, now),
    },
    insertStep(train, stopped, now),
    ...(jobs.total === 0 ? [] : [runStep(jobs)]),
    ...(runMerges.total === 0 ? [] : [mergeStep(runMerges, stopped)]),
    fullStep(train, stopped),
    ...(train.endedAt === null ? [] : [endStep(train, now)]),
  ];
};

const insertStep = ({ allJobsSubmittedAt: at, submittedAt, endedAt, jobs }: TrainRunRow, stopped: boolean, now: number): Step =>
  at === null
    ? {
        is: stopped ? 'gone' : 'running',
        name: 'Jobs being submitted',
        what: counted(jobs.total, 'job'),
        took: between(submittedAt, endedAt, now),
      }
    : {
        is: 'done',
        name: 'All jobs submitted',
        what: `${clockTime(at)}, ${counted(jobs.total, 'job')}`,
        took: between(submittedAt, at, now),
      };

const runStep = ({ total, done, error, killed }: TrainRunRow['jobs']): Step => {
  const final = done + error + killed;
  return {
    is: final === total ? 'done' : 'running',
    name: final === total ? 'All jobs ended' : 'Running',
    what: `${number(final)} of ${counted(total, 'job')} final`,
    took: '',
  };
};

const endStep = (train: TrainRunRow, now: number): Step => ({
  is: train.state === 'done' ? 'done' : 'gone',
  name: endWords[train.state] ?? 'Ended',
  what: `${time(train.endedAt, now)}, ${train.stateBy}`,
  took: between(train.submittedAt, train.endedAt, now),
});
const endWords: Readonly<Partial<Record<TrainRunRow['state'], string>>> = { done: 'Done', closed: 'Closed', killed: 'Killed' };

const mergeStep = ({ total, done, running, skipped, failed }: TrainRunRow['runMerges'], stopped: boolean): Step => {
  const ended = done + skipped + failed;
  const what = `${number(done)} of ${counted(total, 'run')}`;
  const is = ended === total ? (failed > 0 ? 'failed' : 'done') : stopped ? 'gone' : ended + running > 0 ? 'running' : 'waits';
  return { is, name: 'Merging', what: failed > 0 ? `${what}, ${number(failed)} failed` : what, took: '' };
};

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
      return stopped
        ? { is: 'gone', name, what: 'Not any more', took: '' }
        : {
            is: 'waits',
            name,
            what: runMerges.total === 0 ? 'After all runs' : `Opens when all ${counted(runMerges.total, 'run')} are merged`,
            took: '',
          };
  }
};
