import { lstat, mkdir, readdir, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Isolation } from './isolation.js';
import { parseDeviceMetrics, performanceMetrics, type DeviceMetric } from './metrics.js';
import { MetricsTail } from './metrics-tail.js';
import type { OutputLine } from './output-log.js';
import { runSandboxed, type SandboxLimits, type SandboxResult } from './run-sandboxed.js';
import type { Sample } from './sampler.js';
import { summariseMetrics, type DeviceFigures, type Spread } from './summarise-metrics.js';
import {
  configurationFile,
  deviceName,
  devicesFile,
  driverDevice,
  isDerivedFile,
  metricsFile,
  plainOutput,
  readerDevice,
  resultsFile,
  trainPlanFile,
  writerDevice,
  type PlannedOutput,
  type PlannedWorkflow,
  type TrainPlan,
} from './train-plan.js';

/** How a package's workflows become processes: the command of its driver, and what that must be able to read. */
export interface TrainDriver {
  argv: readonly string[];
  readOnly: readonly string[];
}
export interface TrainRunOptions {
  isolation: Isolation;
  driver: TrainDriver;
  /** In the order of the chain, dependencies first. */
  workflows: readonly PlannedWorkflow[];
  /** configuration.json: task with suffix → parameter → value. */
  configuration: Readonly<Record<string, unknown>>;
  inputFiles: readonly string[];
  conditionsDir: string | null;
  storeTables?: readonly string[];
  derivedOutput?: PlannedOutput;
  /** 0 lets the reader run as fast as it can. */
  timeFramesPerSecond?: number;
  /** A folder for this run alone; everything that is kept ends up in it. */
  runDir: string;
  hide?: readonly string[];
  limits: SandboxLimits;
  signal?: AbortSignal;
  onSamples?: (samples: readonly LiveSample[]) => void;
  onProgress?: (progress: TrainProgress) => void;
  onLines?: (lines: readonly OutputLine[]) => void;
}
/** Seconds since the start, bytes, and CPU seconds so far. */
export interface LiveSample {
  t: number;
  device: string;
  pss: number;
  private: number;
  cpu: number;
}
export interface TrainProgress {
  /** Of the input, by bytes. */
  share: number;
  files: number;
  events: number;
  timeFrames: number;
}
/** Rule 105. Sizes in bytes, times in seconds. */
export interface TrainFigures {
  inputFiles: number;
  inputBytes: number;
  outputBytes: number;
  logBytes: number;
  events: number;
  pss: Spread;
  private: Spread;
  cpuSeconds: number;
  wallSeconds: number;
  devices: DeviceFigures[];
  samplingSeconds: number;
  /** Where tables were asked for. */
  derived?: { bytes: number; files: number; tables: { binding: string; bytes: number }[] };
}
export interface TrainRunResult extends Pick<SandboxResult, 'exitCode' | 'signal' | 'reason' | 'detail' | 'isolation' | 'samplingCost'> {
  /** Ended by itself with status 0, with its histograms written. */
  succeeded: boolean;
  /** The log line that says what went wrong first, for the page's headline. */
  firstError: string | null;
  figures: TrainFigures;
  /** Input bytes per second of wall time (rule 111). */
  throughput: number;
  /** Names of the files kept in the run's folder. */
  files: string[];
}

const workFolder = 'work';
const outputs = [resultsFile, devicesFile] as const;
const keptFiles = [
  'stdout.log',
  'stderr.log',
  'full_config.json',
  configurationFile,
  'performanceMetrics.json',
  'status.json',
  resultsFile,
];
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** Wrappers such as bubblewrap carry the whole command in their own arguments, so the program itself must fit too. */
const deviceOf =
  (program: string | undefined) =>
  (argv: readonly string[]): string | null =>
    argv[0] === program && argv.includes('--device') ? (argv[argv.indexOf('--device') + 1] ?? null) : null;

