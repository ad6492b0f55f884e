import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

export type RunSize = { run: number; files: number; bytes: number };

/** Where the files of productions lie: `<storage>/<run>/…`. */
export interface DatasetStorage {
  /** Files and bytes of each of these runs, in their order; a run without a folder has none. */
  sizes(storage: string, runs: readonly number[]): Promise<readonly RunSize[]>;
}

/** A name of one folder; the contract checks it too, but a path is joined only with what is checked here. */
const folderName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;

/** The storage in a directory of this machine. Event files only: what begins with a dot or is still being written does not count. */
export const directoryStorage = (root: string): DatasetStorage => ({
  sizes: async (storage, runs) => {
    const sizes: RunSize[] = [];
    for (const run of runs) sizes.push({ run, ...(folderName.test(storage) ? await sizeOf(join(root, storage, String(run))) : { files: 0, bytes: 0 }) });
    return sizes;
  },
});

const sizeOf = async (folder: string): Promise<{ files: number; bytes: number }> => {
  let files = 0;
  let bytes = 0;
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.') || entry.name.endsWith('.partial')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const inside = await sizeOf(path);
      files += inside.files;
      bytes += inside.bytes;
    } else if (entry.isFile()) {
      files += 1;
      bytes += (await stat(path)).size;
    }
  }
  return { files, bytes };
};

const entriesOf = async (folder: string) => {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT' || (fault as NodeJS.ErrnoException).code === 'ENOTDIR') return [];
    throw fault;
  }
};
