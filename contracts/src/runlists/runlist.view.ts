import { z } from 'zod';
import { view } from '../kernel/index.js';

export const RunlistRow = z.object({
  runlistId: z.string(),
  name: z.string(),
  dataType: z.enum(['DATA', 'MC']),
  collisionSystem: z.string(),
  anchor: z.string(),
  pass: z.string(),
  production: z.string(),
  runs: z.array(z.int()),
  runCount: z.int(),
  /** One entry per production; a dataset with two of them stands twice. */
  usedBy: z.array(z.object({ datasetId: z.string(), name: z.string(), productionId: z.string() })),
  /** Datasets, each counted once. */
  usedByCount: z.int(),
  changedAt: z.string(),
  changedBy: z.string(),
  revision: z.int(),
});
export type RunlistRow = z.infer<typeof RunlistRow>;
export const runlists = view('runlists', {
  summary: 'Runlists of the Data Preparation Group and the datasets that use them.',
  key: 'runlistId',
  row: RunlistRow,
  columns: {
    name: { type: 'text', filter: true, sort: true },
    dataType: { type: 'text', filter: true, sort: true },
    collisionSystem: { type: 'text', filter: true, sort: true },
    anchor: { type: 'text', filter: true, sort: true },
    pass: { type: 'text', filter: true, sort: true },
    production: { type: 'text', filter: true, sort: true },
    runCount: { type: 'number', filter: true, sort: true },
    usedByCount: { type: 'number', sort: true },
    changedAt: { type: 'instant', filter: true, sort: true },
    changedBy: { type: 'text', filter: true, sort: true },
  },
  sort: 'name',
});
