import { JobsUpdated, MasterjobSubmitted, SlimFilesDeleted, gridJobs, groupOf, isFinal, type GridJobRow } from '@hyperloop/contracts/grid';
import { change, projection, when } from '../kernel/projection.js';

/** One row a job; a retry goes on top, earlier attempts stay (C17). */
export const gridJobProjection = projection<GridJobRow>(gridJobs, {
  on: [
    when(MasterjobSubmitted, (rows, { masterjobId, trainId, run, jobs }, { meta }) => {
      for (const { jobId, files, bytes } of jobs)
        rows.put({
          jobId,
          masterjobId,
          trainId,
          run,
          state: 'INSERTING',
          group: 'inserting',
          attempt: 1,
          site: null,
          files: files.length,
          bytes,
          reason: null,
          figures: null,
          log: null,
          derivedFiles: [],
          submittedAt: meta.at,
          changedAt: meta.at,
          attempts: [],
        });
    }),
    when(JobsUpdated, (rows, { updates }) => {
      for (const { jobId, attempt, state, at, site, reason, figures, log, derivedFiles = [] } of updates)
        change(rows)(jobId, (row) => ({
          ...row,
          state,
          group: groupOf(state),
          attempt,
          changedAt: at,
          site: site ?? row.site,
          reason,
          figures,
          log,
          derivedFiles,
          attempts: isFinal(state)
            ? [...row.attempts.filter((a) => a.attempt !== attempt), { attempt, state, at, reason, log }]
            : row.attempts,
        }));
    }),
    // The job stays as it was, but what it wrote is there no longer (rule 69).
    when(SlimFilesDeleted, (rows, { jobIds }) => {
      for (const jobId of jobIds) change(rows)(jobId, (row) => ({ ...row, derivedFiles: [] }));
    }),
  ],
});
