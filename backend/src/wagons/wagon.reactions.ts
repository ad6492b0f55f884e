import { DisableWagon, RecordProposalAccepted, ResolveWagonPackage, type WagonCellRow } from '@hyperloop/contracts/wagons';
import { datasetNow } from '../kernel/composing/streams.js';
import type { Look, Reaction } from '../kernel/slice.js';

type TrainNow = { datasetId: string; wagonIds: readonly string[] };
const trainNow = {
  initial: { datasetId: '', wagonIds: [] } as TrainNow,
  evolve: {
    TrainComposed: (_: TrainNow, { datasetId, wagons }: { datasetId: string; wagons: readonly { wagonId: string }[] }): TrainNow => ({
      datasetId,
      wagonIds: wagons.map(({ wagonId }) => wagonId),
    }),
  },
};

/** A submitted train has taken its wagons along: they are disabled on its dataset, which is no fault (rule 135). */
export const whenTrainSubmittedDisableWagons: Reaction = {
  name: 'whenTrainSubmittedDisableWagons',
  on: ['TrainSubmitted'],
  react: async (event, say, look) => {
    const { trainId } = event.data as { trainId: string };
    const { state } = await look.state(trainNow, `train-${trainId}`);
    for (const wagonId of state.wagonIds)
      await say(DisableWagon.of({ wagonId, datasetId: state.datasetId, because: 'train-submitted', trainId }), {
        commandId: `disable:${event.id}:${wagonId}`,
      });
  },
};

/** A dataset that is not offered any more runs nothing (rule 128). The view names the wagons; each command judges by the wagon's stream. */
export const whenDatasetDeactivatedDisableWagons: Reaction = {
  name: 'whenDatasetDeactivatedDisableWagons',
  on: ['DatasetDeactivated'],
  react: async (event, say, look) => {
    const { datasetId } = event.data as { datasetId: string };
    const cells = await look.rows<WagonCellRow>('wagon-cells', {
      filter: [
        { column: 'datasetId', op: 'is', value: datasetId },
        { column: 'enabled', op: 'is', value: true },
      ],
      limit: 1000,
    });
    for (const { wagonId } of cells)
      await say(DisableWagon.of({ wagonId, datasetId, because: 'dataset-deactivated' }), { commandId: `disable:${event.id}:${wagonId}` });
  },
};

/** A wagon enabled in the same moment in which its dataset was deactivated: the view could not name it (rule 128). */
export const whenWagonEnabledOnInactiveDatasetDisable: Reaction = {
  name: 'whenWagonEnabledOnInactiveDatasetDisable',
  on: ['WagonEnabled'],
  react: async (event, say, look) => {
    const { wagonId, datasetId } = event.data as { wagonId: string; datasetId: string };
    const { state } = await look.state(datasetNow, `dataset-${datasetId}`);
    if (!state.active)
      await say(DisableWagon.of({ wagonId, datasetId, because: 'dataset-deactivated' }), { commandId: `disable:${event.id}` });
  },
};

/**
 * A test that failed as it was queued could never start: rules 82–84, a workflow or files that are gone. Its wagon is
 * disabled there (rule 102), unless another test was queued since; parameters that differ only want a sync (rule 103).
 */
export const whenTestCannotStartDisableWagon: Reaction = {
  name: 'whenTestCannotStartDisableWagon',
  onlyNews: true,
  on: ['TestRunFailed'],
  react: async (event, say, look) => {
    const { testRunId, mismatch } = event.data as { testRunId: string; mismatch?: unknown };
    if (event.revision !== 1 || mismatch !== undefined) return;
    const [cell] = await look.rows<WagonCellRow>('wagon-cells', {
      filter: [{ column: 'testRunId', op: 'is', value: testRunId }],
      limit: 1,
    });
    if (cell === undefined) return;
    const { wagonId, datasetId } = cell;
    await say(DisableWagon.of({ wagonId, datasetId, because: 'test-impossible' }), { commandId: `disable:${event.id}` });
  },
};

/** The wagon has the proposed change: its proposal is closed, with who accepted it. */
export const whenProposedChangeSavedCloseProposal: Reaction = {
  name: 'whenProposedChangeSavedCloseProposal',
  on: ['WagonConfigured'],
  react: async (event, say) => {
    const { proposal } = event.data as { proposal?: { proposalId: string } };
    if (proposal === undefined) return;
    await say(RecordProposalAccepted.of({ proposalId: proposal.proposalId, acceptedBy: event.meta.by, wagonRevision: event.revision }), {
      commandId: `accepted:${event.id}`,
    });
  },
};

/** Waiting wagons and where; the view names them, each command judges by the wagon's stream. */
const waiting = (look: Look): Promise<readonly WagonCellRow[]> =>
  look.rows<WagonCellRow>('wagon-cells', { filter: [{ column: 'waitsForPull', op: 'is', value: true }], limit: 1000 });

/** A tag, its catalogue or a merge became known: wagons that wait for a pull request may have their tag now (rules 87, 88). */
export const whenPackageComesResolveWaitingWagons: Reaction = {
  name: 'whenPackageComesResolveWaitingWagons',
  on: ['CatalogueCompleted', 'PackageTagsReleased', 'PullRequestsMerged'],
  react: async (event, say, look) => {
    for (const { wagonId, datasetId } of await waiting(look))
      await say(ResolveWagonPackage.of({ wagonId, datasetId }), { commandId: `resolve:${event.id}:${wagonId}:${datasetId}` });
  },
};
/** Enabled in the same moment in which its tag came: the view could not name it. */
export const whenWagonEnabledForPullResolve: Reaction = {
  name: 'whenWagonEnabledForPullResolve',
  on: ['WagonEnabled'],
  react: async (event, say) => {
    const { wagonId, datasetId, packageMode } = event.data as { wagonId: string; datasetId: string; packageMode: string };
    if (packageMode === 'pull') await say(ResolveWagonPackage.of({ wagonId, datasetId }), { commandId: `resolve:${event.id}` });
  },
};
/** Closed without a merge: no tag will come, so who waits for it is disabled, with the reason. */
export const whenPullRequestsClosedDisableWaitingWagons: Reaction = {
  name: 'whenPullRequestsClosedDisableWaitingWagons',
  on: ['PullRequestsClosed'],
  react: async (event, say, look) => {
    const { pulls } = event.data as { pulls: readonly number[] };
    for (const { wagonId, datasetId, pull } of await waiting(look))
      if (pull !== null && pulls.includes(pull))
        await say(DisableWagon.of({ wagonId, datasetId, because: 'pull-request-closed' }), {
          commandId: `disable:${event.id}:${wagonId}:${datasetId}`,
        });
  },
};

export const wagonReactions: readonly Reaction[] = [
  whenProposedChangeSavedCloseProposal,
  whenTrainSubmittedDisableWagons,
  whenDatasetDeactivatedDisableWagons,
  whenWagonEnabledOnInactiveDatasetDisable,
  whenTestCannotStartDisableWagon,
  whenPackageComesResolveWaitingWagons,
  whenWagonEnabledForPullResolve,
  whenPullRequestsClosedDisableWaitingWagons,
];
