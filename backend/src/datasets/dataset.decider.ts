import {
  AllRunsExcluded,
  DatasetActivated,
  DatasetCreated,
  DatasetDeactivated,
  DatasetEmpty,
  DatasetGone,
  DatasetNameTaken,
  DatasetRemoved,
  DatasetStillActive,
  DatasetUnknown,
  NoRunlist,
  ProductionAdded,
  ProductionRemoved,
  ProductionRunsChanged,
  ProductionTwice,
  ProductionUnknown,
  RunsExcluded,
  RunsNotInRunlist,
  ShortDatasetsReplaced,
  ShortDatasetUnfit,
  ShortForAnother,
  StorageMissing,
  type DatasetCommand,
  type DatasetEvent,
  type DatasetRefusal,
  type RunFiles,
  type ShortDataset,
} from '@hyperloop/contracts/datasets';
import type { z } from 'zod';
import type { Decider } from '../kernel/decider.js';

type Files = z.infer<typeof RunFiles>;
type Production = { runlistId: string; runlistName: string; pass: string; runs: readonly number[]; excluded: readonly number[] };
type Dataset = {
  phase: 'unknown' | 'inactive' | 'active' | 'removed';
  name: string;
  productions: ReadonlyMap<string, Production>;
  /** Productions ever added: their ids are never used again. */
  count: number;
  shortDatasets: readonly ShortDataset[];
};

export type DatasetFacts = {
  CreateDataset: { datasetId: string; takenBy: string | undefined };
  /** null: no such runlist. Files as they are found in the storage now, for each of its runs. */
  AddProduction: { runlist: { name: string; files: readonly Files[] } | null };
  /** What is wished for as short datasets, as they are now; names of those that this one is a short dataset of. */
  ReplaceShortDatasets: {
    wanted: readonly { datasetId: string; name: string; phase: 'unknown' | 'there' | 'removed'; hasShort: boolean }[];
    shortOf: readonly string[];
  };
  FollowRunlist: { files: readonly Files[] | null };
};

/** Something of a dataset can be changed only while it is there. */
const gone = (state: Dataset, datasetId: string): DatasetRefusal | undefined => {
  if (state.phase === 'unknown') return DatasetUnknown.of({ datasetId });
  return state.phase === 'removed' ? DatasetGone.of({ name: state.name }) : undefined;
};
const withProduction = (state: Dataset, productionId: string, alter: (production: Production) => Production): Dataset => {
  const production = state.productions.get(productionId);
  return production === undefined ? state : { ...state, productions: new Map(state.productions).set(productionId, alter(production)) };
};
const missingIn = (some: readonly number[], all: readonly number[]): number[] => some.filter((run) => !all.includes(run));

