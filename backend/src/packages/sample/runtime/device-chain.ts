import { spawn, type ChildProcess } from 'node:child_process';
import { appendFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import {
  configurationFile,
  deviceName,
  driverDevice,
  metricsFile,
  readerDevice,
  writerDevice,
  type TrainPlan,
} from '../../../kernel/sandbox/train-plan.js';
import type { DeviceReport } from './protocol.js';

export interface EndedDevice {
  device: string;
  wagon: string | null;
  pid: number;
  exitCode: number | null;
  signal: string | null;
}
interface DeviceSpec {
  device: string;
  wagon: string | null;
  argv: string[];
}
type Say = (level: string, text: string) => void;

const devicesOf = (plan: TrainPlan): DeviceSpec[] => {
  const edge = (device: string, role: string): DeviceSpec => ({ device, wagon: null, argv: ['--device', device, '--role', role] });
  const workflows = plan.workflows.map((planned, index) => ({
    device: deviceName(planned),
    wagon: planned.wagon,
    argv: [
      '--device',
      deviceName(planned),
      '--role',
      'workflow',
      '--index',
      String(index),
      '--workflow',
      planned.workflowName,
      '--configuration',
      `json://${configurationFile}`,
      ...(planned.suffix === '' ? [] : ['--workflow-suffix', planned.suffix]),
    ],
  }));
  return [edge(readerDevice, 'reader'), ...workflows, edge(writerDevice, 'writer')];
};

/** The pipe of executables: each device reads what the one before wrote; one that fails ends the whole chain. */
export class DeviceChain {
  private readonly children: ChildProcess[] = [];
  private readonly ended: EndedDevice[] = [];
  private readonly specs: readonly DeviceSpec[];
  private readonly logs: Promise<void>[] = [];
  private stopping = false;
  firstFault: string | undefined;
  readonly finished: Promise<readonly EndedDevice[]>;
  private finish: (ended: readonly EndedDevice[]) => void = () => undefined;

  constructor(
    plan: TrainPlan,
    private readonly say: Say,
  ) {
    this.specs = devicesOf(plan);
    this.finished = new Promise((resolve) => (this.finish = resolve));
  }

  /**
   * All are started in one turn: the driver then never reads from a pipe that it hands on. Its own ends are closed at
   * once, else a device whose successor died would wait for ever.
   */
  start(): void {
    let upstream: Readable | 'ignore' = 'ignore';
    const entry = fileURLToPath(new URL('./device.js', import.meta.url));
    for (const spec of this.specs) {
      const last = spec.device === writerDevice;
      const child: ChildProcess = spawn(process.execPath, [...process.execArgv, entry, ...spec.argv], {
        stdio: [upstream, last ? 'ignore' : 'pipe', 'pipe', 'ipc'],
      });
      if (upstream instanceof Readable) upstream.destroy();
      upstream = child.stdout ?? 'ignore';
      this.children.push(child);
      this.watch(spec, child);
    }
  }

  stop(signal: NodeJS.Signals): void {
    this.stopping = true;
    for (const child of this.children) if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  }

  private watch(spec: DeviceSpec, child: ChildProcess): void {
    const pid = child.pid ?? 0;
    this.say('INFO', `Starting ${spec.device} on pid ${String(pid)}`);
    if (child.stderr) this.logs.push(this.relay(`[${String(pid)}:${spec.device}]: `, child.stderr));
    child.on('message', (message) => this.record(spec.device, message as DeviceReport)); // only devices of this package speak here
    child.on('error', (error) => this.say('ERROR', `Cannot start ${spec.device}: ${error.message}`));
    child.once('close', (exitCode, signal) => void this.onEnd({ device: spec.device, wagon: spec.wagon, pid, exitCode, signal }));
  }

  /** Line by line, waiting for a slow reader: a device that spams the log slows down instead of filling memory. */
  private async relay(prefix: string, from: Readable): Promise<void> {
    for await (const line of createInterface({ input: from, crlfDelay: Infinity })) {
      const out = /^\[(INFO|WARN|DEBUG|STATE)\]/.test(line) ? process.stdout : process.stderr;
      if (!out.write(`${prefix}${line}\n`)) await new Promise((resolve) => out.once('drain', resolve));
    }
  }

  private record(device: string, { metric, value }: DeviceReport): void {
    appendFileSync(metricsFile, `${JSON.stringify({ t: Date.now(), device, metric, value })}\n`);
  }

  private async onEnd(device: EndedDevice): Promise<void> {
    this.ended.push(device);
    if (device.exitCode !== 0) this.onFault(device);
    if (this.ended.length < this.specs.length) return;
    await Promise.all(this.logs);
    const { userCPUTime, systemCPUTime } = process.resourceUsage();
    this.record(driverDevice, { metric: 'cpu-total-microseconds', value: userCPUTime + systemCPUTime });
    this.finish(this.specs.flatMap((spec) => this.ended.filter(({ device: name }) => name === spec.device)));
  }

  private onFault({ device, pid, exitCode, signal }: EndedDevice): void {
    // What we end ourselves is no fault of its own.
    if (this.stopping && signal === 'SIGTERM') return;
    const how = signal === null ? `exited with status ${String(exitCode)}` : `was ended by signal ${signal}`;
    this.say('ERROR', `Process ${device} (pid ${String(pid)}) ${how}`);
    if (this.firstFault !== undefined || this.stopping) return;
    this.firstFault = device;
    this.stop('SIGTERM');
  }
}
