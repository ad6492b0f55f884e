import { Worker } from 'node:worker_threads';
import type { StepAnswer, StepDirection, ViewQuery } from '@hyperloop/contracts/kernel';
import { builtUrl } from '../../built-url.js';
import { BadQuery, UnknownView } from '../bad-query.js';
import type { TextPage } from '../query.js';
import type { Moment } from './moment.js';
import { NotFoldedYet } from './not-yet.js';
import type { FromPast, PastFault, PastQuestion, PastStart, ToPast } from './wire.js';

/** The thread fell while it was asked; the next question starts it again. */
export class PastUnavailable extends Error {
  override readonly name = 'PastUnavailable';
}

type Waiting = { resolve: (answer: TextPage | StepAnswer) => void; reject: (error: Error) => void };

const errorOf = (fault: PastFault): Error => {
  if (fault.kind === 'badQuery') return new BadQuery(fault.path, fault.message);
  if (fault.kind === 'unknownView') return new UnknownView(fault.view);
  return fault.kind === 'notFoldedYet' ? new NotFoldedYet(fault.message) : new Error(fault.message);
};

/**
 * Views at moments of the past, answered by a thread of its own: folding the events between a boundary and the moment
 * never holds up the present. The thread starts with the first question.
 */
export class Pasts {
  readonly #start: PastStart;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #worker: Worker | undefined;
  #stopped = false;

  constructor({
    model = builtUrl(import.meta.url, '../model.js').href,
    ...rest
  }: Omit<PastStart, 'model'> & { model?: string | undefined }) {
    this.#start = { ...rest, model };
  }

  page(view: string, query: ViewQuery, moment: Moment): Promise<TextPage> {
    return this.#ask({ kind: 'page', view, query, moment }) as Promise<TextPage>; // the thread answers a page with a page
  }

  step(view: string, query: ViewQuery, moment: Moment, direction: StepDirection): Promise<StepAnswer> {
    return this.#ask({ kind: 'step', view, query, moment, direction }) as Promise<StepAnswer>; // and a step with a step
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#worker?.terminate();
  }

  #ask(question: PastQuestion): Promise<TextPage | StepAnswer> {
    if (this.#stopped) return Promise.reject(new PastUnavailable('the server is stopping'));
    this.#worker ??= this.#spawn();
    const id = (this.#asked += 1);
    const answer = new Promise<TextPage | StepAnswer>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#worker.postMessage({ id, question } satisfies ToPast);
    return answer;
  }

  #spawn(): Worker {
    const worker = new Worker(builtUrl(import.meta.url, './past.worker.js'), { workerData: this.#start, name: 'past' });
    let reason = 'it ended';
    worker.on('message', (message: FromPast) => {
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
      for (const { reject } of left) reject(new PastUnavailable(`the past could not be read (${reason}): ask again`));
    });
    return worker;
  }
}
