import { DatasetAddedToAnalysis, DatasetRemovedFromAnalysis } from '@hyperloop/contracts/analyses';
import {
  DatasetActivated,
  DatasetCreated,
  DatasetDeactivated,
  DatasetRemoved,
  datasets,
  ProductionAdded,
  ProductionRemoved,
  ProductionRunsChanged,
  RunsExcluded,
  ShortDatasetsReplaced,
  type DatasetRow,
} from '@hyperloop/contracts/datasets';
import { WagonDisabled, WagonEnabled } from '@hyperloop/contracts/wagons';
import { change, projection, when, type Fold, type Rows } from '../kernel/index.js';

type Production = DatasetRow['productions'][number];

/** Effective runs of a production: runlist − excluded (rule 156). */
const effective = ({ runs, excluded }: Pick<Production, 'runs' | 'excluded'>) => runs.filter(({ run }) => !excluded.includes(run));
const sumOf = (files: readonly { files: number; bytes: number }[], of: 'files' | 'bytes'): number =>
  files.reduce((sum, one) => sum + one[of], 0);
const measured = (production: Production): Production => {
  const runs = effective(production);
  return { ...production, effectiveRuns: runs.length, bytes: sumOf(runs, 'bytes') };
};
const totals = (productions: readonly Production[]) => {
  const runs = productions.flatMap(effective);
  return {
    collisionSystem: [...new Set(productions.map(({ collisionSystem }) => collisionSystem))].join(', '),
    productionCount: productions.length,
    runCount: runs.length,
    fileCount: sumOf(runs, 'files'),
    bytes: sumOf(runs, 'bytes'),
  };
};

/** A change of the dataset itself: whose, when, and the revision a save must have seen. */
const changed = (rows: Rows<DatasetRow>, datasetId: string, { meta, revision }: Fold, next: (row: DatasetRow) => DatasetRow): void =>
  change(rows)(datasetId, (row) => ({ ...next(row), changedAt: meta.at, changedBy: meta.by, revision }));
const withProductions = (row: DatasetRow, productions: Production[]): DatasetRow => ({ ...row, productions, ...totals(productions) });
const withProduction = (row: DatasetRow, productionId: string, next: (production: Production) => Production): DatasetRow =>
  withProductions(
    row,
    row.productions.map((one) => (one.productionId === productionId ? measured(next(one)) : one)),
  );

/** Datasets with what they hold and who uses them. Removed ones stay readable (rule 151). */
export const datasetsProjection = projection(datasets, {
  on: [
    when(DatasetCreated, (rows, { datasetId, name, kind, cpuLimitDays }, { meta, revision }) =>
      rows.put({
        datasetId,
        name,
        kind,
        state: 'inactive',
        cpuLimitDays,
        productions: [],
        ...totals([]),
        shortDatasets: [],
        shortOf: [],
        shortCount: 0,
        analyses: [],
        enabledWagons: 0,
        createdAt: meta.at,
        changedAt: meta.at,
        changedBy: meta.by,
        revision,
      }),
    ),
    when(DatasetActivated, (rows, { datasetId }, fold) => changed(rows, datasetId, fold, (row) => ({ ...row, state: 'active' }))),
    when(DatasetDeactivated, (rows, { datasetId }, fold) => changed(rows, datasetId, fold, (row) => ({ ...row, state: 'inactive' }))),
    when(DatasetRemoved, (rows, { datasetId }, fold) => changed(rows, datasetId, fold, (row) => ({ ...row, state: 'removed' }))),
    when(ProductionAdded, (rows, { datasetId, productionId, collisionSystem, anchor, pass, runlistId, runlistName, storage, runs }, fold) =>
      changed(rows, datasetId, fold, (row) => {
        const added = {
          productionId,
          collisionSystem,
          anchor,
          pass,
          runlistId,
          runlistName,
          storage,
          runs,
          excluded: [],
          effectiveRuns: 0,
          bytes: 0,
        };
        return withProductions(row, [...row.productions, measured(added)]);
      }),
    ),
    when(ProductionRemoved, (rows, { datasetId, productionId }, fold) =>
      changed(rows, datasetId, fold, (row) =>
        withProductions(
          row,
          row.productions.filter((one) => one.productionId !== productionId),
        ),
      ),
    ),
    when(RunsExcluded, (rows, { datasetId, productionId, runs }, fold) =>
      changed(rows, datasetId, fold, (row) => withProduction(row, productionId, (production) => ({ ...production, excluded: runs }))),
    ),
    when(ProductionRunsChanged, (rows, { datasetId, productionId, runs }, fold) =>
      changed(rows, datasetId, fold, (row) => withProduction(row, productionId, (production) => ({ ...production, runs }))),
    ),
    when(ShortDatasetsReplaced, (rows, { datasetId, shortDatasets, before }, fold) => {
      changed(rows, datasetId, fold, (row) => ({ ...row, shortDatasets, shortCount: shortDatasets.length }));
      const { name = '' } = rows.get(datasetId) ?? {};
      const without = (row: DatasetRow) => row.shortOf.filter((one) => one.datasetId !== datasetId);
      for (const one of before) change(rows)(one.datasetId, (row) => ({ ...row, shortOf: without(row) }));
      for (const one of shortDatasets) change(rows)(one.datasetId, (row) => ({ ...row, shortOf: [...without(row), { datasetId, name }] }));
    }),
    when(DatasetAddedToAnalysis, (rows, { datasetId, analysisId, analysisName }) =>
      change(rows)(datasetId, (row) => ({ ...row, analyses: [...row.analyses, { analysisId, name: analysisName }] })),
    ),
    when(DatasetRemovedFromAnalysis, (rows, { datasetId, analysisId }) =>
      change(rows)(datasetId, (row) => ({ ...row, analyses: row.analyses.filter((one) => one.analysisId !== analysisId) })),
    ),
    when(WagonEnabled, (rows, { datasetId }) => change(rows)(datasetId, (row) => ({ ...row, enabledWagons: row.enabledWagons + 1 }))),
    when(WagonDisabled, (rows, { datasetId }) => change(rows)(datasetId, (row) => ({ ...row, enabledWagons: row.enabledWagons - 1 }))),
  ],
});
