import { sampleProcess, type ProcessFigures } from './process-sample.js';

export interface Sample {
  /** Milliseconds since 1970, as O2 stamps its metrics. */
  at: number;
  processes: readonly ProcessFigures[];
}

export interface SamplingCost {
  samples: number;
  /** Processor time spent looking, which the tested processes did not get. */
  seconds: number;
  /** The interval after backing off. */
  intervalMs: number;
}

const shortestMs = 500;
const longestMs = 10_000;
/** Reading the memory of a large process takes tens of milliseconds: looking may cost at most two percent of the time. */
const shareOfTime = 0.02;

export const nextInterval = (costMs: number): number => Math.min(longestMs, Math.max(shortestMs, costMs / shareOfTime));

/** Looks at the processes of a run at regular times, less often the dearer it gets. */
export class Sampler {
  readonly cost: SamplingCost = { samples: 0, seconds: 0, intervalMs: shortestMs };
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(
    private readonly options: {
      pids: () => Promise<readonly number[]>;
      deviceOf: (argv: readonly string[]) => string | null;
      onSample: (sample: Sample) => void;
    },
  ) {}

  start(): void {
    this.timer = setTimeout(() => void this.turn(), 100);
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
  }

  private async turn(): Promise<void> {
    const pids = await this.options.pids();
    if (this.stopped) return;
    const cpuBefore = process.cpuUsage();
    const processes = pids.map((pid) => sampleProcess(pid, this.options.deviceOf)).filter((figures) => figures !== null);
    const { user, system } = process.cpuUsage(cpuBefore);
    this.cost.samples += 1;
    this.cost.seconds += (user + system) / 1e6;
    this.cost.intervalMs = nextInterval((user + system) / 1000);
    if (processes.length > 0) this.options.onSample({ at: Date.now(), processes });
    // Until the first process of a device appears, look again soon: a short run should still be seen from its start.
    if (!this.stopped) this.timer = setTimeout(() => void this.turn(), processes.length === 0 ? 100 : this.cost.intervalMs);
  }
}
