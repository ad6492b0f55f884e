import {
  ActivateDataset,
  AddProduction,
  CreateDataset,
  DeactivateDataset,
  ExcludeRuns,
  FollowRunlist,
  RemoveDataset,
  RemoveProduction,
  ReplaceShortDatasets,
} from './dataset.commands.js';
import {
  DatasetActivated,
  DatasetCreated,
  DatasetDeactivated,
  DatasetRemoved,
  ProductionAdded,
  ProductionRemoved,
  ProductionRunsChanged,
  RunsExcluded,
  ShortDatasetsReplaced,
} from './dataset.events.js';

/** Dataset 5, LHC22o_pass7_small with one production, told once for the tests of every layer. */
const datasetId = '5';
const name = 'LHC22o_pass7_small';
const productionId = '1';
export const create = CreateDataset.of({ name, kind: 'DATA', cpuLimitDays: 730 });
export const created = DatasetCreated.of({ datasetId, name, kind: 'DATA', cpuLimitDays: 730 });
export const activate = ActivateDataset.of({ datasetId });
export const activated = DatasetActivated.of({ datasetId });
export const deactivate = DeactivateDataset.of({ datasetId });
export const deactivated = DatasetDeactivated.of({ datasetId });
export const remove = RemoveDataset.of({ datasetId });
export const removed = DatasetRemoved.of({ datasetId, runlistIds: ['2'] });

const production = { collisionSystem: 'pp', anchor: 'LHC22o', pass: 'pass7', runlistId: '2', storage: 'LHC22o_pass7' };
export const runFiles = [
  { run: 526641, files: 4, bytes: 4000 },
  { run: 526964, files: 3, bytes: 3000 },
  { run: 527041, files: 2, bytes: 2000 },
];
export const addProduction = AddProduction.of({ datasetId, ...production });
export const productionAdded = ProductionAdded.of({
  datasetId,
  datasetName: name,
  productionId,
  runlistName: 'LHC22o_pass7_CBT',
  ...production,
  runs: runFiles,
});
export const removeProduction = RemoveProduction.of({ datasetId, productionId });
export const productionRemoved = ProductionRemoved.of({ datasetId, productionId, runlistId: '2' });

export const exclude = ExcludeRuns.of({ datasetId, productionId, runs: [526964] });
export const excluded = RunsExcluded.of({ datasetId, productionId, runs: [526964], before: [] });

/** The runlist gained 528461 and lost 526964. */
export const followedFiles = [
  { run: 526641, files: 4, bytes: 4000 },
  { run: 527041, files: 2, bytes: 2000 },
  { run: 528461, files: 1, bytes: 1000 },
];
export const follow = FollowRunlist.of({ datasetId, productionId, runlistId: '2' });
export const runsFollowed = ProductionRunsChanged.of({ datasetId, productionId, runs: followedFiles, added: [528461], removed: [526964] });

/** Dataset 6, a short one of it (rule 160). */
export const shortDataset = { datasetId: '6', name: 'LHC22o_pass7_tiny' };
export const shortCreated = DatasetCreated.of({ ...shortDataset, kind: 'DATA', cpuLimitDays: 10 });
export const replaceShort = ReplaceShortDatasets.of({ datasetId, shortDatasetIds: [shortDataset.datasetId] });
export const shortReplaced = ShortDatasetsReplaced.of({ datasetId, shortDatasets: [shortDataset], before: [] });
export const shortEmptied = ShortDatasetsReplaced.of({ datasetId, shortDatasets: [], before: [shortDataset] });
