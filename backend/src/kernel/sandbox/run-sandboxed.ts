import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable } from 'node:stream';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RunCgroup } from './cgroups.js';
import { enteringCgroups, sandboxArgv } from './command-line.js';
import { folderBytes } from './folder-bytes.js';
import { handOver, type Isolation, type IsolationMode } from './isolation.js';
import { KeptOutput, LineTail, type OutputLine } from './output-log.js';
import { markerVariable, processesOf, readArgv, readStat } from './processes.js';
import { endProcesses, removeRunRecord, writeRunRecord } from './run-record.js';
import { isolationFor } from './reach.js';
import { Sampler, type Sample, type SamplingCost } from './sampler.js';

export interface SandboxLimits {
  wallSeconds: number;
  memoryMb: number;
  /** Everything written, logs included. */
  outputMb: number;
  processes: number;
}
export interface SandboxOptions {
  isolation: Isolation;
  argv: readonly string[];
  /** Ours: logs and run.json. The work cannot reach it. */
  runDir: string;
  /** Theirs: the only place the work can write to, its current directory. */
  workDir: string;
  /** Files and folders that the work must be able to read. */
  readOnly: readonly string[];
  hide?: readonly string[];
  env?: Readonly<Record<string, string>>;
  limits: SandboxLimits;
  deviceOf: (argv: readonly string[]) => string | null;
  onSample?: (sample: Sample) => void;
  onLines?: (lines: readonly OutputLine[]) => void;
  signal?: AbortSignal;
}
export type EndReason = 'ended' | 'wall-limit' | 'memory-limit' | 'output-limit' | 'killed';
export interface SandboxResult {
  exitCode: number | null;
  signal: string | null;
  reason: EndReason;
  /** Why, in words, where the reason is not `ended`. */
  detail: string | null;
  startedAt: Date;
  usage: { wallSeconds: number; cpuSeconds: number | null; peakMemoryBytes: number | null; logBytes: number; outputBytes: number };
  isolation: { mode: IsolationMode; sentence: string };
  samplingCost: SamplingCost;
}

const megabyte = 1024 * 1024;
const graceMs = 1000;
const keptLogBytes = 64 * megabyte;
/** A Node process has about a dozen threads, and the kernel counts threads. */
const tasksPerProcess = 16;
const wrappers = new Set(['sh', 'prlimit', 'timeout', 'setpriv', 'bwrap']);

/** One run: starts the command, watches its limits, ends the whole tree, and tells how it went. */
class SandboxRun {
  private readonly marker = randomUUID();
  private readonly startedAt = new Date();
  private readonly began = performance.now();
  private readonly tail: LineTail;
  private readonly sampler: Sampler;
  private cgroup: RunCgroup | null = null;
  private child: ChildProcessByStdio<null, Readable, Readable> | undefined;
  private exited: Promise<[exitCode: number | null, signal: string | null]> = Promise.resolve([null, null]);
  private outputs: KeptOutput[] = [];
  private verdict: { reason: EndReason; detail: string } | undefined;
  private ending: Promise<void> | undefined;
  private sampledPeak = 0;
  private outputBytes = 0;
  private readonly options: SandboxOptions;

  constructor(options: SandboxOptions) {
    this.options = { ...options, isolation: isolationFor(options.isolation, options.readOnly) };
    this.tail = new LineTail((lines) => options.onLines?.(lines));
    this.sampler = new Sampler({ pids: () => this.pids(), deviceOf: options.deviceOf, onSample: (sample) => this.onSample(sample) });
  }

  async run(): Promise<SandboxResult> {
    await this.start();
    const wall = setTimeout(
      () => this.end('wall-limit', `it ran longer than ${String(this.options.limits.wallSeconds)} s`),
      this.options.limits.wallSeconds * 1000,
    );
    const folders = setInterval(() => void this.checkOutput(), 1000);
    const abort = (): void => this.end('killed', 'it was ended on request');
    this.options.signal?.addEventListener('abort', abort, { once: true });
    if (this.options.signal?.aborted) abort();
    this.sampler.start();
    const [exitCode, signal] = await this.exited;
    const wallSeconds = (performance.now() - this.began) / 1000;
    this.sampler.stop();
    clearTimeout(wall);
    clearInterval(folders);
    this.options.signal?.removeEventListener('abort', abort);
    return this.conclude({ exitCode, signal, wallSeconds });
  }

