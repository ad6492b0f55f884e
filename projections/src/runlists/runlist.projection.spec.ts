import { productionAdded, productionRemoved, removed } from '@hyperloop/contracts/datasets/examples';
import { runlists } from '@hyperloop/contracts/runlists';
import { changed, created, deleted } from '@hyperloop/contracts/runlists/examples';
import { storyOf } from '../kernel/story.testing.js';
import { runlistsProjection } from './runlist.projection.js';

const given = storyOf(runlists, runlistsProjection);
const row = {
  ...created.data,
  runCount: 3,
  usedBy: [],
  usedByCount: 0,
  changedAt: '2025-12-02T14:28:03Z',
  changedBy: 'mrossi',
  revision: 0,
};
const use = { datasetId: '5', name: 'LHC22o_pass7_small', productionId: '1' };
const secondProduction = { ...productionAdded, data: { ...productionAdded.data, productionId: '2' } };

describe('runlists', () => {
  it('appear when they are published', () => given().when(created).then(row));
  it('show their runs of now (rule 157)', () =>
    given(created)
      .when(changed)
      .then({ ...row, runs: [526641, 527041, 528461], revision: 1 }));
  it('are gone when they are deleted', () => given(created).when(deleted).then());
  it('show who uses them', () =>
    given(created)
      .when(productionAdded)
      .then({ ...row, usedBy: [use], usedByCount: 1 }));
  it('count a dataset with two productions once', () =>
    given(created, productionAdded)
      .when(secondProduction)
      .then({ ...row, usedBy: [use, { ...use, productionId: '2' }], usedByCount: 1 }));
  it('are still used when one of two productions is removed', () =>
    given(created, productionAdded, secondProduction)
      .when(productionRemoved)
      .then({ ...row, usedBy: [{ ...use, productionId: '2' }], usedByCount: 1 }));
  it('are free when the dataset is removed', () => given(created, productionAdded, secondProduction).when(removed).then(row));
  it('do not come back by a production that is removed later', () => given(created, deleted).when(productionRemoved).then());
});
