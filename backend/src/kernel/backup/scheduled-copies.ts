import type { EventLog } from '../event-log/event-log.js';
import type { HealthAnswer, HealthCheck } from '../health.js';
import type { Taken } from './copying.js';

type Parts = {
  what: 'backup' | 'snapshot';
  /** The folder they go to. */
  into: string;
  everySeconds: number;
  log: Pick<EventLog, 'head'>;
  /** When the newest one from before the start was made. */
  newest: () => Promise<number | undefined>;
  take: (stop: AbortSignal) => Promise<Taken>;
  warn: (message: string, fault: unknown) => void;
  now?: () => number;
};

/** A log that did not grow is backed up again after so long all the same: names of people change without it. */
const UNCHANGED_LASTS_MS = 3_600_000;

const minutes = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);

/** Takes a copy (a backup, a snapshot of the views) every so often while the server runs, and says how old the last is. */
export class ScheduledCopies {
  readonly #stop = new AbortController();
  readonly #now: () => number;
  /** When the newest held everything, as far as is known. */
  #currentAt: number | undefined;
  #madeAt: number | undefined;
  #madeOf: string | undefined;
  #failure: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #running = Promise.resolve();

  constructor(private readonly parts: Parts) {
    this.#now = parts.now ?? Date.now;
  }

  /** The first is taken at once, unless one from before the start is young enough. */
  async start(): Promise<void> {
    const newest = await this.parts.newest().catch(() => undefined);
    this.#currentAt = this.#madeAt = newest;
    const due = newest === undefined ? 0 : newest + this.parts.everySeconds * 1000 - this.#now();
    this.#wait(Math.max(0, due));
  }

  get what(): Parts['what'] {
    return this.parts.what;
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    clearTimeout(this.#timer);
    await this.#running;
  }

  /** NaN as long as there is none. */
  ageSeconds(): number {
    return this.#currentAt === undefined ? NaN : Math.max(0, (this.#now() - this.#currentAt) / 1000);
  }

  /** Always well, with a sentence: taking a node out of service for it would help nobody. Alarm on the metric. */
  get check(): HealthCheck {
    return { name: this.parts.what, check: () => this.#answer() };
  }

  #answer(): HealthAnswer {
    const age = this.#currentAt === undefined ? undefined : this.#now() - this.#currentAt;
    const failed = this.#failure === undefined ? '' : ` The last attempt failed: ${this.#failure}.`;
    const words = age === undefined ? `There is no ${this.parts.what} yet.` : `The last ${this.parts.what} is ${minutes(age)} old.`;
    return { ok: true, value: age === undefined ? 'none' : Math.round(age / 1000), sentence: `${words}${failed}` };
  }

  #wait(ms: number): void {
    if (this.#stop.signal.aborted) return;
    this.#timer = setTimeout(() => {
      this.#running = this.#round().finally(() => this.#wait(this.parts.everySeconds * 1000));
    }, ms);
    this.#timer.unref();
  }

  async #round(): Promise<void> {
    const { what, into, log, take, warn } = this.parts;
    const begun = this.#now();
    try {
      const { position } = await log.head();
      if (position !== this.#madeOf || begun - (this.#madeAt ?? 0) > UNCHANGED_LASTS_MS) {
        const { damagedBlobs } = await take(this.#stop.signal);
        this.#madeAt = begun;
        this.#madeOf = position;
        if (damagedBlobs.length > 0)
          warn(
            `${damagedBlobs.length} blobs are not in the backup, because they are damaged: ${damagedBlobs.slice(0, 5).join(', ')}`,
            undefined,
          );
      }
      this.#currentAt = begun;
      this.#failure = undefined;
    } catch (fault) {
      if (this.#stop.signal.aborted) return;
      this.#failure = (fault as Error).message;
      warn(`the ${what} into ${into} failed`, fault);
    }
  }
}
