import { datasetAdded, datasetRemoved } from '@hyperloop/contracts/analyses/examples';
import { datasets } from '@hyperloop/contracts/datasets';
import {
  activated,
  created,
  deactivated,
  excluded,
  followedFiles,
  productionAdded,
  productionRemoved,
  removed,
  runFiles,
  runsFollowed,
  shortCreated,
  shortDataset,
  shortEmptied,
  shortReplaced,
} from '@hyperloop/contracts/datasets/examples';
import { disabled, enabled } from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { datasetsProjection } from './dataset.projection.js';

const given = storyOf(datasets, datasetsProjection);
const at = '2025-12-02T14:28:03Z';
const row = {
  ...created.data,
  state: 'inactive',
  collisionSystem: '',
  productions: [],
  productionCount: 0,
  runCount: 0,
  fileCount: 0,
  bytes: 0,
  shortDatasets: [],
  shortOf: [],
  shortCount: 0,
  analyses: [],
  enabledWagons: 0,
  createdAt: at,
  changedAt: at,
  changedBy: 'mrossi',
  revision: 0,
};
const production = {
  productionId: '1',
  collisionSystem: 'pp',
  anchor: 'LHC22o',
  pass: 'pass7',
  runlistId: '2',
  runlistName: 'LHC22o_pass7_CBT',
  storage: 'LHC22o_pass7',
  runs: runFiles,
  excluded: [] as number[],
  effectiveRuns: 3,
  bytes: 9000,
};
const filled = {
  ...row,
  collisionSystem: 'pp',
  productions: [production],
  productionCount: 1,
  runCount: 3,
  fileCount: 9,
  bytes: 9000,
  revision: 1,
};

describe('datasets', () => {
  it('appear inactive', () => given().when(created).then(row));
  it('show productions with runs, files and bytes (rule 153)', () => given(created).when(productionAdded).then(filled));
  it('lose a production with all it held', () =>
    given(created, productionAdded)
      .when(productionRemoved)
      .then({ ...row, revision: 2 }));
  it('count effective runs only (rule 156)', () =>
    given(created, productionAdded)
      .when(excluded)
      .then({
        ...filled,
        productions: [{ ...production, excluded: [526964], effectiveRuns: 2, bytes: 6000 }],
        runCount: 2,
        fileCount: 6,
        bytes: 6000,
        revision: 2,
      }));
  it('follow their runlist, and keep what is excluded (rule 157)', () =>
    given(created, productionAdded, excluded)
      .when(runsFollowed)
      .then({
        ...filled,
        productions: [{ ...production, runs: followedFiles, excluded: [526964], effectiveRuns: 3, bytes: 7000 }],
        runCount: 3,
        fileCount: 7,
        bytes: 7000,
        revision: 3,
      }));
  it('are active, inactive or removed, and stay readable (rule 151)', () => {
    given(created, productionAdded)
      .when(activated)
      .then({ ...filled, state: 'active', revision: 2 });
    given(created, productionAdded, activated)
      .when(deactivated)
      .then({ ...filled, revision: 3 });
    given(created)
      .when(removed)
      .then({ ...row, state: 'removed', revision: 1 });
  });
  it('show which analyses use them', () => {
    given(created)
      .when(datasetAdded)
      .then({ ...row, analyses: [{ analysisId: '3', name: 'Strangeness production in pp at 13.6 TeV' }] });
    given(created, datasetAdded).when(datasetRemoved).then(row);
  });
  it('count the wagons enabled on them', () => {
    given(created)
      .when(enabled)
      .then({ ...row, enabledWagons: 1 });
    given(created, enabled).when(disabled).then(row);
  });
});

describe('short datasets (rule 160)', () => {
  const { datasetId, name } = created.data;
  it('are known to both sides', () =>
    given(created, shortCreated)
      .when(shortReplaced)
      .thenShows({ datasetId, shortDatasets: [shortDataset], shortCount: 1 }, { name: shortDataset.name, shortOf: [{ datasetId, name }] }));
  it('are forgotten by both sides', () =>
    given(created, shortCreated, shortReplaced)
      .when(shortEmptied)
      .thenShows({ datasetId, shortDatasets: [], shortCount: 0 }, { name: shortDataset.name, shortOf: [] }));
});
