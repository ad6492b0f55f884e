import type { ComposedWagon } from './test-run.events.js';

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
  storedTables?: readonly { wagonId: string; table: string; binding: string }[];
  /** The text of configuration.json: task (with its variant's suffix) → parameter → value, in the field's file form. */
  configuration: string;
  dataset: {
    datasetId: string;
    name: string;
    /** Effective runs: runlist − excluded (rule 156). */
    productions: readonly { productionId: string; storage: string; runs: readonly { run: number; files: number; bytes: number }[] }[];
  };
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
