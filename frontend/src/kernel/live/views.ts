import type { AnalysisRow, ArrangementRow, DirectorySyncRow } from '@hyperloop/contracts/analyses';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { DerivedFileRow, GridJobRow, GridStatisticsRow, MasterjobRow, MergedOutputRow } from '@hyperloop/contracts/grid';
import type { DeclarationRow, DeclaredValueRow, PackageTagRow, PullRequestRow, WorkflowRow } from '@hyperloop/contracts/packages';
import type { MailRow } from '@hyperloop/contracts/mails';
import type { DismissalRow, NotificationRow } from '@hyperloop/contracts/notifications';
import type { PersonRow } from '@hyperloop/contracts/people';
import type { RunlistRow } from '@hyperloop/contracts/runlists';
import type { TestRunCourseRow, TestRunRow } from '@hyperloop/contracts/test-runs';
import type { AnalysisTrainRow, TrainRunRow } from '@hyperloop/contracts/trains';
import type { ProposalRow, WagonCellRow, WagonChangeRow, WagonRow, WagonValueRow, WagonVariantRow } from '@hyperloop/contracts/wagons';

/** Every view a screen may read, with the type of its rows. The contracts' own definitions carry zod and stay on the server. */
export type ViewRows = {
  analyses: AnalysisRow;
  arrangements: ArrangementRow;
  'directory-syncs': DirectorySyncRow;
  datasets: DatasetRow;
  masterjobs: MasterjobRow;
  'grid-jobs': GridJobRow;
  'grid-statistics': GridStatisticsRow;
  'merged-outputs': MergedOutputRow;
  'derived-files': DerivedFileRow;
  'package-tags': PackageTagRow;
  workflows: WorkflowRow;
  'pull-requests': PullRequestRow;
  declarations: DeclarationRow;
  'declared-values': DeclaredValueRow;
  mails: MailRow;
  notifications: NotificationRow;
  dismissals: DismissalRow;
  people: PersonRow;
  runlists: RunlistRow;
  'test-runs': TestRunRow;
  'test-run-courses': TestRunCourseRow;
  'train-runs': TrainRunRow;
  'analysis-trains': AnalysisTrainRow;
  wagons: WagonRow;
  'wagon-cells': WagonCellRow;
  'wagon-changes': WagonChangeRow;
  'wagon-variants': WagonVariantRow;
  'wagon-values': WagonValueRow;
  proposals: ProposalRow;
};
export type ViewName = keyof ViewRows;

/** Key field and default order of each view; a spec compares them with the contracts. */
export const viewShape: { readonly [V in ViewName]: { readonly key: Extract<keyof ViewRows[V], string>; readonly sort: string } } = {
  analyses: { key: 'analysisId', sort: 'name' },
  arrangements: { key: 'personId', sort: 'personId' },
  'directory-syncs': { key: 'syncId', sort: '-at' },
  datasets: { key: 'datasetId', sort: 'name' },
  masterjobs: { key: 'masterjobId', sort: 'run' },
  'grid-jobs': { key: 'jobId', sort: 'jobId' },
  'grid-statistics': { key: 'trainId', sort: 'trainId' },
  'merged-outputs': { key: 'outputId', sort: 'outputId' },
  'derived-files': { key: 'sha256', sort: 'sha256' },
  'package-tags': { key: 'packageTag', sort: '-packageTag' },
  workflows: { key: 'workflowId', sort: 'name' },
  'pull-requests': { key: 'pull', sort: '-number' },
  declarations: { key: 'sha256', sort: 'workflowName' },
  'declared-values': { key: 'defaultId', sort: 'declaration' },
  mails: { key: 'mailId', sort: '-number' },
  notifications: { key: 'noticeId', sort: '-number' },
  dismissals: { key: 'dismissalId', sort: '-number' },
  people: { key: 'personId', sort: 'personId' },
  runlists: { key: 'runlistId', sort: 'name' },
  'test-runs': { key: 'testRunId', sort: '-queuedAt' },
  'test-run-courses': { key: 'testRunId', sort: 'testRunId' },
  'train-runs': { key: 'trainId', sort: '-composedAt' },
  'analysis-trains': { key: 'entryId', sort: '-composedAt' },
  wagons: { key: 'wagonId', sort: 'name' },
  'wagon-cells': { key: 'cellId', sort: '-enabledAt' },
  'wagon-changes': { key: 'changeId', sort: '-revision' },
  'wagon-variants': { key: 'variantId', sort: 'name' },
  'wagon-values': { key: 'valueId', sort: 'wagonId' },
  proposals: { key: 'proposalId', sort: '-proposedAt' },
};
