import {
  JobMoveNotAllowed,
  JobsUpdated,
  MasterjobSubmitted,
  MasterjobUnknown,
  MergingFailed,
  MergingOver,
  MergingSkipped,
  MergingStarted,
  OutputMerged,
  isFinal,
  jobStates,
  type GridCommand,
  type GridEvent,
  type GridRefusal,
  type JobMove,
  type JobState,
  type JobUpdate,
} from '@hyperloop/contracts/grid';
import type { Decider } from '../kernel/decider.js';

type Job = { attempt: number; state: JobState };
/** A masterjob's stream, or that of a train's full merge or slim output: all know how far their merging is. */
export type Masterjob = { submitted: boolean; jobs: ReadonlyMap<string, Job>; merging: 'none' | 'running' | 'failed' | 'over' };

/** Within one attempt a job only moves on: INSERTING → WAITING → STARTED → RUNNING → SAVING → a final state. */
const order = new Map(jobStates.map((state, index) => [state, index]));
const movesOn = (from: Job, { attempt, state }: JobUpdate): boolean => {
  if (attempt > from.attempt) return true; // a retry is a new attempt (C17)
  return !isFinal(from.state) && (order.get(state) ?? 0) > (order.get(from.state) ?? 0);
};
const isNews = (from: Job | undefined, update: JobUpdate): boolean =>
  from === undefined || (update.attempt >= from.attempt && !(update.attempt === from.attempt && update.state === from.state));

export const masterjob: Decider<GridCommand, Masterjob, GridEvent, GridRefusal> = {
  initial: { submitted: false, jobs: new Map(), merging: 'none' },

  decide: {
    SubmitMasterjob: (data, state) => (state.submitted ? [] : [MasterjobSubmitted.of(data)]),

    UpdateJobs: ({ masterjobId, trainId, updates }, state) => {
      if (!state.submitted) return MasterjobUnknown.of({ masterjobId });
      const news: JobUpdate[] = [];
      const moves = new Map<string, JobMove>();
      const jobs = new Map(state.jobs);
      for (const update of updates) {
        const from = jobs.get(update.jobId);
        if (from === undefined) return MasterjobUnknown.of({ masterjobId: update.jobId });
        if (!isNews(from, update)) continue;
        if (!movesOn(from, update)) return JobMoveNotAllowed.of({ jobId: update.jobId, from: from.state, to: update.state });
        jobs.set(update.jobId, { attempt: update.attempt, state: update.state });
        const move = `${from.state}>${update.state}`;
        moves.set(move, { from: from.state, to: update.state, count: (moves.get(move)?.count ?? 0) + 1 });
        news.push(update);
      }
      return news.length === 0 ? [] : [JobsUpdated.of({ masterjobId, trainId, updates: news, moves: [...moves.values()] })];
    },

    RecordMerging: ({ trainId, scope, outcome }, state) => {
      if (scope.of === 'run' && !state.submitted) return MasterjobUnknown.of({ masterjobId: scope.masterjobId });
      if (state.merging === 'over') return outcome.is === 'started' ? MergingOver.of({ trainId }) : [];
      switch (outcome.is) {
        case 'started':
          return state.merging === 'running' ? [] : [MergingStarted.of({ trainId, scope, inputs: outcome.inputs })];
        case 'merged': {
          const { directory, output, runs, ofRuns, objects } = outcome;
          return [OutputMerged.of({ trainId, scope, directory, output, runs, ofRuns, objects })];
        }
        case 'failed':
          return [MergingFailed.of({ trainId, scope, reason: outcome.reason })];
        case 'skipped':
          return [MergingSkipped.of({ trainId, scope, reason: outcome.reason })];
      }
    },
  },

  evolve: {
    MasterjobSubmitted: (state, { jobs }) => ({
      ...state,
      submitted: true,
      jobs: new Map(jobs.map(({ jobId }) => [jobId, { attempt: 1, state: 'INSERTING' as const }])),
    }),
    JobsUpdated: (state, { updates }) => {
      const jobs = new Map(state.jobs);
      for (const { jobId, attempt, state: next } of updates) jobs.set(jobId, { attempt, state: next });
      return { ...state, jobs };
    },
    MergingStarted: (state) => ({ ...state, merging: 'running' }),
    OutputMerged: (state) => ({ ...state, merging: 'over' }),
    MergingFailed: (state) => ({ ...state, merging: 'failed' }),
    MergingSkipped: (state) => ({ ...state, merging: 'over' }),
  },
};
