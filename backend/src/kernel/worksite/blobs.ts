import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { BlobStore } from '../blob-store/blob-store.js';

/** Nothing a process leaves behind is kept beyond this. */
const MOST_BYTES = 256e6;

/** Puts a file into the blob store; undefined when it is not there. */
export const keepFile = async (blobs: BlobStore, path: string): Promise<BlobRef | undefined> => {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() === true ? await blobs.put(createReadStream(path), { maxBytes: MOST_BYTES }) : undefined;
};
