import type { ComposedWagon } from './test-run.events.js';
import type { TrainType } from './train-types.js';

/**
 * What a test or a train runs, frozen at one instant (rule 184), kept as JSON in the blob store. Dependencies stand
 * before what needs them; a workflow that several wagons share with the same configuration stands once.
 */
export type Composition = {
  packageTag: string;
  runner: 'sample' | 'stand-in';
  wagons: readonly ComposedWagon[];
  /** In the order they run; one entry per workflow and active variant. */
  workflows: readonly ComposedWorkflow[];
  /** Tables that are written: by a wagon test, and by a derived-data train (rules 66, 67, 181). Absent in compositions of before. */
  storedTables?: readonly StoredTable[];
  /** How they are written; absent where none is, and in compositions of before. */
  derivedOutput?: DerivedOutput;
  /** The text of configuration.json: task (with its variant's suffix) → parameter → value, in the field's file form. */
  configuration: string;
  dataset: {
    datasetId: string;
    name: string;
    /** Effective runs: runlist − excluded (rule 156). */
    productions: readonly { productionId: string; storage: string; runs: readonly { run: number; files: number; bytes: number }[] }[];
  };
};

/** One table that is written, and the wagon whose workflow makes it. */
export type StoredTable = { wagonId: string; table: string; binding: string };

/** How stored tables are written: one output, so the sizes are those that suit every wagon that stores (rules 73, 74). */
export type DerivedOutput = {
  trainType: TrainType;
  /** 0: each data frame stays alone, as output needs that refers to its parent file. */
  maxDfSizeBytes: number;
  /** 0: chosen automatically. */
  maxDerivedFileSizeBytes: number;
};

export type ComposedWorkflow = {
  wagonId: string;
  workflowName: string;
  executable: string;
  /** Its tasks, as declared. */
  tasks: readonly string[];
  /** Empty for Base, else `_<subwagon>` (rule 48). */
  suffix: string;
};
