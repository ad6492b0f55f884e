import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { directoryStorage } from './storage.js';

describe('the storage in a directory', () => {
  let root = '';
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'hl-storage-'));
    for (const file of ['001', '002']) {
      await mkdir(join(root, 'LHC22o_pass7/526641/AOD', file), { recursive: true });
      await writeFile(join(root, 'LHC22o_pass7/526641/AOD', file, 'AO2D.ndjson'), 'x'.repeat(100));
    }
    await writeFile(join(root, 'LHC22o_pass7/526641/AOD/AO2D.ndjson.partial'), 'half');
  });
  afterAll(async () => rm(root, { recursive: true, force: true }));

  it('counts files and bytes of each run, below any folder', async () =>
    expect(await directoryStorage(root).sizes('LHC22o_pass7', [526641])).toEqual([{ run: 526641, files: 2, bytes: 200 }]));
  it('finds nothing where there is nothing', async () =>
    expect(await directoryStorage(root).sizes('LHC22o_pass7', [526642])).toEqual([{ run: 526642, files: 0, bytes: 0 }]));
  it('never leaves its directory', async () =>
    expect(await directoryStorage(join(root, 'inside')).sizes('../LHC22o_pass7', [526641])).toEqual([{ run: 526641, files: 0, bytes: 0 }]));
});
