import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createInterface } from 'node:readline';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { BlobStore } from '../kernel/blob-store/blob-store.js';
import { keepFile } from '../kernel/worksite/blobs.js';

/**
 * The tables of a slim train in one file (rule 69): data frames of all jobs of all runs, one below the other, copied as
 * they are, so that nothing has to be held in memory. `objects` counts data frames.
 */
export const mergeSlim = async (
  inputs: readonly BlobRef[],
  { blobs, workDir, name }: { blobs: BlobStore; workDir: string; name: string },
): Promise<{ output: BlobRef; objects: number }> => {
  const dir = join(workDir, `merge-${name}`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  try {
    const path = join(dir, 'AO2D.json');
    for (const { sha256 } of inputs) await pipeline(await blobs.get(sha256), createWriteStream(path, { flags: 'a' }));
    const output = await keepFile(blobs, path);
    if (output === undefined) throw new Error('The merged file was not written.');
    return { output, objects: await linesOf(path) };
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

const linesOf = async (path: string): Promise<number> => {
  let lines = 0;
  for await (const _ of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) lines += 1;
  return lines;
};
