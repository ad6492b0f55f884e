import { log, type Conditions } from './device-context.js';
import type { TaskConfiguration } from './task-configuration.js';

const megabyte = 1024 * 1024;

/** The group `sample.` of every sample workflow: ways to go wrong, for trying out the warnings of a test. */
export class Misbehaviour {
  private readonly held: Buffer[] = [];
  private readonly startedAt = performance.now();
  private leaked = 0;
  private events = 0;
  private burnt = 0;
  private readonly memoryMb: number;
  private readonly leakMbPerSecond: number;
  private readonly cpuSeconds: number;
  private readonly crashAtEvent: number;
  private readonly logLinesPerEvent: number;
  private readonly ccdbCallsPerEvent: number;
  readonly exitCode: number;

  constructor(
    config: TaskConfiguration,
    private readonly ccdb: Conditions,
  ) {
    this.memoryMb = config.number('sample.memoryMb');
    this.leakMbPerSecond = config.number('sample.leakMbPerSecond');
    this.cpuSeconds = config.number('sample.cpuSeconds');
    this.crashAtEvent = config.number('sample.crashAtEvent');
    this.logLinesPerEvent = config.number('sample.logLinesPerEvent');
    this.ccdbCallsPerEvent = config.number('sample.ccdbCallsPerEvent');
    this.exitCode = config.number('sample.exitCode');
    this.hold(this.memoryMb);
  }

  /** Written to, so that the pages are really there; piece by piece, so that a limit is met on the way. */
  private hold(megabytes: number): void {
    for (let left = megabytes; left >= 1; left -= 16) this.held.push(Buffer.alloc(Math.min(16, left) * megabyte, 1));
  }

  /** Called once per time frame with the number of its events and the share of the train that is behind. */
  frame(at: { run: number; events: number; share: number }): void {
    this.leak();
    this.burn(this.cpuSeconds * at.share);
    for (let i = 0; i < at.events; i += 1) this.event(at.run);
  }

  private event(run: number): void {
    this.events += 1;
    for (let i = 0; i < this.logLinesPerEvent; i += 1)
      log.info(`Event ${String(this.events)}: line ${String(i + 1)} of ${String(this.logLinesPerEvent)} that nobody reads`);
    for (let i = 0; i < this.ccdbCallsPerEvent; i += 1) this.ccdb.fetch('GLO/Calib/MeanVertex', run);
    if (this.events === this.crashAtEvent) this.crash();
  }

  private leak(): void {
    const due = Math.floor((this.leakMbPerSecond * (performance.now() - this.startedAt)) / 1000) - this.leaked;
    if (due < 1) return;
    this.leaked += due;
    this.hold(due);
  }

  private burn(untilSeconds: number): void {
    const start = performance.now();
    const seconds = untilSeconds - this.burnt;
    while ((performance.now() - start) / 1000 < seconds);
    this.burnt = Math.max(this.burnt, untilSeconds);
  }

  /** Dies as a broken pointer would: by the signal, with a stack trace in the log. */
  private crash(): void {
    log.error('*** Program crashed (Segmentation fault)');
    log.error('Backtrace by O2:');
    new Error().stack
      ?.split('\n')
      .slice(1)
      .forEach((line) => log.error(line.trim()));
    process.kill(process.pid, 'SIGSEGV');
    // The signal comes at once, but not within this turn: nothing more may be computed.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5000);
  }
}
