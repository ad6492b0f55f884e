import type { RunlistRow } from '@hyperloop/contracts/runlists';
import type { Lookup } from '../kernel/slice.js';
import { repeated, type RunlistFacts } from './runlist.decider.js';

export const runlistName = (name: string): string => `runlist ${name.toLowerCase()}`;

/** The name is claimed last: a claim for a list that is refused anyway would block the name. */
export const factsOfPublishing = async (
  { name, runs }: { name: string; runs: readonly number[] },
  lookup: Lookup,
): Promise<RunlistFacts['CreateRunlist']> => {
  const runlistId = await lookup.number('runlist');
  return { runlistId, takenBy: repeated(runs).length > 0 ? undefined : await lookup.reserve(runlistName(name), runlistId) };
};

type Uses = { name: string; removed: boolean; runlists: Readonly<Record<string, string>> };
const uses = {
  initial: { name: '', removed: false, runlists: {} } as Uses,
  evolve: {
    DatasetCreated: (state: Uses, { name }: { name: string }): Uses => ({ ...state, name }),
    DatasetRemoved: (state: Uses): Uses => ({ ...state, removed: true }),
    ProductionAdded: (state: Uses, { productionId, runlistId }: { productionId: string; runlistId: string }): Uses => ({
      ...state,
      runlists: { ...state.runlists, [productionId]: runlistId },
    }),
    ProductionRemoved: (state: Uses, { productionId }: { productionId: string }): Uses => ({
      ...state,
      runlists: { ...state.runlists, [productionId]: '' },
    }),
  },
};
const named = { initial: { name: '' }, evolve: { RunlistCreated: (_: { name: string }, { name }: { name: string }) => ({ name }) } };

/** The view says which datasets to look at; whether they use it, their own streams say. */
export const factsOfDeleting = async ({ runlistId }: { runlistId: string }, lookup: Lookup): Promise<RunlistFacts['DeleteRunlist']> => {
  const [row] = await lookup.rows<RunlistRow>('runlists', { key: runlistId });
  const datasets: string[] = [];
  for (const datasetId of new Set((row?.usedBy ?? []).map((use) => use.datasetId))) {
    const { state } = await lookup.state(uses, `dataset-${datasetId}`);
    if (!state.removed && Object.values(state.runlists).includes(runlistId)) datasets.push(state.name);
  }
  return { datasets, name: (await lookup.state(named, `runlist-${runlistId}`)).state.name };
};
