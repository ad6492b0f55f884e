import {
  JobMoveNotAllowed,
  JobsUpdated,
  MasterjobSubmitted,
  MasterjobUnknown,
  MergingFailed,
  MergingOver,
  MergingSkipped,
  MergingStarted,
  NotSlim,
  OutputMerged,
  SlimFilesDeleted,
  isFinal,
  jobStates,
  type GridCommand,
  type GridEvent,
  type GridRefusal,
  type JobMove,
  type JobState,
  type JobUpdate,
} from '@hyperloop/contracts/grid';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { Decider } from '../kernel/decider.js';

type Job = { attempt: number; state: JobState; derivedFiles: readonly BlobRef[] };
/** A masterjob's stream, or that of a train's full merge or slim output: all know how far their merging is. */
export type Masterjob = {
  submitted: boolean;
  jobs: ReadonlyMap<string, Job>;
  merging: 'none' | 'running' | 'failed' | 'over';
  /** The merged file of slim output, while it is kept. */
  slimFile: BlobRef | null;
};
/** Whether the train is a slim one, and over: nothing will write or read its tables any more. */
export type GridFacts = { DeleteSlimFiles: { slimAndOver: boolean } };

/** Within one attempt a job only moves on: INSERTING → WAITING → STARTED → RUNNING → SAVING → a final state. */
const order = new Map(jobStates.map((state, index) => [state, index]));
const movesOn = (from: Job, { attempt, state }: JobUpdate): boolean => {
  if (attempt > from.attempt) return true; // a retry is a new attempt (C17)
  return !isFinal(from.state) && (order.get(state) ?? 0) > (order.get(from.state) ?? 0);
};
const isNews = (from: Job | undefined, update: JobUpdate): boolean =>
  from === undefined || (update.attempt >= from.attempt && !(update.attempt === from.attempt && update.state === from.state));

export const masterjob: Decider<GridCommand, Masterjob, GridEvent, GridRefusal, GridFacts> = {
  initial: { submitted: false, jobs: new Map(), merging: 'none', slimFile: null },

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
        jobs.set(update.jobId, { attempt: update.attempt, state: update.state, derivedFiles: [] });
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
          const { is: _, ...merged } = outcome;
          return [OutputMerged.of({ trainId, scope, ...merged })];
        }
        case 'failed':
          return [MergingFailed.of({ trainId, scope, reason: outcome.reason })];
        case 'skipped':
          return [MergingSkipped.of({ trainId, scope, reason: outcome.reason })];
      }
    },

    DeleteSlimFiles: ({ trainId, scope }, state, _asked, { slimAndOver }) => {
      if (!slimAndOver || scope.of === 'train') return NotSlim.of({ trainId });
      const writers = [...state.jobs].filter(([, { derivedFiles }]) => derivedFiles.length > 0);
      const files = scope.of === 'slim' ? [state.slimFile ?? []].flat() : writers.flatMap(([, { derivedFiles }]) => derivedFiles);
      if (files.length === 0) return [];
      return [
        SlimFilesDeleted.of({
          trainId,
          scope,
          jobIds: scope.of === 'slim' ? [] : writers.map(([jobId]) => jobId),
          files: files.map(({ sha256, size }) => ({ deletedBlob: sha256, size })),
        }),
      ];
    },
  },

  evolve: {
    MasterjobSubmitted: (state, { jobs }) => ({
      ...state,
      submitted: true,
      jobs: new Map(jobs.map(({ jobId }) => [jobId, { attempt: 1, state: 'INSERTING' as const, derivedFiles: [] }])),
    }),
    JobsUpdated: (state, { updates }) => {
      const jobs = new Map(state.jobs);
      for (const { jobId, attempt, state: next, derivedFiles = [] } of updates) jobs.set(jobId, { attempt, state: next, derivedFiles });
      return { ...state, jobs };
    },
    MergingStarted: (state) => ({ ...state, merging: 'running' }),
    OutputMerged: (state, { scope, output }) => ({ ...state, merging: 'over', slimFile: scope.of === 'slim' ? output : null }),
    MergingFailed: (state) => ({ ...state, merging: 'failed' }),
    MergingSkipped: (state) => ({ ...state, merging: 'over' }),
    SlimFilesDeleted: (state) => ({
      ...state,
      slimFile: null,
      jobs: new Map([...state.jobs].map(([jobId, job]) => [jobId, { ...job, derivedFiles: [] }])),
    }),
  },
};
