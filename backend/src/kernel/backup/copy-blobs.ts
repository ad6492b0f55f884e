import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { entryOf, sync } from './manifest.js';

const SHA256 = /^[0-9a-f]{64}$/;

export const blobFile = (root: string, sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);

/** The hashes of all blobs of a folder (`ab/cd/<hash>`). */
export async function* blobsIn(root: string): AsyncGenerator<string> {
  for (const first of await readdir(root).catch(() => [] as string[])) {
    if (!/^[0-9a-f]{2}$/.test(first)) continue;
    for (const second of await readdir(join(root, first)))
      for (const name of await readdir(join(root, first, second))) if (SHA256.test(name)) yield name;
  }
}

export type CopiedBlobs = { count: number; bytes: number; copied: number; damaged: readonly string[] };

/**
 * Copies the blobs that the other folder does not have. One whose bytes are not those of its name is left out and
 * named: a damaged blob is no reason to go without a backup of everything else.
 */
export const copyBlobs = async (from: string, to: string): Promise<CopiedBlobs> => {
  let [count, bytes, copied] = [0, 0, 0];
  const damaged: string[] = [];
  const incoming = join(to, 'incoming');
  await mkdir(incoming, { recursive: true });
  const folders = new Set<string>();
  for await (const sha256 of blobsIn(from)) {
    const target = blobFile(to, sha256);
    const there = await stat(target).catch(() => undefined);
    if (there === undefined) {
      const arriving = join(incoming, randomUUID());
      try {
        await copyFile(blobFile(from, sha256), arriving, constants.COPYFILE_FICLONE);
        if ((await entryOf(arriving)).sha256 !== sha256) {
          damaged.push(sha256);
          continue;
        }
        await sync(arriving);
        await mkdir(dirname(target), { recursive: true });
        await rename(arriving, target);
        folders.add(dirname(target));
        copied += 1;
      } finally {
        await rm(arriving, { force: true });
      }
    }
    count += 1;
    bytes += (there ?? (await stat(target))).size;
  }
  for (const folder of folders) await sync(folder);
  return { count, bytes, copied, damaged };
};
