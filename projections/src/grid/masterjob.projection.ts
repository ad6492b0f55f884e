import {
  JobsUpdated,
  MasterjobSubmitted,
  MergingFailed,
  MergingSkipped,
  MergingStarted,
  OutputMerged,
  SlimFilesDeleted,
  masterjobs,
  type MasterjobRow,
  type MergeScope,
} from '@hyperloop/contracts/grid';
import { change, projection, when, type Rows } from '../kernel/projection.js';
import { noDerivedFigures, withDerived } from '../kernel/derived-figures.js';
import { allFinal, noJobs, withInserted, withMoves } from '../kernel/job-counts.js';

const merging = (rows: Rows<MasterjobRow>, scope: MergeScope, state: MasterjobRow['merging'], mergeReason: string | null = null): void => {
  if (scope.of === 'run') change(rows)(scope.masterjobId, (row) => ({ ...row, merging: state, mergeReason }));
};

/** One masterjob a run, with counts and merging (rule 195). */
export const masterjobProjection = projection<MasterjobRow>(masterjobs, {
  on: [
    when(MasterjobSubmitted, (rows, { masterjobId, trainId, run, directory, target, engine, jobs }, { meta }) => {
      rows.put({
        masterjobId,
        trainId,
        run,
        directory,
        target,
        engine,
        jobs: withInserted(noJobs, jobs.length),
        retried: 0,
        files: jobs.reduce((sum, { files }) => sum + files.length, 0),
        bytes: jobs.reduce((sum, { bytes }) => sum + bytes, 0),
        cpuSeconds: 0,
        derived: noDerivedFigures,
        derivedDeletedAt: null,
        merging: 'none',
        mergeReason: null,
        submittedAt: meta.at,
        endedAt: null,
      });
    }),
    when(JobsUpdated, (rows, { masterjobId, updates, moves }, { meta }) => {
      change(rows)(masterjobId, (row) => {
        const jobs = withMoves(row.jobs, moves);
        return {
          ...row,
          jobs,
          retried: row.retried + updates.filter(({ attempt, state }) => attempt > 1 && state === 'WAITING').length,
          cpuSeconds: row.cpuSeconds + updates.reduce((sum, { figures }) => sum + (figures?.cpuSeconds ?? 0), 0),
          // Of a job that ended well only: what failed is run again, and its files count for nothing.
          derived: updates.reduce((sum, { state, figures }) => (state === 'DONE' ? withDerived(sum, figures?.derived) : sum), row.derived),
          endedAt: allFinal(jobs) ? meta.at : null,
          merging: allFinal(jobs) && row.merging === 'none' ? 'pending' : row.merging,
        };
      });
    }),
    when(MergingStarted, (rows, { scope }) => merging(rows, scope, 'running')),
    when(OutputMerged, (rows, { scope }) => merging(rows, scope, 'done')),
    when(MergingFailed, (rows, { scope, reason }) => merging(rows, scope, 'failed', reason)),
    when(SlimFilesDeleted, (rows, { scope }, { meta }) => {
      if (scope.of === 'run') change(rows)(scope.masterjobId, (row) => ({ ...row, derivedDeletedAt: meta.at }));
    }),
    when(MergingSkipped, (rows, { scope, reason }) => merging(rows, scope, 'skipped', reason)),
  ],
});
