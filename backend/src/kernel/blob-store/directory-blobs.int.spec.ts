import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { BlobMissing, BlobTooLarge, type BlobStore } from './blob-store.js';
import { openDirectoryBlobs } from './directory-blobs.js';

describe('the blob store in a folder', () => {
  let root: string;
  let blobs: BlobStore;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hyperloop-blobs-'));
    blobs = await openDirectoryBlobs(root);
  });
  afterEach(() => rm(root, { recursive: true }));

  const put = (content: string | Buffer, maxBytes = 1_000_000) => blobs.put(Readable.from([content]), { maxBytes });
  const filesIn = async () =>
    (await readdir(root, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile()).map(({ name }) => name);

  it('keeps bytes under their own hash and gives them back', async () => {
    const content = randomBytes(300_000);
    const ref = await put(content);
    expect(ref).toEqual({ sha256: createHash('sha256').update(content).digest('hex'), size: 300_000 });
    expect(await blobs.has(ref.sha256)).toBe(true);
    expect(await blobs.size(ref.sha256)).toBe(300_000);
    expect(content.equals(await buffer(await blobs.get(ref.sha256)))).toBe(true);
  });

  it('keeps the same bytes once, also when they arrive at the same moment', async () => {
    const refs = await Promise.all([put('the same'), put('the same'), put('the same')]);
    expect(new Set(refs.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(await filesIn()).toEqual([refs[0]?.sha256]);
  });

  it('keeps nothing, and an empty blob', async () => {
    const { sha256, size } = await blobs.put(Readable.from([]), { maxBytes: 0 });
    expect(size).toBe(0);
    expect(await text(await blobs.get(sha256))).toBe('');
  });

  it('gives a part, for those who follow a log', async () => {
    const { sha256 } = await put('0123456789');
    expect(await text(await blobs.get(sha256, { start: 2, end: 4 }))).toBe('234');
    expect(await text(await blobs.get(sha256, { start: 8 }))).toBe('89');
  });

  it('refuses more than allowed, stops reading there and keeps nothing', async () => {
    let given = 0;
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given += 1_000;
          yield Buffer.alloc(1_000);
        }
      })(),
    );
    await expect(blobs.put(endless, { maxBytes: 10_000 })).rejects.toThrow(BlobTooLarge);
    expect(given).toBeLessThan(500_000);
    expect(await filesIn()).toEqual([]);
    expect((await put('x'.repeat(10), 10)).size).toBe(10);
  });

  it('keeps nothing of a stream that breaks', async () => {
    const breaking = Readable.from(
      (function* () {
        yield 'some';
        throw new Error('the line went dead');
      })(),
    );
    await expect(blobs.put(breaking, { maxBytes: 100 })).rejects.toThrow('the line went dead');
    expect(await filesIn()).toEqual([]);
  });

  it('knows no blob that is not there, nor one whose name is a path', async () => {
    await writeFile(join(root, 'secret'), 'x');
    for (const name of ['0'.repeat(64), '../secret', '..', '', 'A'.repeat(64), `${'0'.repeat(64)}\n`]) {
      expect(await blobs.has(name)).toBe(false);
      await expect(blobs.get(name)).rejects.toThrow(BlobMissing);
      await expect(blobs.size(name)).rejects.toThrow(BlobMissing);
    }
  });

  it('throws away what a crash left half received, but not what arrives at another process just now', async () => {
    const yesterday = new Date(Date.now() - 25 * 3_600_000);
    await writeFile(join(root, 'incoming', 'cut-off'), 'half');
    await utimes(join(root, 'incoming', 'cut-off'), yesterday, yesterday);
    await writeFile(join(root, 'incoming', 'arriving'), 'half');
    await openDirectoryBlobs(root);
    expect(await readdir(join(root, 'incoming'))).toEqual(['arriving']);
  });
});
