import { FollowRunlist } from '@hyperloop/contracts/datasets';
import type { RunlistRow } from '@hyperloop/contracts/runlists';
import type { Reaction } from '../kernel/slice.js';

/**
 * The DPG changed a runlist: every production that uses it follows (rule 157). The view names the productions; each
 * command judges by the dataset's own stream, so a production that is gone stays quiet.
 */
export const whenRunlistChangedFollowInDatasets: Reaction = {
  name: 'whenRunlistChangedFollowInDatasets',
  on: ['RunlistChanged'],
  react: async (event, say, look) => {
    const { runlistId } = event.data as { runlistId: string };
    const [row] = await look.rows<RunlistRow>('runlists', { key: runlistId });
    for (const { datasetId, productionId } of row?.usedBy ?? [])
      await say(FollowRunlist.of({ datasetId, productionId, runlistId }), { commandId: `follow:${event.id}:${datasetId}:${productionId}` });
  },
};

/** A runlist that changed while its production was being added: the production takes the runs of now (rule 157). */
export const whenProductionAddedFollowItsRunlist: Reaction = {
  name: 'whenProductionAddedFollowItsRunlist',
  on: ['ProductionAdded'],
  react: async (event, say) => {
    const { datasetId, productionId, runlistId } = event.data as { datasetId: string; productionId: string; runlistId: string };
    await say(FollowRunlist.of({ datasetId, productionId, runlistId }), { commandId: `follow:${event.id}` });
  },
};

export const datasetReactions: readonly Reaction[] = [whenRunlistChangedFollowInDatasets, whenProductionAddedFollowItsRunlist];
