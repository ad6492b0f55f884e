import { shortTag } from '@hyperloop/contracts/packages';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, clockTime, counted, duration, number, percent, time } from '../../kernel/format';
import { cpuNeed } from '../acts/cpu-need';
import { meaningOf, typeWords } from '../acts/type-words';
import type { KeyValue } from '../../kernel/parts/key-values';

/** What the train was composed with and what it needed (rule 193); `wallSeconds` of the Grid gives the efficiency. */
export const settingsOf = (train: TrainRunRow, grid: { cpuSeconds: number; wallSeconds: number } | undefined): readonly KeyValue[] => [
  { key: 'Package', value: shortTag(train.packageTag), title: train.packageTag },
  {
    key: 'Dataset',
    value: `as of ${clockTime(train.composedAt)}`,
    title: `${train.datasetName} as it was at ${time(train.composedAt)}, ${bytes(train.datasetBytes)}`,
    link: `/dataset/${train.datasetId}`,
  },
  { key: 'Operator', value: train.composedBy },
  { key: 'Type', value: typeWords[train.trainType], title: meaningOf(train.trainType) },
  { key: 'Target', value: `${train.targetName}, ${bytes(train.memoryLimitBytes)}` },
  { key: 'Slow train', value: train.slow ? 'Yes' : 'No' },
  { key: 'Submission', value: train.autoSubmit ? 'When the test is done' : 'By hand' },
  { key: 'State', value: `by ${train.stateBy}` },
  { key: 'Needed', value: `${cpuNeed(train.neededCpuDays)} of CPU, PSS ${bytes(train.pssMaxBytes)}` },
  ...(train.submittedAt === null ? [] : [{ key: train.endedAt === null ? 'Used so far' : 'Used', value: used(train, grid) }]),
  ...(train.endedAt === null
    ? []
    : [{ key: 'Duration', value: duration((Date.parse(train.endedAt) - Date.parse(train.composedAt)) / 1000) }]),
  { key: 'Wagons', value: `${number(train.wagons.length)}, and ${counted(train.dependencies.length, 'dependency', 'dependencies')}` },
  ...(train.runner === 'stand-in'
    ? [
        {
          key: 'Runs as',
          value: 'stand-in: no executable of this tag here',
          title: 'The workflows of this tag have no executable on this installation; a stand-in reads the data and writes histograms.',
        },
      ]
    : []),
];

const used = (train: TrainRunRow, grid: { cpuSeconds: number; wallSeconds: number } | undefined): string => {
  const words = cpuNeed(train.usedCpuSeconds / 86_400);
  return grid === undefined || grid.wallSeconds === 0 ? words : `${words}, efficiency ${percent(grid.cpuSeconds / grid.wallSeconds)}`;
};
