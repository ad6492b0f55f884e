import type { StepAnswer, StepDirection, ViewQuery } from '@hyperloop/contracts/kernel';
import { AskedThread } from '../asked-thread.js';
import { builtUrl } from '../../built-url.js';
import type { TextPage } from '../query.js';
import type { Moment } from './moment.js';
import type { PastQuestion, PastStart } from './wire.js';

export { PastUnavailable } from '../asked-thread.js';

/**
 * Views at moments of the past, answered by a thread of its own: folding the events between a boundary and the moment
 * never holds up the present. The thread starts with the first question.
 */
export class Pasts {
  readonly #thread: AskedThread<PastQuestion>;

  constructor({
    model = builtUrl(import.meta.url, '../model.js').href,
    ...rest
  }: Omit<PastStart, 'model'> & { model?: string | undefined }) {
    const workerData: PastStart = { ...rest, model };
    this.#thread = new AskedThread({ program: builtUrl(import.meta.url, './past.worker.js'), name: 'past', workerData, what: 'the past' });
  }

  page(view: string, query: ViewQuery, moment: Moment): Promise<TextPage> {
    return this.#thread.ask({ kind: 'page', view, query, moment }) as Promise<TextPage>; // the thread answers a page with a page
  }

  step(view: string, query: ViewQuery, moment: Moment, direction: StepDirection): Promise<StepAnswer> {
    return this.#thread.ask({ kind: 'step', view, query, moment, direction }) as Promise<StepAnswer>; // and a step with a step
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }
}
