import { TrainComposed, TrainSubmitted } from '@hyperloop/contracts/trains';
import { DatasetDeactivated, DatasetActivated } from '@hyperloop/contracts/datasets';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { DisableWagon } from '@hyperloop/contracts/wagons';
import { enabled } from '@hyperloop/contracts/wagons/examples';
import type { Look, Reaction, Say } from '../kernel/slice.js';
import { whenDatasetDeactivatedDisableWagons, whenTrainSubmittedDisableWagons, whenWagonEnabledOnInactiveDatasetDisable } from './wagon.reactions.js';

const wagonOf = (wagonId: string) => ({
  wagonId, name: `wagon ${wagonId}`, workflowName: 'o2-analysis-cf-flow', analysisId: '3', analysisName: 'Flow', enabledBy: 'mrossi',
  packageMode: 'newer' as const, testedOn: 'O2Physics::daily-20251201-0000-1', testRunId: '9', wagonRevision: 1,
});
const composed = TrainComposed.of({
  trainId: '70', datasetId: '5', datasetName: 'LHC22o_pass7_small', wagons: [wagonOf('17'), wagonOf('18')], dependencies: [],
  packageTag: 'O2Physics::daily-20251201-0000-1', runner: 'sample', target: 'grid-1', cores: 1, memoryLimitBytes: 1, slow: false, autoSubmit: false,
  composition: { sha256: 'a'.repeat(64), size: 1 }, neededCpuDays: 1, estimatedPssBytes: 1, datasetBytes: 1,
});

/** What a reaction says when an event is told, given streams and rows to look at. */
const saidBy = async (reaction: Reaction, told: { type: string; data: unknown }, seen: { streams?: Record<string, { type: string; data: unknown }[]>; rows?: Record<string, unknown>[] }) => {
  const said: { type: string; data: unknown }[] = [];
  const keys: (string | undefined)[] = [];
  const say: Say = async (command, options) => {
    said.push(command);
    keys.push(options?.commandId);
    return { position: '1', revision: 0, stream: 'wagon-1' };
  };
  const look: Pick<Look, 'state' | 'rows'> = {
    state: async (fold, stream) => ({
      revision: 0,
      state: (seen.streams?.[stream] ?? []).reduce((state, { type, data }) => fold.evolve[type]?.(state, data as never) ?? state, fold.initial),
    }),
    rows: async <R extends Record<string, unknown>>() => (seen.rows ?? []) as R[],
  };
  const event: RecordedEvent = {
    id: 'e1', stream: 'x-1', revision: 0, position: '9', ...told,
    meta: { at: '2025-12-02T08:00:00Z', by: 'lwagner', commandId: 'c', causationId: 'c', correlationId: 'c' },
  };
  await reaction.react(event, say, look as Look);
  expect(new Set(keys).size).toBe(said.length); // each with its own key, so that saying it again does nothing
  return said;
};

describe('what happens to enabled wagons', () => {
  it('is that a submitted train takes them along (rule 135)', async () =>
    expect(await saidBy(whenTrainSubmittedDisableWagons, TrainSubmitted.of({ trainId: '70', target: 'grid-1', cores: 1 }), { streams: { 'train-70': [composed] } })).toEqual([
      DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'train-submitted', trainId: '70' }),
      DisableWagon.of({ wagonId: '18', datasetId: '5', because: 'train-submitted', trainId: '70' }),
    ]));
  it('is that a deactivated dataset disables them (rule 128)', async () =>
    expect(await saidBy(whenDatasetDeactivatedDisableWagons, DatasetDeactivated.of({ datasetId: '5' }), { rows: [{ wagonId: '17' }] })).toEqual([
      DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'dataset-deactivated' }),
    ]));
  it('is that one enabled while its dataset went is disabled again (rule 128)', async () =>
    expect(await saidBy(whenWagonEnabledOnInactiveDatasetDisable, enabled, { streams: { 'dataset-5': [DatasetActivated.of({ datasetId: '5' }), DatasetDeactivated.of({ datasetId: '5' })] } })).toEqual([
      DisableWagon.of({ wagonId: '17', datasetId: '5', because: 'dataset-deactivated' }),
    ]));
  it('is nothing while the dataset is active', async () =>
    expect(await saidBy(whenWagonEnabledOnInactiveDatasetDisable, enabled, { streams: { 'dataset-5': [DatasetActivated.of({ datasetId: '5' })] } })).toEqual([]));
});