/** The workflows in order, each with its own part of the configuration: what the field calls full_config.json. */
const fullConfig = (options: TrainRunOptions): unknown => ({
  workflows: options.workflows.map((workflow) => ({
    workflow_name: workflow.workflowName,
    suffix: workflow.suffix,
    wagon: workflow.wagon,
    stand_in: workflow.standIn === true,
    configuration: Object.fromEntries(
      workflow.tasks.map((task) => [`${task}${workflow.suffix}`, options.configuration[`${task}${workflow.suffix}`] ?? {}]),
    ),
  })),
  input_files: options.inputFiles,
  store_tables: options.storeTables ?? [],
  derived_output: options.derivedOutput ?? plainOutput,
});

const enoughErrors = 200;
/**
 * The error that began it: what a device said itself before what the driver said of it (they come by two pipes, in any
 * order), and not what the other devices said when their neighbour was gone.
 */
const firstErrorOf = (errors: readonly string[]): string | null => {
  const causes = errors.filter((line) => !/Input broke off|ended badly/.test(line));
  return causes.find((line) => /^\[\d+:/.test(line)) ?? causes[0] ?? errors[0] ?? null;
};

const prepare = async (options: TrainRunOptions): Promise<string> => {
  const workDir = join(options.runDir, workFolder);
  await mkdir(workDir, { recursive: true });
  const plan: TrainPlan = {
    workflows: options.workflows,
    inputFiles: options.inputFiles,
    conditionsDir: options.conditionsDir,
    storeTables: options.storeTables ?? [],
    derivedOutput: options.derivedOutput ?? plainOutput,
    timeFramesPerSecond: options.timeFramesPerSecond ?? 16,
  };
  await writeFile(join(workDir, trainPlanFile), json(plan), { mode: 0o644 });
  await writeFile(join(workDir, configurationFile), json(options.configuration), { mode: 0o644 });
  await writeFile(join(options.runDir, configurationFile), json(options.configuration));
  await writeFile(join(options.runDir, 'full_config.json'), json(fullConfig(options)));
  return workDir;
};

const sizeOf = async (path: string): Promise<number> => (await stat(path).catch(() => undefined))?.size ?? 0;

/** Takes the outputs out of the folder that the work could write to; only plain files, for a link could lead anywhere. The names of derived ones. */
const collect = async (workDir: string, runDir: string): Promise<readonly string[]> => {
  const derived = (await readdir(workDir)).filter(isDerivedFile).sort();
  for (const name of [...outputs, ...derived]) {
    const found = await lstat(join(workDir, name)).catch(() => null);
    if (found?.isFile() && found.nlink === 1) await rename(join(workDir, name), join(runDir, name));
  }
  return derived;
};

const liveSamples = (sample: Sample, startedAt: number): LiveSample[] =>
  sample.processes.map((p) => ({
    t: (sample.at - startedAt) / 1000,
    device: p.device,
    pss: p.pssKb * 1024,
    private: (p.privateCleanKb + p.privateDirtyKb) * 1024,
    cpu: p.cpuMicros / 1e6,
  }));

const progressOf = (told: readonly DeviceMetric[], inputBytes: number): TrainProgress => {
  const last = (metric: string): number => told.findLast((next) => next.metric === metric)?.value ?? 0;
  return {
    share: inputBytes === 0 ? 0 : Math.min(1, last('aod-bytes-read-uncompressed') / inputBytes),
    files: last('aod-files-read'),
    events: last('aod-events-read'),
    timeFrames: last('total-timeframes-read'),
  };
};

const devicesOf = (workflows: readonly PlannedWorkflow[]): { device: string; wagonId: string | null }[] => [
  { device: readerDevice, wagonId: null },
  ...workflows.map((workflow) => ({ device: deviceName(workflow), wagonId: workflow.wagon })),
  { device: writerDevice, wagonId: null },
  { device: driverDevice, wagonId: null },
];

/**
 * Runs a chain of workflows over files as real processes and leaves in `runDir`: stdout.log, stderr.log, full_config.json,
 * configuration.json, performanceMetrics.json, status.json, AnalysisResults.json, and AO2D.json where tables are stored.
 */
export const runTrainProcesses = async (options: TrainRunOptions): Promise<TrainRunResult> => {
  const workDir = await prepare(options);
  const inputBytes = (await Promise.all(options.inputFiles.map(sizeOf))).reduce((sum, size) => sum + size, 0);
  const samples: Sample[] = [];
  const tail = new MetricsTail(join(workDir, metricsFile));
  const errors: string[] = [];
  const startedAt = Date.now();
  const sandboxed = await runSandboxed({
    isolation: options.isolation,
    argv: options.driver.argv,
    runDir: options.runDir,
    workDir,
    limits: options.limits,
    deviceOf: deviceOf(options.driver.argv[0]),
    readOnly: [...options.driver.readOnly, ...options.inputFiles, ...(options.conditionsDir === null ? [] : [options.conditionsDir])],
    hide: options.hide ?? [],
    ...(options.signal ? { signal: options.signal } : {}),
    onSample: (sample) => {
      samples.push(sample);
      options.onSamples?.(liveSamples(sample, startedAt));
      void tail.read().then((told) => options.onProgress?.(progressOf(told, inputBytes)));
    },
    onLines: (lines) => {
      if (errors.length < enoughErrors) errors.push(...lines.map(({ text }) => text).filter((text) => /\[(FATAL|ERROR)\]/.test(text)));
      options.onLines?.(lines);
    },
  });
  return conclude({
    options,
    workDir,
    inputBytes,
    samples,
    told: parseDeviceMetrics(await tail.whole()),
    sandboxed,
    startedAt,
    firstError: firstErrorOf(errors),
  });
};

/** Bytes on disk, and of each table what the writer told; nothing where no table was asked for. */
const derivedOf = async ({ options, told }: RunFacts, names: readonly string[]): Promise<TrainFigures['derived']> => {
  const { storeTables = [], runDir } = options;
  if (storeTables.length === 0) return undefined;
  const sizes = await Promise.all(names.map((name) => sizeOf(join(runDir, name))));
  const toldOf = (binding: string): number =>
    told.findLast(({ device, metric }) => device === writerDevice && metric === `table-bytes-${binding}-stored`)?.value ?? 0;
  return {
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    files: names.length,
    tables: storeTables.map((binding) => ({ binding, bytes: toldOf(binding) })),
  };
};

interface RunFacts {
  options: TrainRunOptions;
  workDir: string;
  inputBytes: number;
  samples: readonly Sample[];
  told: readonly DeviceMetric[];
  sandboxed: SandboxResult;
  startedAt: number;
  firstError: string | null;
}

const conclude = async (facts: RunFacts): Promise<TrainRunResult> => {
  const { options, sandboxed, samples, told } = facts;
  const { runDir } = options;
  const derivedFiles = await collect(facts.workDir, runDir);
  const summary = summariseMetrics({ samples, told, devices: devicesOf(options.workflows) });
  const resultsBytes = await sizeOf(join(runDir, resultsFile));
  const derived = await derivedOf(facts, derivedFiles);
  const { readBytes: _read, ...figuresOfMetrics } = summary;
  const figures: TrainFigures = {
    ...figuresOfMetrics,
    inputBytes: facts.inputBytes,
    outputBytes: resultsBytes + (derived?.bytes ?? 0),
    logBytes: sandboxed.usage.logBytes,
    wallSeconds: sandboxed.usage.wallSeconds,
    samplingSeconds: sandboxed.samplingCost.seconds,
    ...(derived === undefined ? {} : { derived }),
  };
  const { exitCode, signal, reason, detail, isolation, samplingCost } = sandboxed;
  const succeeded = reason === 'ended' && exitCode === 0 && resultsBytes > 0;
  await writeFile(join(runDir, 'performanceMetrics.json'), json(performanceMetrics(samples, told)));
  await writeFile(
    join(runDir, 'status.json'),
    json({
      succeeded,
      exitCode,
      signal,
      reason,
      detail,
      isolation,
      usage: sandboxed.usage,
      samplingCost,
      startedAt: sandboxed.startedAt.toISOString(),
      endedAt: new Date().toISOString(),
    }),
  );
  const files: string[] = [];
  for (const name of [...keptFiles, ...derivedFiles]) if ((await sizeOf(join(runDir, name))) > 0 || name.endsWith('.log')) files.push(name);
  return {
    succeeded,
    exitCode,
    signal,
    reason,
    detail,
    isolation,
    samplingCost,
    figures,
    files,
    firstError: succeeded ? null : facts.firstError,
    throughput: figures.wallSeconds > 0 ? facts.inputBytes / figures.wallSeconds : 0,
  };
};
