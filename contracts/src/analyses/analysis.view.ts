import { z } from 'zod';
import { view } from '../kernel/index.js';
import { PackageMode, TestMail } from './analysis.events.js';

export const AnalysisRow = z.object({
  analysisId: z.string(),
  name: z.string(),
  jiraKey: z.string(),
  pwg: z.string(),
  service: z.boolean(),
  analyzers: z.array(z.string()),
  /** In the order they were added: the columns of the matrix (rule 16). */
  datasets: z.array(z.object({ datasetId: z.string(), name: z.string() })),
  packageTag: z.string().nullable(),
  packageMode: PackageMode,
  /** Of mode `pull`: its number. */
  pull: z.int().nullable(),
  testMail: TestMail,
  wagonCount: z.int(),
  openedAt: z.string(),
});
export type AnalysisRow = z.infer<typeof AnalysisRow>;
export const analyses = view('analyses', {
  summary: 'Analyses with members, datasets and the package for new tests.',
  key: 'analysisId',
  version: 4,
  row: AnalysisRow,
  columns: {
    name: { type: 'text', filter: true, sort: true },
    jiraKey: { type: 'text', filter: true, sort: true },
    pwg: { type: 'text', filter: true, sort: true },
    service: { type: 'boolean', filter: true },
    wagonCount: { type: 'number', sort: true },
    openedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: 'name',
});

export const ArrangementRow = z.object({ personId: z.string(), order: z.array(z.string()), folded: z.array(z.string()) });
export type ArrangementRow = z.infer<typeof ArrangementRow>;
export const arrangements = view('arrangements', {
  summary: 'Each person’s order of analyses and which are folded (rule 13).',
  key: 'personId',
  row: ArrangementRow,
  columns: { personId: { type: 'text', filter: true } },
  sort: 'personId',
});
