import { TrainCompleted, TrainSubmitted, TrainTestPassed, TrainTestQueued } from '@hyperloop/contracts/trains';
import { composedSlim, submitted } from '@hyperloop/contracts/trains/examples';
import {
  JobsUpdated,
  MasterjobSubmitted,
  MergingFailed,
  MergingStarted,
  OutputMerged,
  isFinal,
  type JobState,
  type JobUpdate,
} from '@hyperloop/contracts/grid';
import { jobDerived, jobFigures, masterjobSubmitted, runMerged, slimMerged } from '@hyperloop/contracts/grid/examples';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { TestRunProgressed, TestRunQueued, TestRunStarted } from '@hyperloop/contracts/test-runs';
import { passed, queued, started } from '@hyperloop/contracts/test-runs/examples';

type Told = { stream: string; type: string; data: unknown };
/** What the dice decide: runs, their jobs, and step by step which masterjob has news and how each job of it fares. */
export type Dice = { runs: readonly number[]; news: readonly { run: number; fates: readonly number[] }[]; finish: boolean };

const trainId = composedSlim.data.trainId;
const testRunId = '561299';
const next = (state: JobState, fate: number): JobState => {
  if (state === 'INSERTING') return 'WAITING';
  if (state === 'WAITING') return fate % 2 === 0 ? 'RUNNING' : 'STARTED';
  if (state === 'STARTED') return 'RUNNING';
  if (state === 'RUNNING') return fate % 4 === 0 ? 'ERROR_V' : fate % 7 === 0 ? 'KILLED' : 'DONE';
  return 'WAITING';
};

class Masterjob {
  readonly id: string;
  readonly jobs: { jobId: string; state: JobState; attempt: number }[];
  constructor(
    readonly run: number,
    jobs: number,
  ) {
    this.id = `${trainId}.${run}`;
    this.jobs = Array.from({ length: jobs }, (_, index) => ({ jobId: `${this.id}.${index + 1}`, state: 'INSERTING', attempt: 1 }));
  }
  submitted(): Told {
    const jobs = this.jobs.map(({ jobId }, index) => ({ jobId, files: [`${index}.ndjson`], bytes: 100 + index }));
    return {
      stream: `masterjob-${this.id}`,
      ...MasterjobSubmitted.of({ ...masterjobSubmitted.data, masterjobId: this.id, run: this.run, jobs }),
    };
  }
  /** A fate of 0 leaves the job alone; a job in error goes on as its next attempt. */
  news(fates: readonly number[]): Told | undefined {
    const updates: JobUpdate[] = [];
    const moves: { from: JobState; to: JobState; count: number }[] = [];
    this.jobs.forEach((job, index) => {
      const fate = fates[index % fates.length] ?? 0;
      if (fate === 0 || job.state === 'DONE' || job.state === 'KILLED') return;
      const state = next(job.state, fate);
      if (job.state === 'ERROR_V') job.attempt += 1;
      moves.push({ from: job.state, to: state, count: 1 });
      job.state = state;
      const figures = isFinal(state) ? { ...jobFigures, cpuSeconds: fate, derived: jobDerived } : null;
      updates.push({
        jobId: job.jobId,
        attempt: job.attempt,
        state,
        at: '2025-12-02T15:00:00Z',
        site: null,
        reason: null,
        figures,
        output: null,
        log: null,
        ...(state === 'DONE' ? { derivedFiles: [{ sha256: 'e'.repeat(64), size: fate }] } : {}),
      });
    });
    if (updates.length === 0) return undefined;
    return { stream: `masterjob-${this.id}`, ...JobsUpdated.of({ masterjobId: this.id, trainId, updates, moves }) };
  }
}

/** The events of a train as the log keeps them, other people's events between them. */
export const playedTrain = ({ runs, news, finish }: Dice): readonly RecordedEvent[] => {
  const test = `testRun-${testRunId}`;
  const train = `train-${trainId}`;
  const masterjobs = runs.map((jobs, index) => new Masterjob(544000 + index, jobs));
  const told: Told[] = [
    { stream: train, ...composedSlim },
    { stream: test, ...TestRunQueued.of({ ...queued.data, testRunId, subject: { kind: 'train', trainId } }) },
    { stream: train, ...TrainTestQueued.of({ trainId, testRunId }) },
    { stream: test, ...TestRunStarted.of({ ...started.data, testRunId }) },
    {
      stream: test,
      ...TestRunProgressed.of({
        testRunId,
        share: 0.5,
        samples: [{ t: 1, device: 'reader', pss: 5, private: 4, cpu: 1 }],
        lines: ['a line'],
      }),
    },
    { stream: test, ...passed, data: { ...passed.data, testRunId } },
    { stream: train, ...TrainTestPassed.of({ trainId, testRunId, warnings: [], pssMaxBytes: 5, cpuDays: 2 }) },
    { stream: train, ...TrainSubmitted.of({ ...submitted.data, trainId }) },
    ...masterjobs.map((masterjob) => masterjob.submitted()),
    ...news.flatMap(({ run, fates }) => masterjobs[run % masterjobs.length]?.news(fates) ?? []),
    ...masterjobs.flatMap(({ id, run }) => {
      const scope = { of: 'run', masterjobId: id, run } as const;
      return [
        { stream: `masterjob-${id}`, ...MergingStarted.of({ trainId, scope, inputs: 2 }) },
        run % 3 === 0
          ? { stream: `masterjob-${id}`, ...MergingFailed.of({ trainId, scope, reason: 'The disk was full.' }) }
          : { stream: `masterjob-${id}`, ...OutputMerged.of({ ...runMerged.data, scope, runs: [run], ofRuns: [run] }) },
      ];
    }),
  ];
  if (finish) {
    const jobs = masterjobs.flatMap((masterjob) => masterjob.jobs);
    const done = jobs.filter(({ state }) => state === 'DONE').length;
    told.push({ stream: `merging-${trainId}`, ...MergingStarted.of({ trainId, scope: { of: 'train' }, inputs: runs.length }) });
    told.push({ stream: `slim-${trainId}`, ...MergingStarted.of({ trainId, scope: { of: 'slim' }, inputs: runs.length }) });
    told.push({ stream: `slim-${trainId}`, ...slimMerged });
    told.push({
      stream: train,
      ...TrainCompleted.of({
        trainId,
        jobs: jobs.length,
        done,
        failed: jobs.length - done,
        cpuSeconds: 9,
        mergedRuns: 1,
        runs: runs.length,
      }),
    });
  }
  const revisions = new Map<string, number>();
  return told.map(({ stream, type, data }, index) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    return {
      id: `event-${index}`,
      stream,
      revision,
      // Others write between them, so positions have holes; and they pass a power of ten, so that text order would be wrong.
      position: String(95 + index * 3),
      type,
      data,
      meta: {
        at: new Date(Date.UTC(2025, 11, 2, 15, 0, index)).toISOString(),
        by: 'olga',
        commandId: 'c',
        causationId: 'c',
        correlationId: 'c',
      },
    };
  });
};
