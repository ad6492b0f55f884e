import { RemoveDatasetFromAnalysis } from '@hyperloop/contracts/analyses';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { DisableWagon, type WagonCellRow } from '@hyperloop/contracts/wagons';
import { datasetNow } from '../kernel/composing/streams.js';
import type { Reaction, Say } from '../kernel/slice.js';

const leave = async (say: Say, analysisId: string, datasetId: string, commandId: string): Promise<void> => {
  const answer = await say(RemoveDatasetFromAnalysis.of({ analysisId, datasetId }), { commandId });
  // Something was enabled before the dataset had short ones, and the view did not show it yet: looked at again.
  if ('refused' in answer) throw new Error(answer.sentence ?? answer.refused);
};

/** A dataset that got short datasets leaves every analysis; wagons enabled on it are disabled first (rules 135, 139). */
export const whenDatasetGetsShortOnesLeaveAnalyses: Reaction = {
  name: 'whenDatasetGetsShortOnesLeaveAnalyses',
  on: ['ShortDatasetsReplaced'],
  react: async (event, say, look) => {
    const { datasetId, shortDatasets } = event.data as { datasetId: string; shortDatasets: readonly unknown[] };
    if (shortDatasets.length === 0) return;
    const cells = await look.rows<WagonCellRow>('wagon-cells', {
      filter: [
        { column: 'datasetId', op: 'is', value: datasetId },
        { column: 'enabled', op: 'is', value: true },
      ],
      limit: 1000,
    });
    for (const { wagonId } of cells)
      await say(DisableWagon.of({ wagonId, datasetId, because: 'dataset-has-short' }), { commandId: `disable:${event.id}:${wagonId}` });
    const [row] = await look.rows<DatasetRow>('datasets', { key: datasetId });
    for (const { analysisId } of row?.analyses ?? []) await leave(say, analysisId, datasetId, `leave:${event.id}:${analysisId}`);
  },
};

/** Added to an analysis in the same moment in which it got short datasets: the view could not name it. */
export const whenDatasetWithShortOnesAddedLeave: Reaction = {
  name: 'whenDatasetWithShortOnesAddedLeave',
  on: ['DatasetAddedToAnalysis'],
  react: async (event, say, look) => {
    const { analysisId, datasetId } = event.data as { analysisId: string; datasetId: string };
    const { state } = await look.state(datasetNow, `dataset-${datasetId}`);
    if (state.shortDatasets.length > 0) await leave(say, analysisId, datasetId, `leave:${event.id}`);
  },
};

export const analysisReactions: readonly Reaction[] = [whenDatasetGetsShortOnesLeaveAnalyses, whenDatasetWithShortOnesAddedLeave];
