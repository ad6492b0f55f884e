import { z } from 'zod';
import { view } from '../kernel/index.js';
import { DatasetKind, RunFiles, ShortDataset } from './dataset.events.js';

export const DatasetState = z.enum(['inactive', 'active', 'removed']);
export const ProductionRow = z.object({
  productionId: z.string(),
  collisionSystem: z.string(),
  anchor: z.string(),
  pass: z.string(),
  runlistId: z.string(),
  runlistName: z.string(),
  storage: z.string(),
  runs: z.array(RunFiles),
  excluded: z.array(z.int()),
  /** Runs − excluded (rule 156). */
  effectiveRuns: z.int(),
  bytes: z.int(),
});
export const DatasetRow = z.object({
  datasetId: z.string(),
  name: z.string(),
  kind: DatasetKind,
  state: DatasetState,
  collisionSystem: z.string(),
  cpuLimitDays: z.number(),
  productions: z.array(ProductionRow),
  productionCount: z.int(),
  /** Effective runs, files and bytes over all productions. */
  runCount: z.int(),
  fileCount: z.int(),
  bytes: z.int(),
  /** Its short datasets, and those that it is a short one of (rule 160). */
  shortDatasets: z.array(ShortDataset),
  shortOf: z.array(ShortDataset),
  shortCount: z.int(),
  analyses: z.array(z.object({ analysisId: z.string(), name: z.string() })),
  enabledWagons: z.int(),
  createdAt: z.string(),
  changedAt: z.string(),
  changedBy: z.string(),
  revision: z.int(),
});
export type DatasetRow = z.infer<typeof DatasetRow>;
export const datasets = view('datasets', {
  summary: 'Datasets with productions, runs, sizes and who uses them.',
  key: 'datasetId',
  version: 2,
  row: DatasetRow,
  columns: {
    name: { type: 'text', filter: true, sort: true },
    kind: { type: 'text', filter: true, sort: true },
    state: { type: 'text', filter: true, sort: true },
    collisionSystem: { type: 'text', filter: true, sort: true },
    runCount: { type: 'number', filter: true, sort: true },
    fileCount: { type: 'number', filter: true, sort: true },
    bytes: { type: 'number', filter: true, sort: true },
    cpuLimitDays: { type: 'number', filter: true, sort: true },
    shortCount: { type: 'number', filter: true, sort: true },
    enabledWagons: { type: 'number', filter: true, sort: true },
    changedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: 'name',
});
