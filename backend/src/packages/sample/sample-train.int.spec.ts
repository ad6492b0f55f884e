import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSampleFile } from '../../datasets/sample/index.js';
import { listObjects, readResults } from '../../kernel/root-json/index.js';
import {
  probeIsolation,
  runTrainProcesses,
  type Isolation,
  type TrainProgress,
  type TrainRunOptions,
  type TrainRunResult,
} from '../../kernel/sandbox/index.js';
import { planWorkflow, sampleCodeRoot, sampleDriver } from './index.js';

let dir: string;
let isolation: Isolation;
let inputFiles: string[];
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'sample-train-'));
  isolation = await probeIsolation(sampleCodeRoot);
  inputFiles = [0, 1].map((file) => join(dir, `AO2D_${String(file)}.ndjson`));
  for (const [file, path] of inputFiles.entries())
    await generateSampleFile(path, { seed: 'train', run: 526641, file, events: 60, timeFrames: 8 });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const plan = (wagonId: string, workflowName: string, suffix = '') => planWorkflow({ wagonId, workflowName, suffix }, 'sample');
const services = [plan('1', 'o2-analysis-event-selection-service'), plan('2', 'o2-analysis-propagationservice')];
const k0 = plan('3', 'o2-analysis-perf-k0s-resolution');

let runs = 0;
const run = async (more: Partial<TrainRunOptions>): Promise<TrainRunResult & { runDir: string }> => {
  const runDir = join(dir, `run-${String((runs += 1))}`);
  const result = await runTrainProcesses({
    isolation,
    driver: sampleDriver(),
    workflows: [...services, k0],
    configuration: {},
    inputFiles,
    conditionsDir: null,
    timeFramesPerSecond: 0,
    runDir,
    limits: { wallSeconds: 60, memoryMb: 2000, outputMb: 50, processes: 40 },
    ...more,
  });
  return { ...result, runDir };
};
const log = async (runDir: string, name: string): Promise<string> => readFile(join(runDir, `${name}.log`), 'utf8');

