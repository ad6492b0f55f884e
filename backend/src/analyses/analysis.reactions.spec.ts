import { datasetAdded } from '@hyperloop/contracts/analyses/examples';
import { created, shortEmptied, shortReplaced } from '@hyperloop/contracts/datasets/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import { whenDatasetGetsShortOnesLeaveAnalyses, whenDatasetWithShortOnesAddedLeave } from './analysis.reactions.js';

const { datasetId } = created.data;
const namesOf = (said: readonly { type: string; data: unknown }[]) => said.map(({ type, data }) => [type, data]);

describe('a dataset that got short datasets (rules 135, 139)', () => {
  it('has its wagons disabled, and then leaves every analysis', async () =>
    expect(
      namesOf(
        // One row that answers for both views: a wagon enabled on it, and the dataset with its analyses.
        await saidBy(whenDatasetGetsShortOnesLeaveAnalyses, shortReplaced, {
          rows: [{ wagonId: '17', analyses: [{ analysisId: '3' }, { analysisId: '4' }] }],
        }),
      ),
    ).toEqual([
      ['DisableWagon', { wagonId: '17', datasetId, because: 'dataset-has-short' }],
      ['RemoveDatasetFromAnalysis', { analysisId: '3', datasetId }],
      ['RemoveDatasetFromAnalysis', { analysisId: '4', datasetId }],
    ]));
  it('stays where it is when it lost them', async () =>
    expect(await saidBy(whenDatasetGetsShortOnesLeaveAnalyses, shortEmptied, { rows: [{ wagonId: '17', analyses: [] }] })).toEqual([]));
  it('leaves also the analysis that took it in the same moment', async () => {
    const streams = { [`dataset-${datasetAdded.data.datasetId}`]: [created, shortReplaced] };
    const { analysisId } = datasetAdded.data;
    expect(namesOf(await saidBy(whenDatasetWithShortOnesAddedLeave, datasetAdded, { streams }))).toEqual([
      ['RemoveDatasetFromAnalysis', { analysisId, datasetId: datasetAdded.data.datasetId }],
    ]);
    const without = { [`dataset-${datasetAdded.data.datasetId}`]: [created] };
    expect(await saidBy(whenDatasetWithShortOnesAddedLeave, datasetAdded, { streams: without })).toEqual([]);
  });
});
