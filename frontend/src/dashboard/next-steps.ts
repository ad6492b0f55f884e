import type { TrainRunRow } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { counted } from '../kernel/format';
import type { IconName } from '../kernel/parts/icons';

export type NextStep = {
  readonly key: string;
  readonly tone: 'c-fail' | 'c-warn' | 'c-acc';
  readonly icon: IconName;
  readonly what: string;
  readonly why: string;
  readonly act: string;
  readonly link: string;
  readonly params?: Readonly<Record<string, string>>;
};

/** What waits for an operator: failed train tests first, then trains to decide on, then datasets with wagons to compose. */
export const nextSteps = (trains: readonly TrainRunRow[], waiting: readonly WagonCellRow[]): readonly NextStep[] => [
  ...trains.filter(({ state }) => state === 'test-failed').map((train) => trainStep(train, 'c-fail', 'failed', 'its test failed', 'Open')),
  ...trains
    .filter(({ state, testWarnings }) => state === 'ready' && testWarnings.length > 0)
    .map((train) => trainStep(train, 'c-warn', 'warning', `test ended with ${counted(train.testWarnings.length, 'warning')}`, 'Decide')),
  ...trains
    .filter(({ state, testWarnings }) => state === 'ready' && testWarnings.length === 0)
    .map((train) => trainStep(train, 'c-acc', 'train', 'ready to submit', 'Review')),
  ...byDataset(waiting),
];

const trainStep = ({ trainId, datasetName }: TrainRunRow, tone: NextStep['tone'], icon: IconName, why: string, act: string): NextStep => ({
  key: `train ${trainId}`,
  tone,
  icon,
  what: `Train ${trainId}`,
  why: `${why}, on ${datasetName}`,
  act,
  link: `/train-run/${trainId}`,
});

/** Datasets by how many wagons wait there; wagons that a warning keeps out of trains do not count. */
const byDataset = (cells: readonly WagonCellRow[]): readonly NextStep[] => {
  const counts = new Map<string, { name: string; wagons: number }>();
  for (const { datasetId, datasetName, warnings } of cells) {
    if (warnings.some(({ composable }) => !composable)) continue;
    counts.set(datasetId, { name: datasetName, wagons: (counts.get(datasetId)?.wagons ?? 0) + 1 });
  }
  return [...counts]
    .sort(([, a], [, b]) => b.wagons - a.wagons)
    .map(([datasetId, { name, wagons }]) => ({
      key: `dataset ${datasetId}`,
      tone: 'c-acc',
      icon: 'train',
      what: name,
      why: `${counted(wagons, 'wagon waits', 'wagons wait')} for a train`,
      act: 'Compose',
      link: '/train-submission',
      params: { dataset: datasetId },
    }));
};
