import type { EventLog } from '../event-log/event-log.js';
import type { HealthAnswer, HealthCheck } from '../health.js';
import { newestBackup } from './backup-folder.js';
import { takeInThread, type Taken } from './copying.js';

type Parts = {
  dataDir: string;
  /** The folder of backups. */
  root: string;
  everySeconds: number;
  log: Pick<EventLog, 'copyTo' | 'head'>;
  warn: (message: string, fault: unknown) => void;
  now?: () => number;
  take?: (stop: AbortSignal) => Promise<Taken>;
};

/** A log that did not grow is backed up again after so long all the same: names of people change without it. */
const UNCHANGED_LASTS_MS = 3_600_000;

const minutes = (ms: number): string => (ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`);

/** Takes a backup every so often while the server runs, and says how old the last one is. */
export class ScheduledBackups {
  readonly #stop = new AbortController();
  readonly #now: () => number;
  /** When the newest backup held everything, as far as is known. */
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
    const newest = await newestBackup(this.parts.root).catch(() => undefined);
    this.#currentAt = this.#madeAt = newest?.made;
    const due = newest === undefined ? 0 : newest.made + this.parts.everySeconds * 1000 - this.#now();
    this.#wait(Math.max(0, due));
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
    return { name: 'backup', check: () => this.#answer() };
  }

  #answer(): HealthAnswer {
    const age = this.#currentAt === undefined ? undefined : this.#now() - this.#currentAt;
    const failed = this.#failure === undefined ? '' : ` The last attempt failed: ${this.#failure}.`;
    const words = age === undefined ? 'There is no backup yet.' : `The last backup is ${minutes(age)} old.`;
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
    const { dataDir, root, log, warn, take } = this.parts;
    const begun = this.#now();
    try {
      const { position } = await log.head();
      if (position !== this.#madeOf || begun - (this.#madeAt ?? 0) > UNCHANGED_LASTS_MS) {
        const stop = this.#stop.signal;
        const { damagedBlobs } = await (take?.(stop) ?? takeInThread({ dataDir, root }, log, stop));
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
      warn(`the backup into ${root} failed`, fault);
    }
  }
}
