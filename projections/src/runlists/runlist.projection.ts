import { DatasetRemoved, ProductionAdded, ProductionRemoved } from '@hyperloop/contracts/datasets';
import { RunlistChanged, RunlistCreated, RunlistDeleted, runlists, type RunlistRow } from '@hyperloop/contracts/runlists';
import { change, projection, when, type Rows } from '../kernel/index.js';

/** Changes who uses a runlist; one that was deleted meanwhile has no row any more. */
const used = (rows: Rows<RunlistRow>, runlistId: string, next: (usedBy: RunlistRow['usedBy']) => RunlistRow['usedBy']): void => {
  const row = rows.get(runlistId);
  if (row === undefined) return;
  const usedBy = next(row.usedBy);
  rows.put({ ...row, usedBy, usedByCount: new Set(usedBy.map(({ datasetId }) => datasetId)).size });
};

/** Runlists and the datasets that use them (rule 157). A deleted one is gone from the list; its history stays in the log. */
export const runlistsProjection = projection(runlists, {
  on: [
    when(RunlistCreated, (rows, data, { meta, revision }) =>
      rows.put({
        ...data,
        runs: [...data.runs].sort((a, b) => a - b),
        runCount: data.runs.length,
        usedBy: [],
        usedByCount: 0,
        changedAt: meta.at,
        changedBy: meta.by,
        revision,
      }),
    ),
    when(RunlistChanged, (rows, { runlistId, added, removed }, { meta, revision }) =>
      change(rows)(runlistId, (row) => {
        const runs = [...row.runs.filter((run) => !removed.includes(run)), ...added].sort((a, b) => a - b);
        return { ...row, runs, runCount: runs.length, changedAt: meta.at, changedBy: meta.by, revision };
      }),
    ),
    when(RunlistDeleted, (rows, { runlistId }) => rows.remove(runlistId)),
    when(ProductionAdded, (rows, { runlistId, datasetId, datasetName, productionId }) =>
      used(rows, runlistId, (usedBy) => [...usedBy, { datasetId, name: datasetName, productionId }]),
    ),
    when(ProductionRemoved, (rows, { runlistId, datasetId, productionId }) =>
      used(rows, runlistId, (usedBy) => usedBy.filter((use) => use.datasetId !== datasetId || use.productionId !== productionId)),
    ),
    when(DatasetRemoved, (rows, { datasetId, runlistIds }) => {
      for (const runlistId of runlistIds) used(rows, runlistId, (usedBy) => usedBy.filter((use) => use.datasetId !== datasetId));
    }),
  ],
});
