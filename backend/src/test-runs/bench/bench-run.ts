import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import {
  CompleteTestRun,
  FailTestRun,
  ReportTestRun,
  StartTestRun,
  type Composition,
  type KeptFile,
  type TestSample,
} from '@hyperloop/contracts/test-runs';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { BlobStore } from '../../kernel/blob-store/blob-store.js';
import type { Claims } from '../../kernel/claims.js';
import { runTrainProcesses, type TrainRunResult } from '../../kernel/sandbox/index.js';
import type { Lookup, Say } from '../../kernel/slice.js';
import { keepFile } from '../../kernel/worksite/blobs.js';
import { insist } from '../../kernel/worksite/insist.js';
import { plannedOutput, tablesToStore, type Worksite } from '../../kernel/worksite/worksite.js';
import { inputFilesOf } from './input-files.js';

/** So many a test keeps: of derived data cut into many files the first ones. */
const MOST_FILES = 40;

export type BenchSettings = {
  filesATest: number;
  wallSeconds: number;
  memoryMb: number;
  outputMb: number;
  reportEveryMs: number;
  claimMs: number;
};
export type BenchDeps = {
  say: Say;
  blobs: BlobStore;
  documents: Lookup['blobs'];
  worksite: Worksite;
  claims: Claims;
  settings: BenchSettings;
  onFault: (fault: unknown, what: string) => void;
};
type Waiting = { testRunId: string; composition: BlobRef; runner: 'sample' | 'stand-in' };

/** More in one report than the contract takes would be refused; what is over waits for the next. */
const MOST_SAMPLES = 5000;
const MOST_LINES = 500;

/**
 * One test on this bench: start, real processes, live reports, verdict. Whatever happens, the test ends: passed, failed
 * with a reason, or cancelled by others meanwhile.
 */
export class BenchRun {
  private readonly cancel = new AbortController();
  private samples: TestSample[] = [];
  private lines: string[] = [];
  private share = 0;
  private reports = 0;
  private attempt = '';

  constructor(
    private readonly deps: BenchDeps,
    readonly test: Waiting,
  ) {}

  /** The test makes no sense any more: its processes end. */
  stop(): void {
    this.cancel.abort();
  }

  /** Whether this bench got the test and ran it. */
  async run(): Promise<boolean> {
    const { say, documents, worksite } = this.deps;
    const { testRunId, runner } = this.test;
    const composition = (await documents.json(this.test.composition)) as Composition; // frozen when the test was queued
    const workflows = composition.workflows.map((workflow) => worksite.plan(workflow, runner));
    const standIns = [...new Set(workflows.filter(({ standIn }) => standIn === true).map(({ workflowName }) => workflowName))];
    const isolation = await worksite.isolation();
    const started = await say(StartTestRun.of({ testRunId, node: worksite.node, isolation: isolation.sentence, standIns }));
    if ('refused' in started) return false; // another bench has it, or it was cancelled
    this.attempt = started.position;

    const input = await inputFilesOf(composition, worksite, this.deps.settings.filesATest);
    if (input.files.length === 0) {
      const where = input.missing
        .map(({ storage, run }) => `${storage}/${run}`)
        .slice(0, 5)
        .join(', ');
      await this.fail(`No input files were found: ${where} ${input.missing.length === 1 ? 'is' : 'are'} not in the storage.`, null);
      return true;
    }
    const runDir = runDirOf(worksite, testRunId);
    await rm(runDir, { recursive: true, force: true });
    const derivedOutput = plannedOutput(
      composition,
      input.files.map(({ parent }) => parent),
    );
    const reporting = setInterval(() => void this.report(), this.deps.settings.reportEveryMs);
    try {
      const { wallSeconds, memoryMb, outputMb } = this.deps.settings;
      const result = await runTrainProcesses({
        isolation,
        driver: worksite.driverOf(runner),
        workflows,
        configuration: JSON.parse(composition.configuration) as Record<string, unknown>, // written by our own composing
        inputFiles: input.files.map(({ path }) => path),
        conditionsDir: worksite.conditionsDir(),
        storeTables: tablesToStore(composition),
        ...(derivedOutput === undefined ? {} : { derivedOutput }),
        runDir,
        hide: worksite.hidden,
        limits: { wallSeconds, memoryMb, outputMb, processes: workflows.length + 8 },
        signal: this.cancel.signal,
        onSamples: (samples) => this.samples.push(...samples),
        onProgress: ({ share }) => (this.share = Math.max(this.share, share)),
        onLines: (lines) => this.lines.push(...lines.map(({ text }) => text.slice(0, 2000))),
      });
      clearInterval(reporting);
      await this.report();
      await insist(() => this.conclude(result, runDir), this.deps.onFault, this.cancel.signal);
    } finally {
      clearInterval(reporting);
      await rm(runDir, { recursive: true, force: true });
    }
    return true;
  }

  private async report(): Promise<void> {
    try {
      await this.sayReport();
    } catch (fault) {
      // A report that was lost costs a piece of the chart, not the test.
      this.deps.onFault(fault, `A report of test ${this.test.testRunId} was lost.`);
    }
  }

  private async sayReport(): Promise<void> {
    const samples = this.samples.splice(0, MOST_SAMPLES);
    const lines = this.lines.splice(0, MOST_LINES);
    if (samples.length === 0 && lines.length === 0) return;
    this.reports += 1;
    const { testRunId } = this.test;
    const report = ReportTestRun.of({ testRunId, share: Math.min(1, this.share), samples, lines });
    const said = await this.deps.say(report, { commandId: `report:${testRunId}:${this.attempt}:${this.reports}` });
    if ('refused' in said) this.stop(); // cancelled, or another bench has it by now
  }

  private async conclude(result: TrainRunResult, runDir: string): Promise<void> {
    if (this.cancel.signal.aborted) return;
    const files: KeptFile[] = [];
    for (const name of result.files.slice(0, MOST_FILES)) {
      const blob = await keepFile(this.deps.blobs, join(runDir, name));
      if (blob !== undefined) files.push({ name, blob });
    }
    if (result.succeeded) await this.deps.say(CompleteTestRun.of({ testRunId: this.test.testRunId, figures: result.figures, files }));
    else await this.fail(reasonOf(result), result, files);
  }

  private async fail(reason: string, result: TrainRunResult | null, files: KeptFile[] = []): Promise<void> {
    const { testRunId } = this.test;
    await this.deps.say(
      FailTestRun.of({
        testRunId,
        reason: reason.slice(0, 1000),
        firstError: result?.firstError?.slice(0, 4000) ?? null,
        figures: result?.figures ?? null,
        files,
      }),
    );
  }
}

export const runDirOf = (worksite: Worksite, testRunId: string): string => join(worksite.workDir, `test-${testRunId}`);

/** Why it did not end well, as a sentence. */
export const reasonOf = ({
  reason,
  detail,
  exitCode,
  signal,
}: Pick<TrainRunResult, 'reason' | 'detail' | 'exitCode' | 'signal'>): string => {
  if (reason !== 'ended') return `It was ended: ${detail ?? reason}.`;
  if (signal !== null) return `It was ended by signal ${signal}.`;
  return exitCode === 0 ? 'It ended, but wrote no histograms.' : `It ended with status ${String(exitCode)}.`;
};
