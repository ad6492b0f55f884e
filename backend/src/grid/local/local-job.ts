import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { JobState } from '@hyperloop/contracts/grid';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import { BlobTooLarge, type BlobStore } from '../../kernel/blob-store/blob-store.js';
import { endOrphan, isDerivedFile, runTrainProcesses, type TrainRunResult } from '../../kernel/sandbox/index.js';
import { keepFile } from '../../kernel/worksite/blobs.js';
import { parentName, plannedOutput, tablesToStore, type InputFile, type Worksite } from '../../kernel/worksite/worksite.js';
import type { JobNews, JobOrder } from '../engine.js';

export type JobLimits = { wallSeconds: number; memoryMbACore: number; outputMb: number };
export const jobDirOf = (worksite: Worksite, jobId: string, attempt: number): string => join(worksite.workDir, `job-${jobId}-${attempt}`);
export const endOrphanJob = async (worksite: Worksite, jobId: string, attempt: number): Promise<void> => {
  const dir = jobDirOf(worksite, jobId, attempt);
  await endOrphan(dir);
  await rm(dir, { recursive: true, force: true });
};

type Deps = { worksite: Worksite; blobs: BlobStore; limits: JobLimits; now: () => Date };
type End = Omit<JobNews, 'jobId' | 'attempt' | 'at' | 'site'>;
const seconds = (from: number): number => (performance.now() - from) / 1000;

/**
 * Runs one attempt as real processes and tells each state as it is reached, named as ALICE names them:
 * STARTED → RUNNING → SAVING → DONE, or the error that ended it.
 */
export const runLocalJob = async (order: JobOrder, deps: Deps, tell: (news: JobNews) => void, signal: AbortSignal): Promise<void> => {
  const { worksite, blobs, now } = deps;
  const { jobId, attempt } = order;
  const became = (state: JobState, end: Partial<End> = {}): void => {
    tell({
      jobId,
      attempt,
      state,
      at: now().toISOString(),
      site: worksite.node,
      reason: null,
      figures: null,
      output: null,
      log: null,
      ...end,
    });
  };
  const began = performance.now();
  became('STARTED');
  const input = await inputOf(order, worksite);
  if (typeof input === 'string') {
    became('ERROR_IB', { reason: input, figures: { ...noFigures, files: order.files.length, wallSeconds: seconds(began) } });
    return;
  }
  const dir = jobDirOf(worksite, jobId, attempt);
  await rm(dir, { recursive: true, force: true });
  await mkdir(dir, { recursive: true });
  try {
    const { composition } = order;
    const workflows = composition.workflows.map((workflow) => worksite.plan(workflow, composition.runner));
    const isolation = await worksite.isolation();
    const derivedOutput = plannedOutput(
      composition,
      input.map((file) => parentName(order, file)),
    );
    const startupSeconds = seconds(began);
    became('RUNNING');
    const result = await runTrainProcesses({
      isolation,
      driver: worksite.driverOf(composition.runner),
      workflows,
      configuration: JSON.parse(composition.configuration) as Record<string, unknown>, // written by our own composing
      inputFiles: input.map(({ path }) => path),
      conditionsDir: worksite.conditionsDir(),
      storeTables: tablesToStore(composition),
      ...(derivedOutput === undefined ? {} : { derivedOutput }),
      runDir: dir,
      hide: worksite.hidden,
      timeFramesPerSecond: 0,
      limits: {
        wallSeconds: deps.limits.wallSeconds,
        memoryMb: deps.limits.memoryMbACore * order.cores,
        outputMb: deps.limits.outputMb,
        processes: workflows.length + 8,
      },
      signal,
    });
    const saving = performance.now();
    if (result.succeeded) became('SAVING');
    const output = result.succeeded ? ((await keepFile(blobs, join(dir, 'AnalysisResults.json'))) ?? null) : null;
    const derivedFiles = result.succeeded ? await keepDerived(result, dir, blobs) : [];
    const log = (await keepFile(blobs, join(dir, 'stdout.log'))) ?? null;
    const figures = figuresOf(result, { files: input.length, startupSeconds, savingSeconds: seconds(saving), wallSeconds: seconds(began) });
    if (signal.aborted) became('KILLED', { reason: 'It was killed on request.', figures, log });
    else if (!result.succeeded) became(...failureOf(result), { ...failureReason(result), figures, log });
    else if (output === null) became('ERROR_SV', { reason: 'Its output could not be saved.', figures, log });
    else if (derivedFiles === null) became('ERROR_SV', { reason: 'Its derived data could not be saved.', figures, log });
    else became('DONE', { figures, output, log, ...(derivedFiles.length === 0 ? {} : { derivedFiles }) });
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
};

/** The files of stored tables, in order; null when one of them was not saved, or is larger than anything that is kept. */
const keepDerived = async ({ files }: TrainRunResult, dir: string, blobs: BlobStore): Promise<BlobRef[] | null> => {
  const kept: BlobRef[] = [];
  for (const name of files.filter(isDerivedFile)) {
    const blob = await keepFile(blobs, join(dir, name)).catch((fault: unknown) => {
      if (fault instanceof BlobTooLarge) return undefined;
      throw fault;
    });
    if (blob === undefined) return null;
    kept.push(blob);
  }
  return kept;
};

const noFigures = {
  cpuSeconds: 0,
  wallSeconds: 0,
  startupSeconds: 0,
  savingSeconds: 0,
  inputBytes: 0,
  outputBytes: 0,
  files: 0,
  pssMaxBytes: 0,
  events: 0,
};

const inputOf = async ({ storage, run, files }: JobOrder, worksite: Worksite): Promise<readonly InputFile[] | string> => {
  const there = await worksite.filesOf(storage, run);
  const found = files.map((name) => there.find(({ path }) => path.endsWith(`/${name}`)));
  const missing = files.filter((_, index) => found[index] === undefined);
  return missing.length === 0
    ? found.flatMap((file) => (file === undefined ? [] : [file]))
    : `${missing.join(', ')} of run ${run} ${missing.length === 1 ? 'is' : 'are'} not in ${storage}.`;
};

const figuresOf = (
  { figures }: TrainRunResult,
  more: { files: number; startupSeconds: number; savingSeconds: number; wallSeconds: number },
): NonNullable<JobNews['figures']> => ({
  ...more,
  cpuSeconds: figures.cpuSeconds,
  inputBytes: figures.inputBytes,
  outputBytes: figures.outputBytes,
  pssMaxBytes: figures.pss.max,
  events: figures.events,
  ...(figures.derived === undefined ? {} : { derived: figures.derived }),
});

/** ALICE keeps its error states apart: wall time (EW), everything else that ended the processes (E), no valid output (V). */
const failureOf = ({ reason, exitCode, signal }: TrainRunResult): [JobState] => {
  if (reason === 'wall-limit') return ['ERROR_EW'];
  return reason === 'ended' && signal === null && exitCode === 0 ? ['ERROR_V'] : ['ERROR_E'];
};
const failureReason = ({ reason, detail, exitCode, signal, firstError }: TrainRunResult): { reason: string } => {
  if (reason !== 'ended') return { reason: detail ?? reason };
  const how =
    signal !== null ? `ended by signal ${signal}` : exitCode === 0 ? 'ended without valid output' : `ended with status ${String(exitCode)}`;
  return { reason: firstError === null ? how : `${how}: ${firstError}`.slice(0, 1000) };
};
