import { DatasetAddedToAnalysis } from '@hyperloop/contracts/analyses';
import { DatasetActivated, DatasetCreated, ProductionAdded } from '@hyperloop/contracts/datasets';
import { RunlistCreated } from '@hyperloop/contracts/runlists';
import type { Dice } from '../dice.js';
import type { Moment } from './schedule.js';
import { FILE_BYTES, type Analysis, type Dataset, type Run, type World } from './world.js';

/** Files of a job on average (numbers.md: train 18194). */
const FILES_A_JOB = 19;
/** Four of five analyses share a dataset with others. */
const ANALYSES_A_DATASET = 4;

/**
 * Runs and jobs of a dataset, which are those of every train over it: data have many runs of a few jobs, simulations few
 * runs of up to 280 jobs, derived data often only one job (numbers.md: trains of 1, 65, 399 and 6,903 jobs).
 */
const runsOf = (dice: Dice, kind: Dataset['kind']): readonly Run[] => {
  const shape = {
    DATA: () => ({
      count: Math.min(264, 10 + Math.round(dice.skewed(90, 0.8))),
      jobs: () => Math.min(20, 1 + Math.round(dice.skewed(1.3, 1))),
    }),
    MC: () => {
      const each = dice.between(20, 280);
      return { count: dice.between(6, 25), jobs: () => Math.max(1, Math.round(each * (0.8 + 0.2 * dice.share()))) };
    },
    HY: () => ({ count: Math.min(40, 1 + Math.round(dice.skewed(8, 1.1))), jobs: () => dice.between(1, 3) }),
  }[kind]();
  const first = dice.between(500_000, 550_000);
  return Array.from({ length: shape.count }, (_, n) => ({ run: first + n * 3, jobs: shape.jobs() }));
};

const kindOf = (dice: Dice): Dataset['kind'] => {
  const share = dice.share();
  return share < 0.5 ? 'DATA' : share < 0.7 ? 'MC' : 'HY';
};

const addedTo = ({ datasetId, datasetName }: Dataset, { analysisId, analysisName }: Analysis, world: World): void =>
  world.tell(DatasetAddedToAnalysis, `analysis-${analysisId}`, { analysisId, analysisName, datasetId, datasetName });

/** The DPG publishes a runlist, an operator makes a dataset of it, analyses take it up. */
export const createDataset = (world: World, at: number): readonly Moment[] => {
  const { dice } = world;
  const datasetId = String(world.datasets.length + 1);
  const kind = kindOf(dice);
  const runs = runsOf(dice, kind);
  const files = runs.map(({ run, jobs }) => ({ run, files: jobs * FILES_A_JOB, bytes: jobs * FILES_A_JOB * FILE_BYTES }));
  const dataset: Dataset = {
    datasetId,
    datasetName: `LHC${22 + (world.datasets.length % 4)}${'abcdefghijklm'[dice.upTo(13)] ?? 'a'}_pass${dice.between(1, 8)}_${datasetId}`,
    kind,
    runs,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    storage: `LHC_${datasetId}`,
    ready: [],
    wanted: dice.between(3, 8),
  };
  const { datasetName } = dataset;
  const stream = `dataset-${datasetId}`;
  const runlist = { runlistId: datasetId, name: `${datasetName}_runs`, collisionSystem: 'pp', anchor: 'LHC22o', pass: 'apass7' };
  const analyses = new Set(Array.from({ length: ANALYSES_A_DATASET }, () => dice.pick(world.analyses)));
  world.datasets.push(dataset);
  return [
    {
      at,
      tell: () =>
        world.tell(RunlistCreated, `runlist-${datasetId}`, {
          ...runlist,
          dataType: kind === 'MC' ? 'MC' : 'DATA',
          production: datasetName,
          runs: runs.map(({ run }) => run),
        }),
    },
    { at, tell: () => world.tell(DatasetCreated, stream, { datasetId, name: datasetName, kind, cpuLimitDays: 730 }) },
    {
      at,
      tell: () =>
        world.tell(ProductionAdded, stream, {
          datasetId,
          datasetName,
          productionId: '1',
          collisionSystem: runlist.collisionSystem,
          anchor: runlist.anchor,
          pass: runlist.pass,
          runlistId: datasetId,
          runlistName: runlist.name,
          storage: dataset.storage,
          runs: files,
        }),
    },
    { at, tell: () => world.tell(DatasetActivated, stream, { datasetId }) },
    ...[...analyses].map((analysis) => ({ at, tell: () => addedTo(dataset, analysis, world) })),
  ];
};
