import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { counted, duration, number } from '../kernel/format';
import { trainStatus, type StatusKind } from '../kernel/parts/status-words';

export type Ended = {
  readonly key: string;
  readonly at: string;
  readonly kind: StatusKind;
  readonly state: string;
  readonly what: string;
  readonly how: string;
  readonly why: string;
  readonly where: string;
  readonly link: string;
};

/** Tests and trains in the order they ended, the newest first. */
export const latestOf = (tests: readonly TestRunRow[], trains: readonly TrainRunRow[], most: number): readonly Ended[] =>
  [...tests.map(testEnded), ...trains.map(trainEnded)]
    .filter(({ at }) => at !== '')
    .sort((a, b) => b.at.localeCompare(a.at))
    .slice(0, most);

const testEnded = ({ testRunId, name, kind, subjectId, state, warningCount, endedAt, datasetName, failure }: TestRunRow): Ended => ({
  key: `test ${testRunId}`,
  at: endedAt ?? '',
  kind: 'test',
  state,
  link: `/wagon-test/${testRunId}`,
  where: datasetName,
  what: `Test ${testRunId} of ${kind === 'wagon' ? name : `train ${subjectId}`}`,
  how: state === 'warning' ? counted(warningCount, 'warning') : '',
  why: failure ?? '',
});

const trainEnded = ({ trainId, state, submittedAt, endedAt, datasetName, runMerges }: TrainRunRow): Ended => ({
  key: `train ${trainId}`,
  at: endedAt ?? '',
  kind: 'train',
  state,
  link: `/train-run/${trainId}`,
  where: datasetName,
  what: `Train ${trainId}`,
  why: '',
  how: `${trainStatus[state].word}${submittedAt === null || endedAt === null ? '' : ` in ${duration((Date.parse(endedAt) - Date.parse(submittedAt)) / 1000)}`}${runMerges.total === 0 ? '' : `, ${number(runMerges.done)} of ${counted(runMerges.total, 'run')} merged`}`,
});
