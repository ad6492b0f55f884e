import { JobsByState } from './jobs/jobs-by-state';
import { RunsOverview } from './jobs/runs-overview';
import { SubmittedJobs } from './jobs/submitted-jobs';
import { MergedOutput } from './output/merged-output';
import { OutputPreview } from './output/output-preview';
import { GridStatistics } from './statistics/grid-statistics';

/** What the page of a train shows of the Grid; each part takes `trainId`. */
export const GRID_PARTS = {
  jobsByState: JobsByState,
  runs: RunsOverview,
  outputPreview: OutputPreview,
  submittedJobs: SubmittedJobs,
  statistics: GridStatistics,
  mergedOutput: MergedOutput,
};
