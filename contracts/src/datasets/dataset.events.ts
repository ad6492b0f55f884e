import { z } from 'zod';
import { event } from '../kernel/index.js';
import { RunNumber } from '../runlists/index.js';

export const DatasetId = z.string().regex(/^[0-9]{1,9}$/);
/** RUN2 (converted), DATA (RUN 3), MC, HY (derived); fixed at creation (rule 150). */
export const DatasetKind = z.enum(['RUN2', 'DATA', 'MC', 'HY']);
export type DatasetKind = z.infer<typeof DatasetKind>;

export const RunFiles = z.object({ run: RunNumber, files: z.int(), bytes: z.int() });

export const DatasetCreated = event('DatasetCreated', {
  datasetId: DatasetId,
  name: z.string(),
  kind: DatasetKind,
  /** CPU a train may need here, in days (rule 162). */
  cpuLimitDays: z.number(),
});
export const DatasetActivated = event('DatasetActivated', { datasetId: DatasetId });
export const DatasetDeactivated = event('DatasetDeactivated', { datasetId: DatasetId });
/** Removed is not deactivated: it stays readable behind "Show removed" (rule 151). Its runlists are free. */
export const DatasetRemoved = event('DatasetRemoved', { datasetId: DatasetId, runlistIds: z.array(z.string()) });
/** Collision system + anchor + pass + DPG runlist (rule 153). `storage` names the folder of its files below the data directory's `storage/`. */
export const ProductionAdded = event('ProductionAdded', {
  datasetId: DatasetId,
  datasetName: z.string(),
  productionId: z.string(),
  collisionSystem: z.string(),
  anchor: z.string(),
  pass: z.string(),
  runlistId: z.string(),
  runlistName: z.string(),
  storage: z.string(),
  /** Runs of the runlist at that moment, as files were found for them. */
  runs: z.array(RunFiles),
});
export const ProductionRemoved = event('ProductionRemoved', { datasetId: DatasetId, productionId: z.string(), runlistId: z.string() });
/** The whole exclude list of a production (rule 156). */
export const RunsExcluded = event('RunsExcluded', {
  datasetId: DatasetId,
  productionId: z.string(),
  runs: z.array(RunNumber),
  before: z.array(RunNumber),
});
/** The DPG changed the runlist of one of its productions (rule 157). */
export const ProductionRunsChanged = event('ProductionRunsChanged', {
  datasetId: DatasetId,
  productionId: z.string(),
  runs: z.array(RunFiles),
  added: z.array(RunNumber),
  removed: z.array(RunNumber),
});

export const ShortDataset = z.object({ datasetId: DatasetId, name: z.string() });
export type ShortDataset = z.infer<typeof ShortDataset>;
/** The whole list of datasets that are short ones of this (rule 160); with any, it is part of no analysis (rule 139). */
export const ShortDatasetsReplaced = event('ShortDatasetsReplaced', {
  datasetId: DatasetId,
  shortDatasets: z.array(ShortDataset),
  before: z.array(ShortDataset),
});

export const DatasetEvent = z.discriminatedUnion('type', [
  DatasetCreated,
  DatasetActivated,
  DatasetDeactivated,
  DatasetRemoved,
  ProductionAdded,
  ProductionRemoved,
  RunsExcluded,
  ProductionRunsChanged,
  ShortDatasetsReplaced,
]);
export type DatasetEvent = z.infer<typeof DatasetEvent>;
