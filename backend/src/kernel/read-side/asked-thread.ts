import { Worker } from 'node:worker_threads';
import { BadQuery, UnknownView } from './bad-query.js';
import { NotFoldedYet } from './past/not-yet.js';

/** The thread fell while it was asked; the next question starts it again. */
export class PastUnavailable extends Error {
  override readonly name = 'PastUnavailable';
}

/** Errors do not cross threads as what they are: what tells them apart does. */
export type Fault =
  | { kind: 'badQuery'; path: string; message: string }
  | { kind: 'unknownView'; view: string }
  | { kind: 'notFoldedYet'; message: string }
  | { kind: 'failed'; message: string };

/** Main → thread, and back, told apart by number. */
export type ToThread<Question> = { id: number; question: Question };
export type FromThread = { id: number } & ({ answer: unknown } | { fault: Fault });

const errorOf = (fault: Fault): Error => {
  if (fault.kind === 'badQuery') return new BadQuery(fault.path, fault.message);
  if (fault.kind === 'unknownView') return new UnknownView(fault.view);
  return fault.kind === 'notFoldedYet' ? new NotFoldedYet(fault.message) : new Error(fault.message);
};

type Waiting = { resolve: (answer: unknown) => void; reject: (error: Error) => void };

/** A thread that answers questions about the read store, so that none holds up the present. It starts with the first one. */
export class AskedThread<Question> {
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #worker: Worker | undefined;
  #stopped = false;

  constructor(private readonly start: { program: URL; name: string; workerData: unknown; /** What could not be read. */ what: string }) {}

  /** The thread answers each question with its answer; only the caller knows of what type that is. */
  ask(question: Question): Promise<unknown> {
    if (this.#stopped) return Promise.reject(new PastUnavailable('the server is stopping'));
    this.#worker ??= this.#spawn();
    const id = (this.#asked += 1);
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, question } satisfies ToThread<Question>);
    return answer;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  #spawn(): Worker {
    const { program, name, workerData, what } = this.start;
    const worker = new Worker(program, { workerData, name });
    let reason = 'it ended';
    worker.on('message', (message: FromThread) => {
      const waiting = this.#waiting.get(message.id);
      this.#waiting.delete(message.id);
      if ('fault' in message) waiting?.reject(errorOf(message.fault));
      else waiting?.resolve(message.answer);
    });
    worker.on('error', (error) => (reason = error instanceof Error ? error.message : String(error)));
    worker.on('exit', () => {
      this.#worker = undefined;
      const left = [...this.#waiting.values()];
      this.#waiting.clear();
      for (const { reject } of left) reject(new PastUnavailable(`${what} could not be read (${reason}): ask again`));
    });
    return worker;
  }
}
