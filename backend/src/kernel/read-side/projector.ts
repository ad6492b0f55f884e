import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { comparePositions, START } from '@hyperloop/contracts/kernel';
import type { EngineStatus, Published } from '@hyperloop/projections/engine';
import { Subject, type Observable } from 'rxjs';
import { builtUrl } from '../built-url.js';
import type { EventLogOptions } from '../event-log/open-event-log.js';
import type { FromProjector, ProjectorStart, ToProjector } from './wire.js';

export const readStoreFile = (dataDir: string): string => join(dataDir, 'read.sqlite');

/** A thread that ran this long before it fell is restarted at once; one that falls again and again is given time. */
const STEADY_MS = 60_000;
const SLOWEST_RESTART_MS = 30_000;

export type ProjectorStatus = EngineStatus & {
  /** Where the log ends, as last seen by the projecting thread. */
  head: string;
  /** Positions between the two; events, on a log that numbers them one by one. */
  lag: number;
  running: boolean;
  restarts: number;
  /** Why the thread fell last. */
  failure?: string;
};

type Copying = { resolve(copied: { position: string }): void; reject(error: Error): void };
type Waiter = { position: string; done: (reached: boolean) => void };

/** Keeps the projecting thread alive and says how far it is. The log must have been opened for writing before `start`. */
export class Projector {
  readonly #changes = new Subject<Published>();
  readonly #reopened = new Subject<void>();
  readonly #start: ProjectorStart;
  readonly #waiters = new Set<Waiter>();
  #worker: Worker | undefined;
  #status: EngineStatus = { position: START, caughtUp: false, parked: [], unknown: {}, building: [] };
  #head = START;
  #position = START;
  #stopping = false;
  #restarts = 0;
  #inARow = 0;
  #failure: string | undefined;
  #restart: NodeJS.Timeout | undefined;
  #copy: Copying | undefined;

  constructor({ log, model = builtUrl(import.meta.url, './model.js').href }: { log: EventLogOptions; model?: string }) {
    this.#start = { log, store: readStoreFile(log.dataDir), model };
  }

  /** Resolves when the read store can be opened for reading; catching up goes on after that. */
  start(): Promise<void> {
    return new Promise((resolve, reject) => this.#spawn(resolve, reject));
  }

  /** What was committed, in order. */
  get changes(): Observable<Published> {
    return this.#changes;
  }

  /** The thread fell and came back: whoever follows changes has to look at everything anew. */
  get reopened(): Observable<void> {
    return this.#reopened;
  }

  get store(): string {
    return this.#start.store;
  }

  position(): string {
    return this.#position;
  }

  status(): ProjectorStatus {
    const head = comparePositions(this.#head, this.#position) < 0 ? this.#position : this.#head;
    return {
      ...this.#status,
      position: this.#position,
      head,
      lag: Number(BigInt(head) - BigInt(this.#position)),
      running: this.#worker !== undefined,
      restarts: this.#restarts,
      ...(this.#failure === undefined ? {} : { failure: this.#failure }),
    };
  }

  /** True as soon as the views show this position; false when that did not happen in time. */
  waitFor(position: string, ms: number): Promise<boolean> {
    if (comparePositions(this.#position, position) >= 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const waiter: Waiter = { position, done: (reached) => settle(reached) };
      const timer = setTimeout(() => settle(false), ms);
      const settle = (reached: boolean): void => {
        clearTimeout(timer);
        this.#waiters.delete(waiter);
        resolve(reached);
      };
      this.#waiters.add(waiter);
    });
  }

  /** Folds views anew beside the served ones, for instance after a fault in a projection was mended. */
  rebuild(views?: readonly string[]): void {
    this.#tell(views === undefined ? { kind: 'rebuild' } : { kind: 'rebuild', views });
  }

  /** Copies the read store into a new file while it is folded; one copy at a time. */
  copyTo(file: string): Promise<{ position: string }> {
    if (this.#worker === undefined) return Promise.reject(new Error('the views are not being folded now'));
    if (this.#copy !== undefined) return Promise.reject(new Error('the views are being copied already'));
    return new Promise((resolve, reject) => {
      this.#copy = { resolve, reject };
      this.#tell({ kind: 'copy', file });
    });
  }

  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#restart);
    for (const waiter of [...this.#waiters]) waiter.done(false);
    const worker = this.#worker;
    if (worker === undefined) return;
    const gone = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
    this.#tell({ kind: 'stop' });
    const impatient = setTimeout(() => void worker.terminate(), 5_000);
    await gone;
    clearTimeout(impatient);
    this.#changes.complete();
    this.#reopened.complete();
  }

  #tell(message: ToProjector): void {
    this.#worker?.postMessage(message);
  }

  #spawn(opened?: () => void, failed?: (error: Error) => void): void {
    const worker = new Worker(builtUrl(import.meta.url, './projector.worker.js'), { workerData: this.#start, name: 'projector' });
    const since = Date.now();
    let reason: string | undefined;
    let isOpen = false;
    this.#worker = worker;
    worker.on('message', (message: FromProjector) => {
      if (message.kind === 'opened') {
        isOpen = true;
        this.#advance(message.position);
        opened?.();
        // Between its last commit and its fall the thread may have been unable to say what changed.
        if (this.#restarts > 0) this.#reopened.next();
      } else this.#hear(message);
    });
    worker.on('error', (error) => (reason = error instanceof Error ? (error.stack ?? error.message) : String(error)));
    worker.on('exit', (code) => {
      this.#worker = undefined;
      this.#copied((copy) => copy.reject(new Error('the projecting thread ended')));
      if (this.#stopping) return;
      this.#failure = reason ?? `the projecting thread ended with code ${code}`;
      if (!isOpen && failed !== undefined) {
        failed(new Error(this.#failure));
        return;
      }
      this.#inARow = Date.now() - since > STEADY_MS ? 0 : this.#inARow + 1;
      this.#restarts += 1;
      const wait = Math.min(SLOWEST_RESTART_MS, 100 * 2 ** this.#inARow);
      this.#restart = setTimeout(() => this.#spawn(), wait);
    });
  }

  #hear(message: Exclude<FromProjector, { kind: 'opened' }>): void {
    if (message.kind === 'status') {
      this.#status = message.status;
      this.#head = message.head;
      this.#advance(message.status.position);
    } else if (message.kind === 'published') {
      this.#advance(message.change.position);
      this.#changes.next(message.change);
    } else if (message.kind === 'copied') this.#copied((copy) => copy.resolve({ position: message.position }));
    else if (message.kind === 'notCopied') this.#copied((copy) => copy.reject(new Error(message.reason)));
  }

  #copied(end: (copy: Copying) => void): void {
    const copy = this.#copy;
    this.#copy = undefined;
    if (copy !== undefined) end(copy);
  }

  #advance(position: string): void {
    this.#position = position;
    for (const waiter of [...this.#waiters]) if (comparePositions(position, waiter.position) >= 0) waiter.done(true);
  }
}
