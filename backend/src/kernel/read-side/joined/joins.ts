import { builtUrl } from '../../built-url.js';
import { AskedThread } from '../asked-thread.js';
import type { Moment } from '../past/moment.js';
import type { PastStart } from '../past/wire.js';

/** What the thread is started with: as that of the past, and the URL of the module that exports `questions`. */
export type JoinedStart = PastStart & { questions: string };
export type AskedJoined = { name: string; asked: unknown; moment?: Moment };

/** Questions that join views, answered by a thread of its own: a broad one does not hold up pages of single views. */
export class Joins {
  readonly #thread: AskedThread<AskedJoined>;

  constructor({ model = builtUrl(import.meta.url, '../model.js').href, ...rest }: Omit<JoinedStart, 'model'> & { model?: string }) {
    const workerData: JoinedStart = { ...rest, model };
    const program = builtUrl(import.meta.url, './joined.worker.js');
    this.#thread = new AskedThread({ program, name: 'joined', workerData, what: 'the views' });
  }

  /** The answer of the question of that name; who asks knows its type. */
  async ask<Out>(name: string, asked: unknown, moment?: Moment): Promise<Out> {
    return (await this.#thread.ask({ name, asked, ...(moment === undefined ? {} : { moment }) })) as Out;
  }

  stop(): Promise<void> {
    return this.#thread.stop();
  }
}
