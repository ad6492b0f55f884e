import type { ComposedWorkflow, Composition } from '@hyperloop/contracts/test-runs';
import type { Isolation, PlannedOutput, PlannedWorkflow, TrainDriver } from '../sandbox/index.js';

export type InputFile = { path: string; bytes: number };

/** How derived data names the file it came from (rule 70): `/<storage>/<run>/…`, wherever it lies on this node. */
export const parentName = ({ storage, run }: { storage: string; run: number }, { path }: InputFile): string => {
  const from = path.lastIndexOf(`/${storage}/${run}/`);
  return from < 0 ? path : path.slice(from);
};
/** What a composition says of its derived output, for processes that read these files; undefined where no table is stored. */
export const plannedOutput = ({ derivedOutput }: Composition, parents: readonly string[]): PlannedOutput | undefined =>
  derivedOutput === undefined
    ? undefined
    : {
        maxDfSizeBytes: derivedOutput.maxDfSizeBytes,
        maxDerivedFileSizeBytes: derivedOutput.maxDerivedFileSizeBytes,
        parents: derivedOutput.trainType === 'linked' ? parents : null,
      };
/** The labels of the tables that are written, each once. */
export const tablesToStore = ({ storedTables = [] }: Composition): readonly string[] => [
  ...new Set(storedTables.map(({ binding }) => binding)),
];

/** What a node offers to those who run processes: where files lie, how workflows become commands, how they are shut in. */
export interface Worksite {
  /** Stable over restarts: finds its own orphans by it. */
  readonly node: string;
  /** A folder for runs; each run has its own below. */
  readonly workDir: string;
  /** Kept from every process that runs here: the log, the read store, sessions. */
  readonly hidden: readonly string[];
  isolation(): Promise<Isolation>;
  /** The event files of a run, in a stable order; none when the folder is not there (rule 129). */
  filesOf(storage: string, run: number): Promise<readonly InputFile[]>;
  conditionsDir(): string | null;
  driverOf(runner: 'sample' | 'stand-in'): TrainDriver;
  /** A workflow of a composition as a member of the chain; says itself whether the stand-in runs it. */
  plan(workflow: ComposedWorkflow, runner: 'sample' | 'stand-in'): PlannedWorkflow;
}
