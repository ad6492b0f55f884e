import {
  JobsUpdated,
  MasterjobSubmitted,
  MergingFailed,
  MergingSkipped,
  MergingStarted,
  OutputMerged,
  type MergeScope,
} from '@hyperloop/contracts/grid';
import { TestRunStarted } from '@hyperloop/contracts/test-runs';
import {
  TrainClosed,
  TrainCommented,
  TrainCompleted,
  TrainComposed,
  TrainDecomposed,
  TrainKilled,
  TrainSubmitted,
  TrainTestFailed,
  TrainTestPassed,
  TrainTestQueued,
  targetOf,
  trainRuns,
  type MergeCounts,
  type TrainRunRow,
} from '@hyperloop/contracts/trains';
import { change, projection, when, type Rows } from '../kernel/projection.js';
import { noJobs, withInserted, withMoves } from '../kernel/job-counts.js';

const noMerges: MergeCounts = { total: 0, done: 0, running: 0, pending: 0, skipped: 0, failed: 0 };
type RunMerge = keyof Omit<MergeCounts, 'total'>;
const move = (counts: MergeCounts, from: RunMerge, to: RunMerge): MergeCounts => {
  const next = { ...counts };
  next[from] = Math.max(0, next[from] - 1);
  next[to] += 1;
  return next;
};
const merging = (rows: Rows<TrainRunRow>, trainId: string, scope: MergeScope, to: 'running' | 'done' | 'failed' | 'skipped'): void => {
  // Slim output is no histogram: the page of the train reads its own row of the merged outputs (rule 69).
  if (scope.of === 'slim') return;
  change(rows)(trainId, (row) =>
    scope.of === 'train'
      ? { ...row, fullMerge: to === 'skipped' ? 'failed' : to }
      : { ...row, runMerges: move(row.runMerges, to === 'running' || to === 'skipped' ? 'pending' : 'running', to) },
  );
};
const ended = (rows: Rows<TrainRunRow>, trainId: string, state: TrainRunRow['state'], meta: { at: string; by: string }): void => {
  change(rows)(trainId, (row) => ({ ...row, state, stateBy: meta.by, endedAt: meta.at }));
};

/** Trains: state, test, jobs, merging (rules 186, 193). */
export const trainRunProjection = projection<TrainRunRow>(trainRuns, {
  indexes: ['testRunId'],
  on: [
    when(TrainComposed, (rows, data, { meta }) => {
      rows.put({
        trainId: data.trainId,
        trainType: data.trainType ?? 'analysis',
        state: 'testing',
        stateBy: meta.by,
        datasetId: data.datasetId,
        datasetName: data.datasetName,
        datasetBytes: data.datasetBytes,
        wagons: data.wagons,
        wagonNames: data.wagons.map(({ name }) => name).join(', '),
        analysisIds: [...new Set(data.wagons.map(({ analysisId }) => analysisId))],
        dependencies: data.dependencies,
        storedTables: data.storedTables ?? [],
        packageTag: data.packageTag,
        runner: data.runner,
        target: data.target,
        targetName: targetOf(data.target)?.name ?? data.target,
        cores: data.cores,
        memoryLimitBytes: data.memoryLimitBytes,
        slow: data.slow,
        autoSubmit: data.autoSubmit,
        composedBy: meta.by,
        composedAt: meta.at,
        testRunId: null,
        testState: 'none',
        testWarnings: [],
        testEndedAt: null,
        testFailure: null,
        pssMaxBytes: data.estimatedPssBytes,
        neededCpuDays: data.neededCpuDays,
        submittedAt: null,
        submittedBy: null,
        allJobsSubmittedAt: null,
        endedAt: null,
        jobs: noJobs,
        runMerges: noMerges,
        fullMerge: 'none',
        usedCpuSeconds: 0,
        comment: null,
      });
    }),
    when(TrainTestQueued, (rows, { trainId, testRunId }) => {
      change(rows)(trainId, (row) => ({ ...row, testRunId, testState: 'queued' }));
    }),
    when(TestRunStarted, (rows, { testRunId }) => {
      for (const row of rows.findBy('testRunId', testRunId)) rows.put({ ...row, testState: 'running' });
    }),
    when(TrainTestPassed, (rows, { trainId, warnings, pssMaxBytes, cpuDays }, { meta }) => {
      change(rows)(trainId, (row) => ({
        ...row,
        state: 'ready',
        stateBy: meta.by,
        testState: warnings.length === 0 ? 'done' : 'warning',
        testWarnings: warnings,
        testEndedAt: meta.at,
        pssMaxBytes,
        neededCpuDays: cpuDays,
      }));
    }),
    when(TrainTestFailed, (rows, { trainId, reason }, { meta }) => {
      change(rows)(trainId, (row) => ({
        ...row,
        state: 'test-failed',
        stateBy: meta.by,
        testState: 'failed',
        testFailure: reason,
        testEndedAt: meta.at,
      }));
    }),
    when(TrainSubmitted, (rows, { trainId, target, cores }, { meta }) => {
      change(rows)(trainId, (row) => ({
        ...row,
        state: 'submitting',
        stateBy: meta.by,
        submittedAt: meta.at,
        submittedBy: meta.by,
        target,
        targetName: targetOf(target)?.name ?? target,
        cores,
        fullMerge: 'pending',
      }));
    }),
    when(TrainDecomposed, (rows, { trainId }, { meta }) => ended(rows, trainId, 'decomposed', meta)),
    when(TrainKilled, (rows, { trainId }, { meta }) => ended(rows, trainId, 'killed', meta)),
    when(TrainClosed, (rows, { trainId }, { meta }) => ended(rows, trainId, 'closed', meta)),
    when(TrainCompleted, (rows, { trainId, cpuSeconds }, { meta }) => {
      change(rows)(trainId, (row) => ({ ...row, state: 'done', stateBy: meta.by, endedAt: meta.at, usedCpuSeconds: cpuSeconds }));
    }),
    when(TrainCommented, (rows, { trainId, comment }) => {
      change(rows)(trainId, (row) => ({ ...row, comment: comment === '' ? null : comment }));
    }),
    when(MasterjobSubmitted, (rows, { trainId, jobs }) => {
      change(rows)(trainId, (row) => ({
        ...row,
        jobs: withInserted(row.jobs, jobs.length),
        runMerges: { ...row.runMerges, total: row.runMerges.total + 1, pending: row.runMerges.pending + 1 },
      }));
    }),
    when(JobsUpdated, (rows, { trainId, updates, moves }, { meta }) => {
      change(rows)(trainId, (row) => {
        const jobs = withMoves(row.jobs, moves);
        const submitted = row.state === 'submitting' && jobs.inserting === 0;
        return {
          ...row,
          jobs,
          state: submitted ? 'submitted' : row.state,
          allJobsSubmittedAt: submitted ? meta.at : row.allJobsSubmittedAt,
          usedCpuSeconds: row.usedCpuSeconds + updates.reduce((sum, { figures }) => sum + (figures?.cpuSeconds ?? 0), 0),
        };
      });
    }),
    when(MergingStarted, (rows, { trainId, scope }) => merging(rows, trainId, scope, 'running')),
    when(OutputMerged, (rows, { trainId, scope }) => merging(rows, trainId, scope, 'done')),
    when(MergingFailed, (rows, { trainId, scope }) => merging(rows, trainId, scope, 'failed')),
    when(MergingSkipped, (rows, { trainId, scope }) => merging(rows, trainId, scope, 'skipped')),
  ],
});
