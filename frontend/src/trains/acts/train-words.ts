import { targetOf, type TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, counted, number } from '../../kernel/format';
import type { JobShares } from '../../kernel/parts/meters';
import { cpuNeed } from './cpu-need';

/** Jobs as the bar shows them: what is being inserted waits too, what was killed ended as an error. */
export const sharesOf = ({ total, done, active, waiting, inserting, error, killed }: TrainRunRow['jobs']): JobShares => ({
  total,
  done,
  active,
  waiting: waiting + inserting,
  error: error + killed,
});

/** Why the train's test does not fit this target (rule 116); null when it does. */
export const tooSmall = ({ pssMaxBytes }: Pick<TrainRunRow, 'pssMaxBytes'>, targetId: string): string | null => {
  const target = targetOf(targetId);
  return target !== undefined && pssMaxBytes > target.memoryBytes
    ? `${bytes(pssMaxBytes)} is over the ${bytes(target.memoryBytes)} of ${target.name}.`
    : null;
};

/** What follows, in numbers: for the dialogs before an act that cannot be taken back. */
export const consequencesOf = {
  submit: ({ wagons, datasetName, datasetBytes, neededCpuDays }: TrainRunRow): readonly string[] => [
    `${counted(wagons.length, 'wagon')} will run on all ${bytes(datasetBytes)} of ${datasetName}. That needs about ${cpuNeed(neededCpuDays)} of CPU.`,
    `${wagons.length === 1 ? 'The wagon is' : 'The wagons are'} disabled on ${datasetName} then. The train cannot be decomposed any more, only closed or killed.`,
  ],
  decompose: ({ wagons, datasetName, testState }: TrainRunRow): readonly string[] => [
    `${counted(wagons.length, 'wagon is', 'wagons are')} free for another train on ${datasetName}.`,
    testState === 'queued' || testState === 'running'
      ? 'Its test is cancelled. The train cannot be submitted any more.'
      : 'Its test stays readable. The train cannot be submitted any more.',
  ],
  kill: ({ jobs, runMerges }: TrainRunRow): readonly string[] => [
    `${counted(jobs.active, 'running job stops', 'running jobs stop')} at once, ${number(jobs.waiting + jobs.inserting)} waiting never start. ${number(jobs.done)} of ${counted(jobs.total, 'job')} are done.`,
    runMerges.done === 0
      ? 'No run is merged yet, so there will be no output.'
      : `${number(runMerges.done)} of ${counted(runMerges.total, 'run')} are merged and stay.`,
  ],
  close: ({ jobs, runMerges }: TrainRunRow): readonly string[] => [
    `${counted(jobs.active + jobs.waiting + jobs.inserting, 'job')} on the Grid may end, but nothing new is started: no retry and no further merging.`,
    `${number(runMerges.done)} of ${counted(runMerges.total, 'run')} are merged and stay. ${runMerges.done < runMerges.total ? 'There will be no full output.' : ''}`.trim(),
  ],
} as const;
