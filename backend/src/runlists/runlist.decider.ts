import {
  RunlistChanged,
  RunlistCreated,
  RunlistDeleted,
  RunlistInUse,
  RunlistNameTaken,
  RunlistUnknown,
  RunTwice,
  type RunlistCommand,
  type RunlistEvent,
  type RunlistRefusal,
} from '@hyperloop/contracts/runlists';
import type { Decider } from '../kernel/decider.js';

type Runlist = { phase: 'unknown' | 'published' | 'deleted'; runs: readonly number[] };

export type RunlistFacts = {
  CreateRunlist: { runlistId: string; takenBy: string | undefined };
  /** Names of datasets with a production on it. */
  DeleteRunlist: { datasets: readonly string[]; name: string };
};

/** Runs that stand in the list more than once, each named once. */
export const repeated = (runs: readonly number[]): number[] => [...new Set(runs.filter((run, index) => runs.indexOf(run) !== index))];

export const runlist: Decider<RunlistCommand, Runlist, RunlistEvent, RunlistRefusal, RunlistFacts> = {
  initial: { phase: 'unknown', runs: [] },

  decide: {
    CreateRunlist: (data, _state, _asked, { runlistId, takenBy }) => {
      const twice = repeated(data.runs);
      if (twice.length > 0) return RunTwice.of({ runs: twice });
      if (takenBy !== undefined) return RunlistNameTaken.of({ name: data.name });
      return [RunlistCreated.of({ runlistId, ...data })];
    },

    ChangeRunlist: ({ runlistId, runs }, state) => {
      if (state.phase !== 'published') return RunlistUnknown.of({ runlistId });
      const twice = repeated(runs);
      if (twice.length > 0) return RunTwice.of({ runs: twice });
      const added = runs.filter((run) => !state.runs.includes(run));
      const removed = state.runs.filter((run) => !runs.includes(run));
      return added.length + removed.length === 0 ? [] : [RunlistChanged.of({ runlistId, added, removed })];
    },

    DeleteRunlist: ({ runlistId }, state, _asked, { datasets }) => {
      if (state.phase === 'unknown') return RunlistUnknown.of({ runlistId });
      if (state.phase === 'deleted') return [];
      return datasets.length > 0 ? RunlistInUse.of({ datasets: [...datasets] }) : [RunlistDeleted.of({ runlistId })];
    },
  },

  evolve: {
    RunlistCreated: (_, { runs }) => ({ phase: 'published', runs }),
    RunlistChanged: (state, { added, removed }) => ({ ...state, runs: [...state.runs.filter((run) => !removed.includes(run)), ...added] }),
    RunlistDeleted: (state) => ({ ...state, phase: 'deleted' }),
  },
};