  private async start(): Promise<void> {
    const { options } = this;
    const { isolation, limits } = options;
    await mkdir(options.runDir, { recursive: true });
    await mkdir(options.workDir, { recursive: true });
    if (isolation.dropsRoot) await handOver(options.workDir);
    const name = `hyperloop-${this.marker}`;
    if (isolation.cgroups)
      this.cgroup = await RunCgroup.create(isolation.cgroups, name, {
        memoryBytes: limits.memoryMb * megabyte,
        tasks: limits.processes * tasksPerProcess,
      });
    const env = { ...options.env, [markerVariable]: this.marker };
    const inner = sandboxArgv(isolation, {
      ...options,
      env,
      hide: options.hide ?? [],
      wallSeconds: limits.wallSeconds,
      fileBytes: limits.outputMb * megabyte,
    });
    const [file = '', ...args] = enteringCgroups(this.cgroup?.dirs ?? [], inner);
    // Before and after: whoever restarts between the two still finds the processes by their marker.
    await this.record(name, -1);
    const child = spawn(file, args, {
      cwd: isolation.mode === 'prlimit' ? options.workDir : '/',
      env: { PATH: '/usr/bin:/bin', ...env },
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.child = child;
    if (child.pid === undefined) await once(child, 'spawn'); // rejects with the reason
    this.exited = once(child, 'exit') as Promise<[number | null, string | null]>;
    await this.record(name, child.pid ?? -1);
    const keep = (from: OutputLine['from']): KeptOutput =>
      new KeptOutput(child[from], {
        path: join(options.runDir, `${from}.log`),
        from,
        capBytes: keptLogBytes,
        tail: this.tail,
        onBytes: () => this.checkTotal(),
      });
    this.outputs = [keep('stdout'), keep('stderr')];
  }

  private record(name: string, pid: number): Promise<void> {
    const { isolation, argv, runDir } = this.options;
    return writeRunRecord(runDir, {
      pid,
      startTime: readStat(pid)?.startTime ?? 0,
      marker: this.marker,
      argv,
      startedAt: this.startedAt.toISOString(),
      cgroup: isolation.cgroups ? { layout: isolation.cgroups, name } : null,
    });
  }

  private get logBytes(): number {
    return this.outputs.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  private async pids(): Promise<number[]> {
    if (this.cgroup) return this.cgroup.pids();
    return processesOf({ pid: this.child?.pid ?? -1, marker: this.marker }, { strays: false }).map(({ pid }) => pid);
  }

  private onSample(sample: Sample): void {
    const { memoryMb, processes } = this.options.limits;
    const pss = sample.processes.reduce((sum, { pssKb }) => sum + pssKb * 1024, 0);
    this.sampledPeak = Math.max(this.sampledPeak, pss);
    this.options.onSample?.(sample);
    // With a cgroup the kernel keeps both limits; without, this is all there is.
    if (this.cgroup) return;
    if (pss > memoryMb * megabyte)
      this.end('memory-limit', `it used ${String(Math.round(pss / megabyte))} MB, allowed are ${String(memoryMb)} MB`);
    if (sample.processes.length > processes)
      this.end('killed', `it started ${String(sample.processes.length)} processes, allowed are ${String(processes)}`);
  }

  private async checkOutput(): Promise<void> {
    this.outputBytes = await folderBytes(this.options.workDir);
    this.checkTotal();
  }

  private checkTotal(): void {
    const { outputMb } = this.options.limits;
    if (this.outputBytes + this.logBytes > outputMb * megabyte) this.end('output-limit', `it wrote more than ${String(outputMb)} MB`);
  }

  /** The first reason stands. The programs themselves get a moment to say goodbye, then all are ended. */
  private end(reason: EndReason, detail: string): void {
    if (this.verdict) return;
    this.verdict = { reason, detail };
    this.ending = this.endGently();
  }

  private async endGently(): Promise<void> {
    for (const pid of await this.pids()) {
      const name = readArgv(pid)[0]?.split('/').at(-1) ?? '';
      if (wrappers.has(name)) continue; // ending a wrapper would end what it wraps at once
      try {
        process.kill(pid, 'SIGTERM');
      } catch {
        // It ended in the meantime.
      }
    }
    await Promise.race([new Promise((resolve) => setTimeout(resolve, graceMs)), this.exited]);
    await this.endAll();
  }

  private endAll(): Promise<number> {
    return endProcesses({ pid: this.child?.pid ?? -1, marker: this.marker }, this.cgroup);
  }

  private async usage(wallSeconds: number): Promise<SandboxResult['usage']> {
    const cpuSeconds = (await this.cgroup?.cpuSeconds()) ?? null;
    const peakMemoryBytes = (await this.cgroup?.peakBytes()) ?? (this.sampledPeak || null);
    return { wallSeconds, cpuSeconds, peakMemoryBytes, logBytes: this.logBytes, outputBytes: this.outputBytes };
  }

  private async conclude(end: { exitCode: number | null; signal: string | null; wallSeconds: number }): Promise<SandboxResult> {
    await this.ending;
    await this.endAll(); // a child that outlives its parent still holds our pipes
    await Promise.all(this.outputs.map(({ done }) => done));
    this.tail.flush();
    this.outputBytes = await folderBytes(this.options.workDir);
    const usage = await this.usage(end.wallSeconds);
    const oomKills = (await this.cgroup?.oomKills()) ?? 0;
    if (oomKills > 0)
      this.verdict ??= {
        reason: 'memory-limit',
        detail: `the kernel ended ${String(oomKills)} process${oomKills === 1 ? '' : 'es'} at the limit of ${String(this.options.limits.memoryMb)} MB`,
      };
    await this.cgroup?.remove();
    await removeRunRecord(this.options.runDir);
    const { mode, sentence } = this.options.isolation;
    return {
      exitCode: end.exitCode,
      signal: end.signal,
      reason: this.verdict?.reason ?? 'ended',
      detail: this.verdict?.detail ?? null,
      startedAt: this.startedAt,
      usage,
      isolation: { mode, sentence },
      samplingCost: this.sampler.cost,
    };
  }
}

/** Runs a command with the isolation that this machine offers. Refusals of the machine are thrown; all else is a result. */
export const runSandboxed = (options: SandboxOptions): Promise<SandboxResult> => new SandboxRun(options).run();
