import { eventFilesOf } from '../kernel/worksite/event-files.js';

export type RunSize = { run: number; files: number; bytes: number };

/** Where the files of productions lie: `<storage>/<run>/…`. */
export interface DatasetStorage {
  /** Files and bytes of each of these runs, in their order; a run without a folder has none. */
  sizes(storage: string, runs: readonly number[]): Promise<readonly RunSize[]>;
}

/** The storage in a directory of this machine: exactly the files that tests and jobs will read. */
export const directoryStorage = (root: string): DatasetStorage => ({
  sizes: async (storage, runs) => {
    const sizes: RunSize[] = [];
    for (const run of runs) {
      const files = await eventFilesOf(root, storage, run);
      sizes.push({ run, files: files.length, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
    }
    return sizes;
  },
});
