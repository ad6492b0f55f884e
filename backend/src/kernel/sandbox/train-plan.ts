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

/** How derived tables are written (rules 70, 73, 74). */
export interface PlannedOutput {
  /** 0 keeps time frames apart. */
  maxDfSizeBytes: number;
  /** 0 puts all into one file. */
  maxDerivedFileSizeBytes: number;
  /** What each input file is called on the Grid, where the output keeps the reference to its parent; else null. */
  parents: readonly string[] | null;
}
export const plainOutput: PlannedOutput = { maxDfSizeBytes: 0, maxDerivedFileSizeBytes: 0, parents: null };

/** The file that tells the driver what to run; configuration.json stands beside it. */
export interface TrainPlan {
  workflows: readonly PlannedWorkflow[];
  inputFiles: readonly string[];
  conditionsDir: string | null;
  /** Labels of the derived tables to write into AO2D.json. */
  storeTables: readonly string[];
  derivedOutput: PlannedOutput;
  /** The reader hands out at most so many time frames a second; 0 sets no limit. */
  timeFramesPerSecond: number;
}

export const trainPlanFile = 'train.json';
export const configurationFile = 'configuration.json';
export const metricsFile = 'device-metrics.ndjson';
export const devicesFile = 'devices.json';
export const resultsFile = 'AnalysisResults.json';
const derivedFile = 'AO2D';
export const MOST_DERIVED_FILES = 999;
/** `AO2D.json`, `AO2D_001.json` …: in this order by name. */
export const derivedFileName = (index: number): string => `${derivedFile}${index === 0 ? '' : `_${String(index).padStart(3, '0')}`}.json`;
export const isDerivedFile = (name: string): boolean => /^AO2D(_[0-9]{3})?\.json$/.test(name);

export const deviceName = (workflow: PlannedWorkflow): string => `${workflow.tasks[0] ?? workflow.workflowName}${workflow.suffix}`;

export const readPlan = (): TrainPlan => JSON.parse(readFileSync(trainPlanFile, 'utf8')) as TrainPlan; // written by our own backend
