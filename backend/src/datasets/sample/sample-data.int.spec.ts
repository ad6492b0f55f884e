import { mkdtemp, readFile, rm, stat, unlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventFileHeader, TimeFrame } from '../../kernel/collisions/event-file.js';
import { ensureSampleData } from './ensure-sample-data.js';
import { sampleDatasets } from './sample-datasets.js';
import { generateSampleFile } from './sample-file.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sample-data-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const readFrames = async (path: string): Promise<{ header: EventFileHeader; frames: TimeFrame[] }> => {
  const [header, ...frames] = (await readFile(path, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { header: header as EventFileHeader, frames: frames as TimeFrame[] };
};

describe('the sample generator', () => {
  it('writes the same bytes for the same seed and others for another file', async () => {
    const [a, b, c] = [join(dir, 'a'), join(dir, 'b'), join(dir, 'c')];
    await generateSampleFile(a, { seed: 's', run: 544013, file: 0, events: 30 });
    await generateSampleFile(b, { seed: 's', run: 544013, file: 0, events: 30 });
    await generateSampleFile(c, { seed: 's', run: 544013, file: 1, events: 30 });
    const [x, y, z] = await Promise.all([a, b, c].map((path) => readFile(path)));
    expect(x!.equals(y!)).toBe(true);
    expect(x!.equals(z!)).toBe(false);
  });

  it('gives K0s candidates that peak at the mass of the K0s', async () => {
    const path = join(dir, 'pp');
    await generateSampleFile(path, { seed: 'k0', run: 526641, file: 0, events: 400 });
    const { header, frames } = await readFrames(path);
    expect([header.events, frames.length]).toEqual([400, 24]);
    const clean = frames.flatMap(({ v0s }) => v0s.massK0.filter((_, i) => (v0s.cosPa[i] ?? 0) > 0.998));
    const near = clean.filter((m) => Math.abs(m - 0.4976) < 0.015);
    const beside = clean.filter((m) => Math.abs(m - 0.4576) < 0.015);
    expect(near.length).toBeGreaterThan(5 * Math.max(1, beside.length));
  });

  it('keeps the truth in simulated data only', async () => {
    await generateSampleFile(join(dir, 'mc'), { seed: 's', run: 1, file: 0, events: 10, mc: true });
    await generateSampleFile(join(dir, 'data'), { seed: 's', run: 1, file: 0, events: 10 });
    const mc = (await readFrames(join(dir, 'mc'))).frames[5]!;
    const data = (await readFrames(join(dir, 'data'))).frames[5]!;
    expect(mc.tracks.pdg).toHaveLength(mc.tracks.pt.length);
    expect(data.tracks.pdg).toBeUndefined();
  });
});

describe('the sample data folder', () => {
  const small = sampleDatasets
    .slice(0, 2)
    .map((dataset) => ({ ...dataset, runs: dataset.runs.slice(0, 1), filesPerRun: 2, eventsPerFile: 6 }));

  it('is made whole, is left alone at the next start, and is repaired where a file is missing', async () => {
    const first = await ensureSampleData(dir, small);
    const files = first.datasets.flatMap(({ runs }) => runs.flatMap((run) => run.files));
    expect(files).toHaveLength(4);
    files.forEach(({ bytes }) => expect(bytes).toBeGreaterThan(1000));
    const before = await stat(files[0]!.path);
    const lost = await readFile(files[1]!.path);
    await unlink(files[1]!.path);
    expect(await ensureSampleData(dir, small)).toEqual(first);
    expect((await stat(files[0]!.path)).mtimeMs).toBe(before.mtimeMs);
    expect((await readFile(files[1]!.path)).equals(lost)).toBe(true);
    expect(before.mode & 0o777).toBe(0o644);
  });

  it('offers datasets with the names, runs and kinds of the field', () => {
    expect(sampleDatasets.map(({ name }) => name)).toEqual([
      'LHC23zzh_pass5_small',
      'LHC22o_pass7_small',
      'LHC24b1b',
      'LHC23zzf_pass5_test',
    ]);
    expect(sampleDatasets.some(({ mc }) => mc)).toBe(true);
    for (const { runs, filesPerRun } of sampleDatasets) expect(runs.every((run) => run > 500_000) && filesPerRun > 1).toBe(true);
  });
});
