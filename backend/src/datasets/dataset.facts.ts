import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { Lookup } from '../kernel/slice.js';
import type { DatasetFacts } from './dataset.decider.js';
import type { DatasetStorage } from './storage.js';

export const factsOfCreating = async ({ name }: { name: string }, lookup: Lookup): Promise<DatasetFacts['CreateDataset']> => {
  const datasetId = await lookup.number('dataset');
  return { datasetId, takenBy: await lookup.reserve(`dataset ${name.toLowerCase()}`, datasetId) };
};

type RunlistNow = { there: boolean; name: string; runs: readonly number[] };
const runlistNow = {
  initial: { there: false, name: '', runs: [] } as RunlistNow,
  evolve: {
    RunlistCreated: (_: RunlistNow, { name, runs }: { name: string; runs: readonly number[] }): RunlistNow => ({ there: true, name, runs }),
    RunlistChanged: (state: RunlistNow, { added, removed }: { added: readonly number[]; removed: readonly number[] }): RunlistNow => ({
      ...state,
      runs: [...state.runs.filter((run) => !removed.includes(run)), ...added],
    }),
    RunlistDeleted: (state: RunlistNow): RunlistNow => ({ ...state, there: false }),
  },
};
const runlistOf = async (lookup: Lookup, runlistId: string): Promise<RunlistNow | null> => {
  const { state } = await lookup.state(runlistNow, `runlist-${runlistId}`);
  return state.there ? { ...state, runs: [...state.runs].sort((a, b) => a - b) } : null;
};

/** Rule 155: no runlist, no production. */
export const factsOfProduction =
  (files: DatasetStorage) =>
  async ({ runlistId, storage }: { runlistId: string; storage: string }, lookup: Lookup): Promise<DatasetFacts['AddProduction']> => {
    const runlist = await runlistOf(lookup, runlistId);
    return { runlist: runlist === null ? null : { name: runlist.name, files: await files.sizes(storage, runlist.runs) } };
  };

type Storages = Readonly<Record<string, string>>;
const storages = {
  initial: {} as Storages,
  evolve: {
    ProductionAdded: (state: Storages, { productionId, storage }: { productionId: string; storage: string }): Storages => ({
      ...state,
      [productionId]: storage,
    }),
  },
};

/** Runs without files are taken over too, with none: the runlist is the DPG's word (rule 157). */
export const factsOfFollowing =
  (files: DatasetStorage) =>
  async (
    { datasetId, productionId, runlistId }: { datasetId: string; productionId: string; runlistId: string },
    lookup: Lookup,
  ): Promise<DatasetFacts['FollowRunlist']> => {
    const runlist = await runlistOf(lookup, runlistId);
    const storage = (await lookup.state(storages, `dataset-${datasetId}`)).state[productionId];
    return { files: runlist === null || storage === undefined ? null : await files.sizes(storage, runlist.runs) };
  };

type ShortNow = { phase: 'unknown' | 'there' | 'removed'; name: string; shortIds: readonly string[] };
const shortNow = {
  initial: { phase: 'unknown', name: '', shortIds: [] } as ShortNow,
  evolve: {
    DatasetCreated: (state: ShortNow, { name }: { name: string }): ShortNow => ({ ...state, phase: 'there', name }),
    DatasetRemoved: (state: ShortNow): ShortNow => ({ ...state, phase: 'removed' }),
    ShortDatasetsReplaced: (state: ShortNow, { shortDatasets }: { shortDatasets: readonly { datasetId: string }[] }): ShortNow => ({
      ...state,
      shortIds: shortDatasets.map(({ datasetId }) => datasetId),
    }),
  },
};

/** The view names the datasets that this one may be a short one of; each is judged by its own stream. */
export const factsOfShortDatasets = async (
  { datasetId, shortDatasetIds }: { datasetId: string; shortDatasetIds: readonly string[] },
  lookup: Lookup,
): Promise<DatasetFacts['ReplaceShortDatasets']> => {
  const now = async (id: string) => (await lookup.state(shortNow, `dataset-${id}`)).state;
  const [row] = await lookup.rows<DatasetRow>('datasets', { key: datasetId });
  const large = await Promise.all((row?.shortOf ?? []).map((one) => now(one.datasetId)));
  return {
    wanted: await Promise.all(
      [...new Set(shortDatasetIds)].map(async (id) => {
        const { phase, name, shortIds } = await now(id);
        return { datasetId: id, name, phase, hasShort: shortIds.length > 0 };
      }),
    ),
    shortOf: large.filter(({ phase, shortIds }) => phase === 'there' && shortIds.includes(datasetId)).map(({ name }) => name),
  };
};
