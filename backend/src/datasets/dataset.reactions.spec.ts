import { FollowRunlist } from '@hyperloop/contracts/datasets';
import { productionAdded } from '@hyperloop/contracts/datasets/examples';
import { changed } from '@hyperloop/contracts/runlists/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import { whenProductionAddedFollowItsRunlist, whenRunlistChangedFollowInDatasets } from './dataset.reactions.js';

describe('a changed runlist (rule 157)', () => {
  it('is followed in every production that uses it', async () => {
    const usedBy = [
      { datasetId: '5', name: 'a', productionId: '1' },
      { datasetId: '5', name: 'a', productionId: '2' },
      { datasetId: '6', name: 'b', productionId: '1' },
    ];
    expect(await saidBy(whenRunlistChangedFollowInDatasets, changed, { rows: [{ runlistId: '2', usedBy }] })).toEqual(
      usedBy.map(({ datasetId, productionId }) => FollowRunlist.of({ datasetId, productionId, runlistId: '2' })),
    );
  });
  it('is nobody’s business when nobody uses it', async () => expect(await saidBy(whenRunlistChangedFollowInDatasets, changed)).toEqual([]));
  it('is followed by a production that was being added in that moment', async () =>
    expect(await saidBy(whenProductionAddedFollowItsRunlist, productionAdded)).toEqual([
      FollowRunlist.of({ datasetId: '5', productionId: '1', runlistId: '2' }),
    ]));
});
