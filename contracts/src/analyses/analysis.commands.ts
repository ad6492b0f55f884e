import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { AnalysisId, PackageMode, TestMail } from './analysis.events.js';

export const OpenAnalysis = command('OpenAnalysis', 'Open an analysis, as its JIRA ticket says (rules 4, 6).', {
  name: z.string().min(3).max(120),
  jiraKey: z.string().regex(/^[A-Z][A-Z0-9]{1,9}-[0-9]{1,6}$/, 'A JIRA key like PWGLF-412'),
  pwg: z.string().regex(/^[A-Z][A-Za-z]{1,15}$/),
  service: z.boolean(),
});
export const RenameAnalysis = command('RenameAnalysis', 'Give an analysis the title that its JIRA ticket has now (rule 4).', {
  analysisId: AnalysisId,
  name: z.string().min(3).max(120),
});
export const AddAnalyzer = command('AddAnalyzer', 'Add an analyzer to an analysis (rule 4).', {
  analysisId: AnalysisId,
  personId: z.string().max(32),
});
export const RemoveAnalyzer = command('RemoveAnalyzer', 'Remove an analyzer from an analysis (rule 4).', {
  analysisId: AnalysisId,
  personId: z.string().max(32),
});
export const AddDatasetToAnalysis = command(
  'AddDatasetToAnalysis',
  'Offer an active dataset to the wagons of an analysis (rules 21, 23).',
  { analysisId: AnalysisId, datasetId: z.string().max(12) },
);
export const RemoveDatasetFromAnalysis = command(
  'RemoveDatasetFromAnalysis',
  'Take a dataset out of an analysis; no wagon may be enabled on it.',
  { analysisId: AnalysisId, datasetId: z.string().max(12) },
);
export const ChooseAnalysisPackage = command('ChooseAnalysisPackage', 'Choose the package for new tests (rules 85, 86).', {
  analysisId: AnalysisId,
  packageTag: z.string().max(120),
  packageMode: PackageMode,
  /** Of mode `pull`: its number. */
  pull: z.int().min(1).optional(),
});
export const ChooseTestMail = command('ChooseTestMail', 'Choose who gets a mail when a test of a wagon fails (rules 21, 148).', {
  analysisId: AnalysisId,
  testMail: TestMail,
});
export const ArrangeAnalyses = command('ArrangeAnalyses', 'Keep the order of one’s analyses and which are folded (rule 13).', {
  order: z.array(AnalysisId).max(500),
  folded: z.array(AnalysisId).max(500),
});
export type AnalysisCommand =
  | z.infer<typeof OpenAnalysis>
  | z.infer<typeof RenameAnalysis>
  | z.infer<typeof AddAnalyzer>
  | z.infer<typeof RemoveAnalyzer>
  | z.infer<typeof AddDatasetToAnalysis>
  | z.infer<typeof RemoveDatasetFromAnalysis>
  | z.infer<typeof ChooseAnalysisPackage>
  | z.infer<typeof ChooseTestMail>;
export type ArrangementCommand = z.infer<typeof ArrangeAnalyses>;

export const AnalysisUnknown = refusal(
  'AnalysisUnknown',
  { analysisId: z.string() },
  ({ analysisId }) => `There is no analysis ${analysisId}.`,
);
export const AnalysisTicketTaken = refusal(
  'AnalysisTicketTaken',
  { jiraKey: z.string(), analysisId: z.string() },
  ({ jiraKey, analysisId }) => `${jiraKey} already belongs to analysis ${analysisId}.`,
);
export const AnalyzerUnknown = refusal(
  'AnalyzerUnknown',
  { personId: z.string() },
  ({ personId }) => `Nobody is known as ${personId}. Admit the person first.`,
);
export const DatasetNotActive = refusal(
  'DatasetNotActive',
  { datasetId: z.string(), name: z.string() },
  ({ name }) => `${name} is not active. An operator can activate it on its page.`,
);
export const DatasetHasShort = refusal(
  'DatasetHasShort',
  { datasetId: z.string(), name: z.string(), shortDatasets: z.array(z.string()) },
  ({ name, shortDatasets }) =>
    `${name} has short datasets, so no analysis can have it. Use ${shortDatasets.length === 1 ? '' : 'one of '}${shortDatasets.join(', ')} instead.`,
);
export const DatasetNotKnown = refusal(
  'DatasetNotKnown',
  { datasetId: z.string() },
  ({ datasetId }) => `There is no dataset ${datasetId}.`,
);
export const DatasetInUse = refusal(
  'DatasetInUse',
  { datasetId: z.string(), wagons: z.array(z.string()) },
  ({ wagons }) =>
    `${wagons.join(', ')} ${wagons.length === 1 ? 'is' : 'are'} enabled on it. Disable ${wagons.length === 1 ? 'it' : 'them'} first.`,
);
export const PackageUnknown = refusal(
  'PackageUnknown',
  { packageTag: z.string() },
  ({ packageTag }) => `${packageTag} is not a released package, or its catalogue was not imported.`,
);
export const PullRequestUnknown = refusal('PullRequestUnknown', { pull: z.int().nullable() }, ({ pull }) =>
  pull === null
    ? 'Choose a pull request.'
    : `No pull request #${pull} is known. An admin imports pull requests; a number that was closed without a merge cannot be chosen.`,
);
export type AnalysisRefusal =
  | RefusalOf<typeof AnalysisUnknown>
  | RefusalOf<typeof AnalysisTicketTaken>
  | RefusalOf<typeof AnalyzerUnknown>
  | RefusalOf<typeof DatasetNotActive>
  | RefusalOf<typeof DatasetHasShort>
  | RefusalOf<typeof DatasetNotKnown>
  | RefusalOf<typeof DatasetInUse>
  | RefusalOf<typeof PackageUnknown>
  | RefusalOf<typeof PullRequestUnknown>;
