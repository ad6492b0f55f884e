import { analysesProjection, arrangementsProjection, directorySyncsProjection } from './analyses/analysis.projection.js';
import { datasetsProjection } from './datasets/dataset.projection.js';
import { derivedFileProjection } from './grid/derived-file.projection.js';
import { gridJobProjection } from './grid/grid-job.projection.js';
import { gridStatisticsProjection } from './grid/grid-statistics.projection.js';
import { masterjobProjection } from './grid/masterjob.projection.js';
import { mergedOutputProjection } from './grid/merged-output.projection.js';
import type { Projection } from './kernel/index.js';
import { mailsProjection } from './mails/mail.projection.js';
import { dismissalsProjection, notificationsProjection } from './notifications/notification.projection.js';
import { declarationsProjection, declaredValuesProjection } from './packages/declaration.projection.js';
import { packageTagsProjection, pullRequestsProjection, workflowsProjection } from './packages/package.projection.js';
import { peopleProjection } from './people/person.projection.js';
import { runlistsProjection } from './runlists/runlist.projection.js';
import { testRunCourseProjection } from './test-runs/test-run-course.projection.js';
import { testRunProjection } from './test-runs/test-run.projection.js';
import { analysisTrainProjection } from './trains/analysis-train.projection.js';
import { trainRunProjection } from './trains/train-run.projection.js';
import { proposalsProjection } from './wagons/proposal.projection.js';
import { wagonCellsProjection } from './wagons/wagon-cell.projection.js';
import { wagonChangesProjection } from './wagons/wagon-change.projection.js';
import { wagonValuesProjection } from './wagons/wagon-value.projection.js';
import { wagonVariantsProjection } from './wagons/wagon-variant.projection.js';
import { wagonsProjection } from './wagons/wagon.projection.js';

/** All projections: one per view. The engine checks each row against its view's schema only in specs, so rows lose their type here. */
export const projections = [
  analysesProjection,
  arrangementsProjection,
  directorySyncsProjection,
  peopleProjection,
  packageTagsProjection,
  workflowsProjection,
  pullRequestsProjection,
  declarationsProjection,
  declaredValuesProjection,
  runlistsProjection,
  datasetsProjection,
  wagonsProjection,
  wagonCellsProjection,
  wagonChangesProjection,
  wagonVariantsProjection,
  wagonValuesProjection,
  proposalsProjection,
  testRunProjection,
  testRunCourseProjection,
  trainRunProjection,
  analysisTrainProjection,
  masterjobProjection,
  gridJobProjection,
  gridStatisticsProjection,
  mergedOutputProjection,
  derivedFileProjection,
  mailsProjection,
  notificationsProjection,
  dismissalsProjection,
] as readonly Projection<never>[] as readonly Projection[];