describe('a train of the sample package', () => {
  it('reads, computes in one process per device, measures and keeps every file (rules 106, 109)', async () => {
    const progress: TrainProgress[] = [];
    const result = await run({ timeFramesPerSecond: 8, onProgress: (next) => progress.push(next) });
    expect(result).toMatchObject({ succeeded: true, exitCode: 0, reason: 'ended', firstError: null });
    expect(result.files).toEqual([
      'stdout.log',
      'stderr.log',
      'full_config.json',
      'configuration.json',
      'performanceMetrics.json',
      'status.json',
      'AnalysisResults.json',
    ]);
    const { figures } = result;
    expect([figures.inputFiles, figures.events]).toEqual([2, 120]);
    expect(figures.devices.map(({ device, wagonId }) => [device, wagonId])).toEqual([
      ['internal-dpl-aod-reader', null],
      ['eventselection-run3', '1'],
      ['propagation-service', '2'],
      ['perf-k0s-resolution', '3'],
      ['internal-dpl-aod-writer', null],
      ['driver', null],
    ]);
    for (const { pss, cpuSeconds } of figures.devices) expect([pss.max > 1e6, cpuSeconds > 0]).toEqual([true, true]);
    expect(figures.pss.max).toBeGreaterThan(50e6);
    expect(figures.outputBytes).toBeGreaterThan(1000);
    expect(progress.at(-1)!.share).toBeGreaterThan(0);
    const metrics = JSON.parse(await readFile(join(result.runDir, 'performanceMetrics.json'), 'utf8')) as Record<
      string,
      Record<string, { timestamp: string; value: string }[]>
    >;
    expect(metrics['perf-k0s-resolution']!['proportionalSetSize']!.length).toBeGreaterThanOrEqual(2);
    expect(metrics['internal-dpl-aod-reader']!['aod-bytes-read-uncompressed']!.at(-1)!.value).toBe(String(figures.inputBytes));
    const results = await readResults(join(result.runDir, 'AnalysisResults.json'));
    expect(listObjects(results).find(({ path }) => path === 'perf-k0s-resolution/K0sResolution/hMass')!.object.fEntries).toBeGreaterThan(0);
    expect(await log(result.runDir, 'stdout')).toMatch(/\[\d+:internal-dpl-aod-reader\]: \[INFO\] Finished file 2 of 2, 16 timeframes/);
  }, 60_000);

  it('runs a subwagon as a device of its own with its own folder (rule 48)', async () => {
    const { runDir, figures } = await run({
      workflows: [...services, k0, plan('3', 'o2-analysis-perf-k0s-resolution', '_Tight')],
      configuration: { 'perf-k0s-resolution': { v0cospa: '0.95' }, 'perf-k0s-resolution_Tight': { v0cospa: '0.9999' } },
    });
    const entries = Object.fromEntries(
      listObjects(await readResults(join(runDir, 'AnalysisResults.json'))).map(({ path, object }) => [path, object.fEntries]),
    );
    expect(entries['perf-k0s-resolution_Tight/K0sResolution/hMass']).toBeLessThan(entries['perf-k0s-resolution/K0sResolution/hMass']!);
    expect(figures.devices.map(({ device }) => device)).toContain('perf-k0s-resolution_Tight');
  }, 60_000);

  it('stores the derived tables that are asked for, and no others (rule 66)', async () => {
    const { runDir, files, figures } = await run({
      workflows: [...services, plan('4', 'o2-analysis-cf-filter-correlations')],
      storeTables: ['CFCollisions'],
    });
    expect(files).toContain('AO2D.json');
    expect(figures.derived).toMatchObject({ files: 1, tables: [{ binding: 'CFCollisions' }] });
    const lines = (await readFile(join(runDir, 'AO2D.json'), 'utf8'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as { run: number; tables: Record<string, { posZ: number[] }> });
    expect(lines).toHaveLength(16);
    expect(Object.keys(lines[0]!.tables)).toEqual(['CFCollisions']);
    expect(lines.flatMap(({ tables }) => tables['CFCollisions']!.posZ).every((z) => Math.abs(z) <= 7)).toBe(true);
  }, 60_000);

  it('lets the stand-in run a workflow that has no executable, and says so', async () => {
    const unknown = planWorkflow(
      { wagonId: '9', workflowName: 'o2-analysis-lf-nuclei-spectra', suffix: '', tasks: ['nuclei-spectra', 'nuclei-extra'] },
      'sample',
    );
    expect(unknown.standIn).toBe(true);
    const { runDir, succeeded } = await run({
      workflows: [...services, unknown],
      configuration: { 'nuclei-extra': { cfgPtBins: { values: ['10', '0', '5'] } } },
    });
    expect(succeeded).toBe(true);
    expect(listObjects(await readResults(join(runDir, 'AnalysisResults.json'))).map(({ path }) => path)).toContain(
      'nuclei-extra/stand-in/cfgPtBins',
    );
    expect(await log(runDir, 'stdout')).toContain('nuclei-spectra is run by the stand-in');
  }, 60_000);

  it.each([
    ['a crash', { 'sample.crashAtEvent': '10' }, 'Program crashed'],
    ['a bad exit status', { 'sample.exitCode': '7' }, 'exited with status 7'],
    ['a value that is none', { v0cospa: 'steep' }, 'v0cospa is "steep", which is no number'],
  ])(
    'fails on %s and says where it began',
    async (_, values, message) => {
      const result = await run({ configuration: { 'perf-k0s-resolution': values } });
      expect([result.succeeded, result.exitCode, result.reason]).toEqual([false, 1, 'ended']);
      expect(result.firstError).toContain('perf-k0s-resolution');
      expect(result.firstError).toContain(message);
    },
    60_000,
  );

  it('shows what it is told to do wrong: calls, log and memory (rules 117, 120, 122)', async () => {
    const { figures } = await run({
      timeFramesPerSecond: 8,
      configuration: {
        'perf-k0s-resolution': { 'sample.ccdbCallsPerEvent': '5', 'sample.logLinesPerEvent': '20', 'sample.leakMbPerSecond': '60' },
      },
    });
    const device = figures.devices.find(({ wagonId }) => wagonId === '3')!;
    expect(device.ccdbCalls).toBe(600);
    expect(figures.logBytes).toBeGreaterThan(120 * 20 * 40);
    expect(device.pss.slope).toBeGreaterThan(15e6);
  }, 60_000);

  it('names an input that is no event file', async () => {
    const { firstError } = await run({ inputFiles: [join(sampleCodeRoot, 'package.json')] });
    expect(firstError).toContain('internal-dpl-aod-reader');
  }, 60_000);
});
