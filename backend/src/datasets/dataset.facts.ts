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
