import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { openDirectoryBlobs, removeBlob } from '../blob-store/directory-blobs.js';
import { blobFile } from './copy-blobs.js';
import { insistOnBlobs } from './named-blobs.js';

describe('blobs that events name', () => {
  let root: string;
  let kept: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'named-blobs-'));
    kept = (await (await openDirectoryBlobs(root)).put(Readable.from(['tables']), { maxBytes: 100 })).sha256;
  });
  afterEach(() => rm(root, { recursive: true }));

  const gone = 'a'.repeat(64);
  const event = (position: string, data: unknown) => ({ position, text: JSON.stringify(data) });
  const naming = (sha256: string, position = '1') => event(position, { output: { sha256, size: 6 } });
  const deleting = (sha256: string, position = '2') => event(position, { files: [{ deletedBlob: sha256, size: 6 }] });

  it('are there, or it is said which one is missing', async () => {
    expect(await insistOnBlobs([naming(kept), naming(kept, '2')], root)).toBe(1);
    await expect(insistOnBlobs([naming(kept), naming(gone, '7')], root)).rejects.toThrow(/position 7, is missing/);
  });
  it('may be missing once a later event says that they were deleted (rule 69)', async () =>
    expect(await insistOnBlobs([naming(kept), naming(gone), deleting(gone)], root)).toBe(1));
  it('must be there when they are named again after that', async () =>
    expect(insistOnBlobs([naming(gone), deleting(gone), naming(gone, '9')], root)).rejects.toThrow(/position 9, is missing/));
  it('are not damaged, also those that may be missing', async () => {
    const file = blobFile(root, gone);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, 'something else');
    await expect(insistOnBlobs([naming(gone), deleting(gone)], root)).rejects.toThrow(/damaged/);
  });
  it('are removed, unless somebody wrote the same bytes since', async () => {
    expect(await removeBlob(root, kept, { writtenBefore: new Date(0) })).toBe(false);
    expect(await removeBlob(root, kept, { writtenBefore: new Date(Date.now() + 60_000) })).toBe(true);
    await expect(insistOnBlobs([naming(kept)], root)).rejects.toThrow(/missing/);
    // Doing it twice does no harm.
    expect(await removeBlob(root, kept, { writtenBefore: new Date(Date.now() + 60_000) })).toBe(true);
    await expect(removeBlob(root, '../secret', { writtenBefore: new Date() })).rejects.toThrow('there is no blob');
  });
});
