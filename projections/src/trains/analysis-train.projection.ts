import { JobsUpdated, MasterjobSubmitted } from '@hyperloop/contracts/grid';
import {
  TrainClosed,
  TrainCompleted,
  TrainComposed,
  TrainDecomposed,
  TrainKilled,
  TrainSubmitted,
  TrainTestFailed,
  TrainTestPassed,
  analysisTrains,
  slotsOf,
  targetOf,
  type AnalysisTrainRow,
} from '@hyperloop/contracts/trains';
import { noJobs, withInserted, withMoves } from '../kernel/job-counts.js';
import { projection, when, type Rows } from '../kernel/projection.js';

const each = (rows: Rows<AnalysisTrainRow>, trainId: string, next: (row: AnalysisTrainRow) => AnalysisTrainRow): void => {
  for (const row of rows.findBy('trainId', trainId)) rows.put(next(row));
};
const became = (rows: Rows<AnalysisTrainRow>, trainId: string, state: AnalysisTrainRow['state']): void => {
  each(rows, trainId, (row) => ({ ...row, state }));
};

/** Train runs of each analysis, with its own wagons in them (rule 20). */
export const analysisTrainProjection = projection<AnalysisTrainRow>(analysisTrains, {
  indexes: ['trainId'],
  on: [
    when(
      TrainComposed,
      (rows, { trainId, trainType = 'analysis', wagons, datasetId, datasetName, target, cores, packageTag }, { meta }) => {
        for (const analysisId of new Set(wagons.map((wagon) => wagon.analysisId))) {
          const own = wagons.filter((wagon) => wagon.analysisId === analysisId);
          rows.put({
            entryId: `${analysisId}:${trainId}`,
            analysisId,
            trainId,
            trainType,
            state: 'testing',
            wagonNames: own.map(({ name }) => name).join(', '),
            owners: [...new Set(own.map(({ enabledBy }) => enabledBy))].join(', '),
            datasetId,
            datasetName,
            targetName: targetOf(target)?.name ?? target,
            packageTag,
            composedAt: meta.at,
            jobs: noJobs,
            slots: slotsOf(own, cores),
          });
        }
      },
    ),
    when(TrainTestPassed, (rows, { trainId }) => became(rows, trainId, 'ready')),
    when(TrainTestFailed, (rows, { trainId }) => became(rows, trainId, 'test-failed')),
    when(TrainSubmitted, (rows, { trainId }) => became(rows, trainId, 'submitting')),
    when(TrainDecomposed, (rows, { trainId }) => became(rows, trainId, 'decomposed')),
    when(TrainKilled, (rows, { trainId }) => became(rows, trainId, 'killed')),
    when(TrainClosed, (rows, { trainId }) => became(rows, trainId, 'closed')),
    when(TrainCompleted, (rows, { trainId }) => became(rows, trainId, 'done')),
    when(MasterjobSubmitted, (rows, { trainId, jobs }) =>
      each(rows, trainId, (row) => ({ ...row, jobs: withInserted(row.jobs, jobs.length) })),
    ),
    when(JobsUpdated, (rows, { trainId, moves }) =>
      each(rows, trainId, (row) => {
        const jobs = withMoves(row.jobs, moves);
        return { ...row, jobs, state: row.state === 'submitting' && jobs.inserting === 0 ? 'submitted' : row.state };
      }),
    ),
  ],
});
