import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { MANIFEST, readManifest, type Manifest } from './manifest.js';

/** Backups of one log, each a folder named by its time; `blobs` beside them is shared: what is named by content is never there twice. */
export const blobsOf = (root: string): string => join(root, 'blobs');

/** A backup that is being made has this name until it is whole. */
export const PARTIAL = 'partial-';
/** What a crash left is thrown away after so long; until then it may be somebody's work. */
const PARTIAL_LASTS_MS = 3_600_000;

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.\d{3}Z$/;

export const nameOf = (made: Date): string => made.toISOString().replaceAll(':', '-');

export type KeptBackup = { folder: string; name: string; made: number };

/** The newest first. Whatever has another name is not ours. */
export const listBackups = async (root: string): Promise<readonly KeptBackup[]> => {
  const names = await readdir(root).catch(() => [] as string[]);
  return names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .map((name) => ({
      folder: join(root, name),
      name,
      made: Date.parse(name.replace(/T(\d\d)-(\d\d)-/, 'T$1:$2:')),
    }));
};

export const newestBackup = async (root: string): Promise<(KeptBackup & { manifest: Manifest }) | undefined> => {
  const [newest] = await listBackups(root);
  return newest === undefined ? undefined : { ...newest, manifest: await readManifest(newest.folder) };
};

/** A backup itself, or the newest of a folder of backups. */
export const backupAt = async (path: string): Promise<string | undefined> =>
  (await stat(join(path, MANIFEST)).catch(() => undefined)) === undefined ? (await listBackups(path))[0]?.folder : path;

export const removeLeftovers = async (root: string, now: number): Promise<void> => {
  for (const name of await readdir(root)) {
    if (!name.startsWith(PARTIAL)) continue;
    const { mtimeMs } = await stat(join(root, name));
    if (now - mtimeMs > PARTIAL_LASTS_MS) await rm(join(root, name), { recursive: true, force: true });
  }
};
