import { AnalysisDirectorySynced, type DirectoryCommand, type DirectoryEvent } from '@hyperloop/contracts/analyses';
import type { Decider } from '../kernel/decider.js';

/** There is one directory of analyses. */
export const DIRECTORY_STREAM = 'analysisDirectory-1';

/** Each reading of the directory is kept, also one that changed nothing (rule 5). */
export const directory: Decider<DirectoryCommand, null, DirectoryEvent, never> = {
  initial: null,
  decide: { RecordDirectorySync: (sync) => [AnalysisDirectorySynced.of(sync)] },
  evolve: { AnalysisDirectorySynced: (state) => state },
};
