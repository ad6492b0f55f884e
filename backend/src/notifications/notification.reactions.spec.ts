import { datasetRemoved, opened } from '@hyperloop/contracts/analyses/examples';
import {
  activated,
  created,
  deactivated,
  excluded,
  productionAdded,
  productionRemoved,
  removed,
  runsFollowed,
  shortDataset,
  shortReplaced,
} from '@hyperloop/contracts/datasets/examples';
import { TestRunFailed } from '@hyperloop/contracts/test-runs';
import { queued } from '@hyperloop/contracts/test-runs/examples';
import { WagonDisabled } from '@hyperloop/contracts/wagons';
import { registered } from '@hyperloop/contracts/wagons/examples';
import { saidBy } from '../kernel/reaction.testing.js';
import {
  whenDatasetChangesNotifyAnalyses,
  whenDatasetLeftNotifyAnalysis,
  whenTestCannotRunNotifyAnalysis,
  whenWagonDisabledNotifyAnalysis,
} from './notification.reactions.js';

type Told = { type: string; data: unknown };
const analyses = [
  { analysisId: '3', name: 'Strangeness' },
  { analysisId: '4', name: 'Hyperons' },
];
const dataset = `dataset-${created.data.datasetId}`;
const ofDataset = (told: Told) =>
  saidBy(whenDatasetChangesNotifyAnalyses, told, { streams: { [dataset]: [created, productionAdded] }, rows: [{ analyses }] });
const factsOf = (said: readonly Told[]) => said.map(({ data }) => data as { kind: string; facts: Record<string, unknown> });

describe('what members of analyses are told', () => {
  it('is what happened to a dataset, once, with all analyses that have it (rules 136, 140, 141)', async () => {
    for (const [event, kind] of [
      [activated, 'dataset-activated'],
      [deactivated, 'dataset-deactivated'],
      [removed, 'dataset-removed'],
      [productionAdded, 'production-added'],
      [productionRemoved, 'production-removed'],
    ] as const) {
      const said = await ofDataset(event);
      expect(said).toHaveLength(1);
      expect(said[0]?.data).toMatchObject({ kind, analyses, causedBy: 'lweber', happenedAt: '2025-12-02T08:00:00Z' });
      expect(factsOf(said)[0]?.facts).toMatchObject({ datasetId: created.data.datasetId, datasetName: created.data.name });
    }
  });
  it('is nothing when no analysis has the dataset', async () =>
    expect(
      await saidBy(whenDatasetChangesNotifyAnalyses, activated, { streams: { [dataset]: [created] }, rows: [{ analyses: [] }] }),
    ).toEqual([]));
  it('names the runs that are excluded now, and those that are in again (rule 138)', async () => {
    const said = factsOf(await ofDataset({ ...excluded, data: { ...excluded.data, runs: [526964, 7], before: [7, 9] } }));
    expect(said[0]).toMatchObject({ kind: 'runs-excluded', facts: { added: [526964], removed: [9] } });
    expect(said[0]?.facts['production']).toBe(
      [productionAdded.data.collisionSystem, productionAdded.data.anchor, productionAdded.data.pass].join(', '),
    );
  });
  it('is that a dataset with short datasets left, but not what one took out oneself (rules 138, 139)', async () => {
    const streams = { [dataset]: [created, shortReplaced], [`analysis-${opened.data.analysisId}`]: [opened] };
    const said = await saidBy(whenDatasetLeftNotifyAnalysis, { ...datasetRemoved, by: 'alihyperloop' }, { streams });
    expect(said[0]?.data).toMatchObject({
      kind: 'dataset-left',
      analyses: [{ analysisId: opened.data.analysisId, name: opened.data.name }],
      facts: { datasetName: created.data.name, reason: `It has short datasets now: ${shortDataset.name}.` },
    });
    expect(await saidBy(whenDatasetLeftNotifyAnalysis, { ...datasetRemoved, by: 'mrossi' }, { streams })).toEqual([]);
  });
  it('names the runs that a runlist gained and lost (rule 142)', async () =>
    expect(factsOf(await ofDataset(runsFollowed))[0]).toMatchObject({
      kind: 'runs-changed',
      facts: { added: [528461], removed: [526964], runlistName: productionAdded.data.runlistName },
    }));

  const wagonId = registered.data.wagonId;
  const streams = { [`wagon-${wagonId}`]: [registered], [dataset]: [created], 'analysis-3': [opened] };
  const disabled = (because: 'asked' | 'train-submitted' | 'dataset-deactivated' | 'wagon-deleted' | 'pull-request-closed') =>
    saidBy(whenWagonDisabledNotifyAnalysis, WagonDisabled.of({ wagonId, datasetId: created.data.datasetId, because }), { streams });
  it('is that the system disabled a wagon, and why (rules 128, 144)', async () => {
    expect((await disabled('dataset-deactivated'))[0]?.data).toMatchObject({
      kind: 'wagon-disabled',
      facts: { wagonId, wagonName: registered.data.name, reason: 'The dataset was deactivated.' },
      analyses: [{ analysisId: '3', name: opened.data.name }],
    });
    expect(factsOf(await disabled('pull-request-closed'))[0]?.facts['reason']).toContain('closed without being merged');
  });
  it('is not what somebody did, nor that a train took a wagon along (rule 135)', async () => {
    for (const because of ['asked', 'train-submitted', 'wagon-deleted'] as const) expect(await disabled(because)).toEqual([]);
  });

  it('is that a test cannot run at all; one that ran and failed speaks for itself (rules 131–134, 149)', async () => {
    const { testRunId } = queued.data;
    const failed = TestRunFailed.of({ testRunId, reason: 'Both run the same workflow.', firstError: null, figures: null, files: [] });
    const ofWagon = { ...queued, data: { ...queued.data, subject: { kind: 'wagon', wagonId, wagonRevision: 1 } } };
    const seen = { streams: { ...streams, [`testRun-${testRunId}`]: [ofWagon], [`dataset-${queued.data.datasetId}`]: [created] } };
    const atOnce = { ...failed, revision: 1 };
    expect((await saidBy(whenTestCannotRunNotifyAnalysis, atOnce, seen))[0]?.data).toMatchObject({
      kind: 'test-impossible',
      facts: { wagonId, testRunId, reason: failed.data.reason },
    });
    expect(await saidBy(whenTestCannotRunNotifyAnalysis, { ...failed, revision: 7 } as typeof failed, seen)).toEqual([]);
  });

  it('is that parameters of wagon and package differ, in both directions (rules 103, 145)', async () => {
    const { testRunId, packageTag, datasetId } = queued.data;
    const mismatch = { inWagonOnly: ['builder/old'], inPackageOnly: ['builder/new'] };
    const failed = TestRunFailed.of({ testRunId, reason: 'Sync it.', firstError: null, figures: null, files: [], mismatch });
    const ofWagon = { ...queued, data: { ...queued.data, subject: { kind: 'wagon', wagonId, wagonRevision: 1 } } };
    const seen = { streams: { ...streams, [`testRun-${testRunId}`]: [ofWagon], [`dataset-${datasetId}`]: [created] } };
    const said = await saidBy(whenTestCannotRunNotifyAnalysis, { ...failed, revision: 1 } as typeof failed, seen);
    expect(said).toHaveLength(1);
    expect(said[0]?.data).toMatchObject({ kind: 'parameters-inconsistent', facts: { wagonId, testRunId, packageTag, ...mismatch } });
  });
});
