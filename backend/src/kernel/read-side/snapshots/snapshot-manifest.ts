import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ReadStore } from '@hyperloop/projections/engine';
import { z } from 'zod';
import { BadCopy, FileEntry, Program } from '../../backup/manifest.js';

const Manifest = z.object({
  format: z.literal(1),
  made: z.iso.datetime(),
  program: Program,
  /** Form of the read store: another form cannot be gone on from. */
  storeFormat: z.number().int(),
  log: z.object({
    kind: z.enum(['sqlite', 'eventstoredb']),
    position: z.string().regex(/^\d+$/),
    /** Chain hash at the position, where the log keeps one. */
    hash: z.string().nullable(),
    /** Id of the last event before the position: another log has another. */
    before: z.string().nullable(),
  }),
  views: z.record(z.string(), z.object({ hash: z.string(), rows: z.number().int() })),
  file: FileEntry,
});
/** What a snapshot of the views says of itself, in a file of its name ending in `.json`. */
export type SnapshotManifest = z.infer<typeof Manifest>;

/** The form that this program writes. */
export const storeFormat = (): number => {
  const store = ReadStore.open(':memory:');
  try {
    return Number(store.db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
  } finally {
    store.close();
  }
};

export const snapshotFolder = (dataDir: string): string => join(dataDir, 'snapshots');
export const manifestFile = (snapshot: string): string => snapshot.replace(/\.sqlite$/, '.json');

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z\.json$/;

/** The newest first. One without its manifest is not whole, and not there. */
export const listSnapshots = async (folder: string): Promise<readonly string[]> =>
  (await readdir(folder).catch(() => [] as string[]))
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => join(folder, name.replace(/json$/, 'sqlite')));

export const readSnapshotManifest = async (snapshot: string): Promise<SnapshotManifest> => {
  const file = manifestFile(snapshot);
  const text = await readFile(file, 'utf8').catch(() => {
    throw new BadCopy(`${snapshot} is no whole snapshot: ${basename(file)} is missing in ${dirname(file)}`);
  });
  try {
    return Manifest.parse(JSON.parse(text));
  } catch {
    throw new BadCopy(`${file} cannot be read: it is damaged or of another version`);
  }
};

/** The snapshot that is named, or the newest of a folder; nothing when there is none. */
export const snapshotAt = async (path: string): Promise<string | undefined> => {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() === true) return (await listSnapshots(path))[0];
  return found === undefined ? undefined : path.replace(/\.json$/, '.sqlite');
};
