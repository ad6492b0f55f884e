import { z } from 'zod';
import { event } from '../kernel/index.js';

export const AnalysisId = z.string().regex(/^[0-9]{1,9}$/);
/** `newer`: that tag or the latest; `fixed`: that tag only; `pull`: waits for a tag that contains a pull request, then as `newer` (rules 86, 87). */
export const PackageMode = z.enum(['newer', 'fixed', 'pull']);
export type PackageMode = z.infer<typeof PackageMode>;

export const AnalysisOpened = event('AnalysisOpened', {
  analysisId: AnalysisId,
  name: z.string(),
  jiraKey: z.string(),
  /** Working group, e.g. PWGLF. */
  pwg: z.string(),
  /** An OHSW analysis: its wagons are service wagons (rule 6). */
  service: z.boolean(),
});
/** The ticket has another title now. */
export const AnalysisRenamed = event('AnalysisRenamed', { analysisId: AnalysisId, name: z.string(), before: z.string() });
export const AnalyzerJoined = event('AnalyzerJoined', { analysisId: AnalysisId, personId: z.string() });
export const AnalyzerLeft = event('AnalyzerLeft', { analysisId: AnalysisId, personId: z.string() });
export const DatasetAddedToAnalysis = event('DatasetAddedToAnalysis', {
  analysisId: AnalysisId,
  analysisName: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
});
export const DatasetRemovedFromAnalysis = event('DatasetRemovedFromAnalysis', { analysisId: AnalysisId, datasetId: z.string() });
/** The package for new tests, chosen at analysis level (rule 85). With a pull request, `packageTag` is the one of before: what may be taken when the choice is changed back. */
export const AnalysisPackageChosen = event('AnalysisPackageChosen', {
  analysisId: AnalysisId,
  packageTag: z.string(),
  packageMode: PackageMode,
  /** Of mode `pull`: its number. */
  pull: z.int().optional(),
});

/** Who gets a mail when a test of a wagon fails: nobody, all analyzers, or who enabled it (rule 148). */
export const TestMail = z.enum(['none', 'all', 'enabler']);
export type TestMail = z.infer<typeof TestMail>;
export const AnalysisTestMailChosen = event('AnalysisTestMailChosen', { analysisId: AnalysisId, testMail: TestMail });

export const AnalysisEvent = z.discriminatedUnion('type', [
  AnalysisOpened,
  AnalysisRenamed,
  AnalyzerJoined,
  AnalyzerLeft,
  DatasetAddedToAnalysis,
  DatasetRemovedFromAnalysis,
  AnalysisPackageChosen,
  AnalysisTestMailChosen,
]);
export type AnalysisEvent = z.infer<typeof AnalysisEvent>;

/** One person's order of analyses and which are folded (rule 13). Stream `arrangement-<personId>`. */
export const AnalysesArranged = event('AnalysesArranged', {
  personId: z.string(),
  order: z.array(z.string()),
  folded: z.array(z.string()),
});
export const ArrangementEvent = z.discriminatedUnion('type', [AnalysesArranged]);
export type ArrangementEvent = z.infer<typeof ArrangementEvent>;
