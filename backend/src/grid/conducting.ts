import { isActive, isError, isFinal, type JobState, type JobUpdate, type Subjob } from '@hyperloop/contracts/grid';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { TrainType } from '@hyperloop/contracts/test-runs';
import { LINKED_INPUT_FILES } from '@hyperloop/contracts/trains';

/** A submitted train, as its own stream tells it. */
export type TrainNow = {
  phase: 'other' | 'submitted' | 'closed' | 'killed' | 'done';
  composition: BlobRef | null;
  target: string;
  cores: number;
  trainType: TrainType;
};
type Composed = { composition: BlobRef; trainType?: TrainType };
export const trainNow = {
  initial: { phase: 'other', composition: null, target: '', cores: 1, trainType: 'analysis' } as TrainNow,
  evolve: {
    TrainComposed: (state: TrainNow, { composition, trainType = 'analysis' }: Composed): TrainNow => ({ ...state, composition, trainType }),
    TrainSubmitted: (state: TrainNow, { target, cores }: { target: string; cores: number }): TrainNow => ({
      ...state,
      phase: 'submitted',
      target,
      cores,
    }),
    TrainKilled: (state: TrainNow): TrainNow => ({ ...state, phase: 'killed' }),
    TrainClosed: (state: TrainNow): TrainNow => ({ ...state, phase: 'closed' }),
    TrainCompleted: (state: TrainNow): TrainNow => ({ ...state, phase: 'done' }),
  },
};

export type JobNow = {
  jobId: string;
  files: readonly string[];
  attempt: number;
  state: JobState;
  output: BlobRef | null;
  /** Its files of stored tables. */
  derivedFiles: readonly BlobRef[];
  cpuSeconds: number;
  /** Attempts that ended because their node was lost: they do not count against the job. */
  zombies: number;
};
type Merging = { is: 'none' | 'running' | 'failed' | 'skipped' } | { is: 'merged'; output: BlobRef };
/** A masterjob (or a train's full merge) with all its jobs. */
export type MasterjobNow = { submitted: boolean; storage: string; run: number; jobs: ReadonlyMap<string, JobNow>; merging: Merging };
export const masterjobNow = {
  initial: { submitted: false, storage: '', run: 0, jobs: new Map(), merging: { is: 'none' } } as MasterjobNow,
  evolve: {
    MasterjobSubmitted: (
      state: MasterjobNow,
      { storage, run, jobs }: { storage: string; run: number; jobs: readonly Subjob[] },
    ): MasterjobNow => ({
      ...state,
      submitted: true,
      storage,
      run,
      jobs: new Map(
        jobs.map(({ jobId, files }) => [
          jobId,
          { jobId, files, attempt: 1, state: 'INSERTING', output: null, derivedFiles: [], cpuSeconds: 0, zombies: 0 },
        ]),
      ),
    }),
    JobsUpdated: (state: MasterjobNow, { updates }: { updates: readonly JobUpdate[] }): MasterjobNow => {
      const jobs = new Map(state.jobs);
      for (const { jobId, attempt, state: next, output, figures, derivedFiles = [] } of updates) {
        const job = jobs.get(jobId);
        if (job !== undefined)
          jobs.set(jobId, {
            ...job,
            attempt,
            state: next,
            output,
            derivedFiles,
            cpuSeconds: job.cpuSeconds + (figures?.cpuSeconds ?? 0),
            zombies: job.zombies + (next === 'ZOMBIE' ? 1 : 0),
          });
      }
      return { ...state, jobs };
    },
    MergingStarted: (state: MasterjobNow): MasterjobNow => ({ ...state, merging: { is: 'running' } }),
    OutputMerged: (state: MasterjobNow, { output }: { output: BlobRef }): MasterjobNow => ({ ...state, merging: { is: 'merged', output } }),
    MergingFailed: (state: MasterjobNow): MasterjobNow => ({ ...state, merging: { is: 'failed' } }),
    MergingSkipped: (state: MasterjobNow): MasterjobNow => ({ ...state, merging: { is: 'skipped' } }),
  },
};

/** Input files of one job: a job makes at least one output, and a linked one comes from 25 files at most (rule 77). */
export const filesAJobOf = (trainType: TrainType, filesAJob: number): number =>
  trainType === 'linked' ? Math.min(filesAJob, LINKED_INPUT_FILES) : filesAJob;

/** Files of a run, cut into jobs (rule 195). */
export const chunk = (masterjobId: string, files: readonly { name: string; bytes: number }[], filesAJob: number): Subjob[] => {
  const jobs: Subjob[] = [];
  for (let from = 0; from < files.length; from += filesAJob) {
    const part = files.slice(from, from + filesAJob);
    jobs.push({
      jobId: `${masterjobId}.${jobs.length + 1}`,
      files: part.map(({ name }) => name),
      bytes: part.reduce((sum, { bytes }) => sum + bytes, 0),
    });
  }
  return jobs;
};

export type Step =
  | { update: { jobId: string; attempt: number; state: JobState; reason: string | null } }
  | { submit: JobNow }
  | { kill: string }
  | { orphan: JobNow };

/**
 * What is to be done next for the jobs of a masterjob, from the log's state and from what the engine knows. Pure; doing
 * it twice does no harm. Failed jobs are retried as new attempts (C17) while the train is submitted.
 */
export const nextSteps = (
  masterjob: MasterjobNow,
  phase: TrainNow['phase'],
  { knows, mostAttempts }: { knows: (job: JobNow) => boolean; mostAttempts: number },
): readonly Step[] =>
  [...masterjob.jobs.values()].flatMap((job): Step[] => {
    const { jobId, attempt, state } = job;
    if (phase === 'killed') {
      if (isFinal(state)) return [];
      return knows(job)
        ? [{ kill: jobId }]
        : [...(isActive(state) ? [{ orphan: job }] : []), { update: { jobId, attempt, state: 'KILLED', reason: 'The train was killed.' } }];
    }
    if (state === 'INSERTING') return [{ update: { jobId, attempt, state: 'WAITING', reason: null } }];
    if (state === 'WAITING') return knows(job) ? [] : [{ submit: job }];
    if (isActive(state) && !knows(job))
      return [{ orphan: job }, { update: { jobId, attempt, state: 'ZOMBIE', reason: 'The node was stopped while it ran.' } }];
    if (isError(state) && phase === 'submitted' && ownFailures(job) < mostAttempts)
      return [{ update: { jobId, attempt: attempt + 1, state: 'WAITING', reason: null } }];
    return [];
  });

/** A node that went away is not the job's fault. */
const ownFailures = ({ attempt, zombies }: JobNow): number => attempt - zombies;

/** No job of it will change any more. */
export const settled = ({ submitted, jobs }: MasterjobNow, mostAttempts: number): boolean =>
  submitted &&
  [...jobs.values()].every(
    (job) => job.state === 'DONE' || job.state === 'KILLED' || (isError(job.state) && ownFailures(job) >= mostAttempts),
  );
export const outputsOf = ({ jobs }: MasterjobNow): readonly BlobRef[] =>
  [...jobs.values()].flatMap(({ state, output }) => (state === 'DONE' && output !== null ? [output] : []));
/** Files of stored tables of the jobs that ended well. */
export const derivedFilesOf = ({ jobs }: MasterjobNow): readonly BlobRef[] =>
  [...jobs.values()].flatMap(({ state, derivedFiles }) => (state === 'DONE' ? derivedFiles : []));
export const mergingOver = ({ merging }: MasterjobNow): boolean =>
  merging.is === 'merged' || merging.is === 'failed' || merging.is === 'skipped';