export const dataset: Decider<DatasetCommand, Dataset, DatasetEvent, DatasetRefusal, DatasetFacts> = {
  initial: { phase: 'unknown', name: '', productions: new Map(), count: 0, shortDatasets: [] },

  decide: {
    CreateDataset: (data, _state, _asked, { datasetId, takenBy }) =>
      takenBy === undefined ? [DatasetCreated.of({ datasetId, ...data })] : DatasetNameTaken.of({ name: data.name }),

    ActivateDataset: ({ datasetId }, state) => {
      const refused = gone(state, datasetId);
      if (refused !== undefined) return refused;
      if (state.phase === 'active') return [];
      return state.productions.size === 0 ? DatasetEmpty.of({ name: state.name }) : [DatasetActivated.of({ datasetId })];
    },

    DeactivateDataset: ({ datasetId }, state) =>
      gone(state, datasetId) ?? (state.phase === 'active' ? [DatasetDeactivated.of({ datasetId })] : []),

    RemoveDataset: ({ datasetId }, state) => {
      if (state.phase === 'unknown') return DatasetUnknown.of({ datasetId });
      if (state.phase === 'active') return DatasetStillActive.of({ name: state.name });
      if (state.phase === 'removed') return [];
      return [
        DatasetRemoved.of({ datasetId, runlistIds: [...new Set([...state.productions.values()].map(({ runlistId }) => runlistId))] }),
      ];
    },

    AddProduction: (data, state, _asked, { runlist }) => {
      const refused = gone(state, data.datasetId);
      if (refused !== undefined) return refused;
      if (runlist === null) return NoRunlist.of({ runlistId: data.runlistId });
      const twin = [...state.productions.values()].some(({ runlistId, pass }) => runlistId === data.runlistId && pass === data.pass);
      if (twin) return ProductionTwice.of({ runlistName: runlist.name, pass: data.pass });
      const without = runlist.files.filter(({ files }) => files === 0).map(({ run }) => run);
      if (without.length > 0)
        return StorageMissing.of({ storage: data.storage, runs: without.length === runlist.files.length ? [] : without });
      const productionId = String(state.count + 1);
      return [ProductionAdded.of({ ...data, datasetName: state.name, productionId, runlistName: runlist.name, runs: [...runlist.files] })];
    },

    RemoveProduction: ({ datasetId, productionId }, state) => {
      const refused = gone(state, datasetId);
      if (refused !== undefined) return refused;
      const production = state.productions.get(productionId);
      if (production === undefined)
        return Number(productionId) >= 1 && Number(productionId) <= state.count ? [] : ProductionUnknown.of({ productionId });
      return [ProductionRemoved.of({ datasetId, productionId, runlistId: production.runlistId })];
    },

    ExcludeRuns: ({ datasetId, productionId, runs }, state) => {
      const refused = gone(state, datasetId);
      if (refused !== undefined) return refused;
      const production = state.productions.get(productionId);
      if (production === undefined) return ProductionUnknown.of({ productionId });
      const wanted = [...new Set(runs)].sort((a, b) => a - b);
      const strange = missingIn(wanted, production.runs).filter((run) => !production.excluded.includes(run));
      if (strange.length > 0) return RunsNotInRunlist.of({ runs: strange, runlistName: production.runlistName });
      if (production.runs.length > 0 && missingIn(production.runs, wanted).length === 0) return AllRunsExcluded.of({ productionId });
      const before = [...production.excluded];
      return wanted.length === before.length && missingIn(wanted, before).length === 0
        ? []
        : [RunsExcluded.of({ datasetId, productionId, runs: wanted, before })];
    },

    ReplaceShortDatasets: ({ datasetId }, state, _asked, { wanted, shortOf }) => {
      const refused = gone(state, datasetId);
      if (refused !== undefined) return refused;
      for (const one of wanted) {
        if (one.phase === 'unknown') return DatasetUnknown.of({ datasetId: one.datasetId });
        const { name } = one;
        if (one.datasetId === datasetId) return ShortDatasetUnfit.of({ name, because: 'itself' });
        if (one.hasShort) return ShortDatasetUnfit.of({ name, because: 'has-short' });
        // One that was removed may stay in the list until somebody takes it out, but is not put in.
        const isThere = state.shortDatasets.some((short) => short.datasetId === one.datasetId);
        if (one.phase === 'removed' && !isThere) return ShortDatasetUnfit.of({ name, because: 'removed' });
      }
      if (wanted.length > 0 && shortOf.length > 0) return ShortForAnother.of({ name: state.name, of: [...shortOf] });
      const before = [...state.shortDatasets];
      const had = new Set(before.map((one) => one.datasetId));
      if (wanted.length === before.length && wanted.every((one) => had.has(one.datasetId))) return [];
      return [
        ShortDatasetsReplaced.of({ datasetId, shortDatasets: wanted.map((one) => ({ datasetId: one.datasetId, name: one.name })), before }),
      ];
    },

    FollowRunlist: ({ datasetId, productionId }, state, _asked, { files }) => {
      const production = state.productions.get(productionId);
      // Removed meanwhile, or the runlist was: there is nothing left to follow.
      if (production === undefined || state.phase === 'removed' || files === null) return [];
      const now = files.map(({ run }) => run);
      const added = missingIn(now, production.runs);
      const removed = missingIn(production.runs, now);
      return added.length + removed.length === 0
        ? []
        : [ProductionRunsChanged.of({ datasetId, productionId, runs: [...files], added, removed })];
    },
  },

  evolve: {
    DatasetCreated: (state, { name }) => ({ ...state, phase: 'inactive', name }),
    DatasetActivated: (state) => ({ ...state, phase: 'active' }),
    DatasetDeactivated: (state) => ({ ...state, phase: 'inactive' }),
    DatasetRemoved: (state) => ({ ...state, phase: 'removed' }),
    ProductionAdded: (state, { productionId, runlistId, runlistName, pass, runs }) => ({
      ...state,
      count: state.count + 1,
      productions: new Map(state.productions).set(productionId, {
        runlistId,
        runlistName,
        pass,
        runs: runs.map(({ run }) => run),
        excluded: [],
      }),
    }),
    ProductionRemoved: (state, { productionId }) => ({
      ...state,
      productions: new Map([...state.productions].filter(([id]) => id !== productionId)),
    }),
    ShortDatasetsReplaced: (state, { shortDatasets }) => ({ ...state, shortDatasets }),
    RunsExcluded: (state, { productionId, runs }) =>
      withProduction(state, productionId, (production) => ({ ...production, excluded: runs })),
    ProductionRunsChanged: (state, { productionId, runs }) =>
      withProduction(state, productionId, (production) => ({ ...production, runs: runs.map(({ run }) => run) })),
  },
};
