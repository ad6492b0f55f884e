import { readFileSync } from 'node:fs';

/** One executable of the train: a workflow, or the variant of a workflow that a subwagon is. */
export interface PlannedWorkflow {
  /** The wagon this belongs to; figures are grouped by it. */
  wagon: string;
  workflowName: string;
  /** The workflow's tasks in the order of its declaration; the first names the device. */
  tasks: readonly string[];
  /** A subwagon's suffix with its underscore (`_FineCentBin`), empty for Base (rule 48). */
  suffix: string;
  /** Run the stand-in although an executable exists (a package whose runner is the stand-in). */
  standIn?: boolean;
}

/** Names of the devices that every train has. */
export const readerDevice = 'internal-dpl-aod-reader';
export const writerDevice = 'internal-dpl-aod-writer';
export const driverDevice = 'driver';

/** The file that tells the driver what to run; configuration.json stands beside it. */
export interface TrainPlan {
  workflows: readonly PlannedWorkflow[];
  inputFiles: readonly string[];
  conditionsDir: string | null;
  /** Labels of the derived tables to write into AO2D.json. */
  storeTables: readonly string[];
  /** The reader hands out at most so many time frames a second; 0 sets no limit. */
  timeFramesPerSecond: number;
}

export const trainPlanFile = 'train.json';
export const configurationFile = 'configuration.json';
export const metricsFile = 'device-metrics.ndjson';
export const devicesFile = 'devices.json';
export const resultsFile = 'AnalysisResults.json';
export const derivedFile = 'AO2D.json';

export const deviceName = (workflow: PlannedWorkflow): string => `${workflow.tasks[0] ?? workflow.workflowName}${workflow.suffix}`;

export const readPlan = (): TrainPlan => JSON.parse(readFileSync(trainPlanFile, 'utf8')) as TrainPlan; // written by our own backend
