import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { BlobMissing, BlobTooLarge, type BlobRef, type BlobStore } from './blob-store.js';

const SHA256 = /^[0-9a-f]{64}$/;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Counts and hashes what passes, and stops the flow at the cap. */
const measured = (maxBytes: number) => {
  const hash = createHash('sha256');
  let size = 0;
  const through = new Transform({
    transform(chunk: Buffer | string, encoding, next) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, encoding) : chunk;
      size += bytes.length;
      if (size > maxBytes) return next(new BlobTooLarge(maxBytes));
      hash.update(bytes);
      next(null, bytes);
    },
  });
  return { through, ref: (): BlobRef => ({ sha256: hash.digest('hex'), size }) };
};

const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Blobs as files of a folder: `ab/cd/<hash>`. A file is there completely or not at all. */
class DirectoryBlobs implements BlobStore {
  constructor(
    private readonly root: string,
    private readonly incoming: string,
  ) {}

  async put(content: Readable, { maxBytes }: { maxBytes: number }): Promise<BlobRef> {
    const arriving = join(this.incoming, randomUUID());
    try {
      const { through, ref } = measured(maxBytes);
      // `flush` puts the bytes on disk before the file is closed: a name must never stand for less than its content.
      await pipeline(content, through, createWriteStream(arriving, { flags: 'wx', flush: true }));
      const blob = ref();
      await this.#settle(arriving, this.#fileOf(blob.sha256));
      return blob;
    } catch (error) {
      await rm(arriving, { force: true });
      throw error;
    }
  }

  async get(sha256: string, range: { start?: number; end?: number } = {}): Promise<Readable> {
    const file = this.#fileOf(sha256);
    const handle = await open(file, 'r').catch((error: unknown) => {
      throw isMissing(error) ? new BlobMissing(sha256) : error;
    });
    return createReadStream(file, { fd: handle, ...range });
  }

  async has(sha256: string): Promise<boolean> {
    return (await this.#sizeOf(sha256)) !== undefined;
  }

  async size(sha256: string): Promise<number> {
    const size = await this.#sizeOf(sha256);
    if (size === undefined) throw new BlobMissing(sha256);
    return size;
  }

  async #settle(arriving: string, file: string): Promise<void> {
    const folder = dirname(file);
    await mkdir(folder, { recursive: true });
    // Over an equal file, if there is one: both have the same bytes.
    await rename(arriving, file);
    await syncFolder(folder);
    await syncFolder(dirname(folder));
  }

  async #sizeOf(sha256: string): Promise<number | undefined> {
    try {
      return (await stat(this.#fileOf(sha256))).size;
    } catch (error) {
      if (isMissing(error) || error instanceof BlobMissing) return undefined;
      throw error;
    }
  }

  /** Whatever is no hash names no blob, so no text from outside ever becomes a path. */
  #fileOf(sha256: string): string {
    if (!SHA256.test(sha256)) throw new BlobMissing(sha256.slice(0, 64));
    return join(this.root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  }
}

/**
 * Removes a blob, unless somebody wrote the same bytes since `writtenBefore`: an event that names it may be on its way
 * then. False when it stays. Only for those who know that no event needs it any more.
 */
export const removeBlob = async (root: string, sha256: string, { writtenBefore }: { writtenBefore: Date }): Promise<boolean> => {
  if (!SHA256.test(sha256)) throw new BlobMissing(sha256.slice(0, 64));
  const file = join(root, sha256.slice(0, 2), sha256.slice(2, 4), sha256);
  const found = await stat(file).catch((error: unknown) => {
    if (isMissing(error)) return undefined;
    throw error;
  });
  if (found !== undefined && found.mtime >= writtenBefore) return false;
  await rm(file, { force: true });
  return true;
};

/** Nothing that is still arriving stands still for so long. */
const CUT_OFF_MS = 24 * 3_600_000;

/**
 * Opens the blobs of a folder; uploads that a crash cut off are thrown away once they are a day old: a younger one may
 * be arriving at another process just now. Their age is told by a file written beside them, so by the clock of the disk
 * alone.
 */
export const openDirectoryBlobs = async (root: string): Promise<BlobStore> => {
  const incoming = join(root, 'incoming');
  await mkdir(incoming, { recursive: true });
  await clear(incoming);
  return new DirectoryBlobs(root, incoming);
};

const clear = async (incoming: string): Promise<void> => {
  const mark = join(incoming, randomUUID());
  await writeFile(mark, '');
  const { mtimeMs: now } = await stat(mark);
  for (const name of await readdir(incoming)) {
    const file = join(incoming, name);
    // Another process may have thrown it away, or got it whole, in the meantime.
    const found = await stat(file).catch(() => undefined);
    if (file === mark || (found !== undefined && now - found.mtimeMs > CUT_OFF_MS)) await rm(file, { force: true });
  }
};
