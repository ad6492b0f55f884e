import { Worker } from 'node:worker_threads';
import { builtUrl } from '../built-url.js';
import type { EventLogOptions } from '../event-log/open-event-log.js';
import type { Answer, Asked, FromReplayer, ReplayStart, ToReplayer } from './wire.js';

/** Memory of the thread: a few large runs, and never the whole process. */
const THREAD_MEGABYTES = 512;

type Waiting = { done: (answer: Answer) => void; failed: (error: Error) => void };

/** The thread that folds runs. Started by the first question, replaced when it falls; it writes nothing anywhere. */
export class Replayer {
  readonly #start: ReplayStart;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | undefined;
  #asked = 0;

  constructor(log: EventLogOptions, { model, kind }: { model: string; kind: string }) {
    this.#start = { log, model, kind };
  }

  ask(asked: Asked): Promise<Answer> {
    const number = (this.#asked += 1);
    return new Promise((done, failed) => {
      this.#waiting.set(number, { done, failed });
      const message: ToReplayer = { ...asked, number };
      this.#running().postMessage(message);
    });
  }

  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #running(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const worker = new Worker(builtUrl(import.meta.url, './replay.worker.js'), {
      workerData: this.#start,
      name: 'replayer',
      resourceLimits: { maxOldGenerationSizeMb: THREAD_MEGABYTES },
    });
    this.#worker = worker;
    // An idle replayer keeps no process alive.
    worker.unref();
    let reason: Error | undefined;
    worker.on('message', ({ number, ...said }: FromReplayer) => {
      const waiting = this.#waiting.get(number);
      this.#waiting.delete(number);
      if (said.is === 'broken') waiting?.failed(new Error(said.reason));
      else waiting?.done(said);
    });
    worker.on('error', (error) => (reason = error instanceof Error ? error : new Error(String(error))));
    worker.on('exit', (code) => {
      this.#worker = undefined;
      for (const { failed } of this.#waiting.values()) failed(reason ?? new Error(`the replaying thread ended with code ${code}`));
      this.#waiting.clear();
    });
    return worker;
  }
}
