import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { EventLog } from './event-log/event-log.js';

/** What `/metrics` shows. Others make their own gauges on `registry`. */
export class Metrics {
  readonly registry = new Registry();
  readonly append = new Histogram({
    name: 'hyperloop_append_seconds',
    help: 'Time of an append to the log',
    registers: [this.registry],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  });
  readonly unknownOutcomes = new Counter({
    name: 'hyperloop_append_unknown_total',
    help: 'Appends whose outcome had to be asked for again',
    registers: [this.registry],
  });
  readonly commands = new Counter({
    name: 'hyperloop_commands_total',
    help: 'Commands by outcome',
    labelNames: ['command', 'outcome'],
    registers: [this.registry],
  });
  readonly commandSeconds = new Histogram({
    name: 'hyperloop_command_seconds',
    help: 'Time from command to answer',
    registers: [this.registry],
    buckets: [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
  });
  readonly reactionFailures = new Counter({
    name: 'hyperloop_reaction_failures_total',
    help: 'Failed attempts of reactions',
    labelNames: ['reaction'],
    registers: [this.registry],
  });

  constructor() {
    // Event-loop delay, memory, garbage collection.
    collectDefaultMetrics({ register: this.registry });
  }

  /** A figure that is read when somebody asks for it. */
  gauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect() {
        this.set(read());
      },
    });
  }
}

/** The same log, with its appends timed. */
export const timedLog = (log: EventLog, { append: seconds, unknownOutcomes }: Metrics): EventLog => ({
  append: async (...asked) => {
    const end = seconds.startTimer();
    try {
      return await log.append(...asked);
    } catch (error) {
      if ((error as Error).name === 'AppendUnknown') unknownOutcomes.inc();
      throw error;
    } finally {
      end();
    }
  },
  readStream: (...asked) => log.readStream(...asked),
  readAll: (...asked) => log.readAll(...asked),
  subscribe: (...asked) => log.subscribe(...asked),
  head: () => log.head(),
  hashAt: (position) => log.hashAt(position),
  writable: () => log.writable(),
  ...(log.copyTo === undefined ? {} : { copyTo: log.copyTo.bind(log) }),
  close: () => log.close(),
});
