import { TestRunFailed } from '@hyperloop/contracts/test-runs';
import { TrainComposed, TrainSubmitted } from '@hyperloop/contracts/trains';
import { DatasetDeactivated, DatasetActivated } from '@hyperloop/contracts/datasets';
import { DisableWagon, RecordProposalAccepted } from '@hyperloop/contracts/wagons';
import { configured, configuredAsProposed, enabled } from '@hyperloop/contracts/wagons/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import {
  whenDatasetDeactivatedDisableWagons,
  whenProposedChangeSavedCloseProposal,
  whenTestCannotStartDisableWagon,
  whenTrainSubmittedDisableWagons,
  whenWagonEnabledOnInactiveDatasetDisable,
} from './wagon.reactions.js';

const wagonOf = (wagonId: string) => ({
  wagonId,
  name: `wagon ${wagonId}`,
  workflowName: 'o2-analysis-cf-flow',
  analysisId: '3',
  analysisName: 'Flow',
  enabledBy: 'mrossi',
  packageMode: 'newer' as const,
  testedOn: 'O2Physics::daily-20251201-0000-1',
  testRunId: '9',
  wagonRevision: 1,
});
const composed = TrainComposed.of({
  trainId: '70',
  datasetId: '5',
  datasetName: 'LHC22o_pass7_small',
  wagons: [wagonOf('17'), wagonOf('18')],
  dependencies: [],
  packageTag: 'O2Physics::daily-20251201-0000-1',
  runner: 'sample',
  target: 'grid-1',
  cores: 1,
  memoryLimitBytes: 1,
  slow: false,
  autoSubmit: false,
  composition: { sha256: 'a'.repeat(64), size: 1 },
  neededCpuDays: 1,
  estimatedPssBytes: 1,
  datasetBytes: 1,
});

describe('what happens to enabled wagons', () => {
  it('is that a submitted train takes them along (rule 135)', async () =>
    expect(
      await saidBy(whenTrainSubmittedDisableWagons, TrainSubmitted.of({ trainId: '70', target: 'grid-1', cores: 1 }), {
        streams: { 'train-70': [composed] },
      }),
    ).toEqual([
      DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'train-submitted', trainId: '70' }),
      DisableWagon.of({ wagonId: '18', datasetId: '5', because: 'train-submitted', trainId: '70' }),
    ]));
  it('is that a deactivated dataset disables them (rule 128)', async () =>
    expect(
      await saidBy(whenDatasetDeactivatedDisableWagons, DatasetDeactivated.of({ datasetId: '5' }), { rows: [{ wagonId: '17' }] }),
    ).toEqual([DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'dataset-deactivated' })]));
  it('is that one enabled while its dataset went is disabled again (rule 128)', async () =>
    expect(
      await saidBy(whenWagonEnabledOnInactiveDatasetDisable, enabled, {
        streams: { 'dataset-5': [DatasetActivated.of({ datasetId: '5' }), DatasetDeactivated.of({ datasetId: '5' })] },
      }),
    ).toEqual([DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'dataset-deactivated' })]));
  it('is nothing while the dataset is active', async () =>
    expect(
      await saidBy(whenWagonEnabledOnInactiveDatasetDisable, enabled, {
        streams: { 'dataset-5': [DatasetActivated.of({ datasetId: '5' })] },
      }),
    ).toEqual([]));
});

describe('a proposal whose change the wagon has', () => {
  it('is closed, with who accepted it', async () => {
    const [said] = await saidBy(whenProposedChangeSavedCloseProposal, configuredAsProposed);
    expect(said).toMatchObject({ type: RecordProposalAccepted.message, data: { proposalId: '40' } });
  });
  it('is none where somebody just saved', async () => expect(await saidBy(whenProposedChangeSavedCloseProposal, configured)).toEqual([]));
});

describe('a wagon whose test cannot start', () => {
  const failed = (more: Record<string, unknown> = {}) => ({
    ...TestRunFailed.of({ testRunId: '9', reason: 'Both run the same workflow.', firstError: null, figures: null, files: [], ...more }),
    revision: 1,
  });
  const rows = [{ wagonId: '17', datasetId: '5', testRunId: '9' }];
  it('is disabled there (rule 102)', async () =>
    expect(await saidBy(whenTestCannotStartDisableWagon, failed(), { rows })).toEqual([
      DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'test-impossible' }),
    ]));
  it('stays enabled when only a sync is wanted (rule 103)', async () =>
    expect(
      await saidBy(whenTestCannotStartDisableWagon, failed({ mismatch: { inWagonOnly: ['a/b'], inPackageOnly: [] } }), { rows }),
    ).toEqual([]));
  it('stays enabled when the test began and failed then, or another was queued since', async () => {
    expect(await saidBy(whenTestCannotStartDisableWagon, { ...failed(), revision: 4 }, { rows })).toEqual([]);
    expect(await saidBy(whenTestCannotStartDisableWagon, failed(), { rows: [] })).toEqual([]);
  });
});
