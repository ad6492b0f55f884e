import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { InputFile } from './worksite.js';

/** A name of one folder; a path is joined only with what is checked here. */
const folderName = /^[A-Za-z0-9][A-Za-z0-9_-]{0,79}$/;

/**
 * The event files of a run, `<root>/<storage>/<run>/…`, in order of their paths; none when there is no such folder.
 * What begins with a dot or is still being written does not count.
 */
export const eventFilesOf = async (root: string, storage: string, run: number): Promise<readonly InputFile[]> =>
  folderName.test(storage) ? await filesBelow(join(root, storage, String(run))) : [];

const filesBelow = async (folder: string): Promise<InputFile[]> => {
  const files: InputFile[] = [];
  for (const entry of await entriesOf(folder)) {
    if (entry.name.startsWith('.') || entry.name.endsWith('.partial')) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) files.push(...(await filesBelow(path)));
    else if (entry.isFile()) files.push({ path, bytes: (await stat(path)).size });
  }
  return files;
};

const entriesOf = async (folder: string) => {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (fault) {
    if (['ENOENT', 'ENOTDIR'].includes((fault as NodeJS.ErrnoException).code ?? '')) return [];
    throw fault;
  }
};
