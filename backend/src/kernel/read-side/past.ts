import { Engine, type Model } from '@hyperloop/projections/engine';
import type { EventLog } from '../event-log/event-log.js';
import { UnknownView } from './bad-query.js';
import { isLater, type Moment } from './past/moment.js';
import { ViewReader } from './query.js';

const KEPT = 8;

type Folded = { reader: ViewReader; /** The log went on after the moment, so this answer is final. */ final: boolean };

/**
 * A view as it was: its projection alone is folded from the log into a store in memory, up to the moment. The last few
 * are kept. Slow on a long log, and always right; the same projections make the present.
 */
export class Pasts {
  readonly #kept = new Map<string, Promise<Folded>>();
  /** One fold at a time: it shares the thread with everybody's requests. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly log: Pick<EventLog, 'readAll'>,
    private readonly model: Model,
  ) {}

  async at(view: string, moment: Moment): Promise<ViewReader> {
    const name = `${view} ${'time' in moment ? new Date(moment.time).toISOString() : moment.position}`;
    const known = this.#kept.get(name);
    const folded = known ?? this.#queue(() => this.#fold(view, moment));
    this.#kept.delete(name);
    this.#kept.set(name, folded);
    // Those let go are not closed: an export may still be reading one. They go with their last reader.
    for (const oldest of this.#kept.keys()) if (this.#kept.size > KEPT) this.#kept.delete(oldest);
    try {
      const { reader, final } = await folded;
      if (!final) this.#kept.delete(name);
      return reader;
    } catch (error) {
      this.#kept.delete(name);
      throw error;
    }
  }

  #queue<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#turn.then(work);
    this.#turn = mine.catch(() => undefined);
    return mine;
  }

  async #fold(view: string, moment: Moment): Promise<Folded> {
    const projections = this.model.projections.filter((p) => p.view === view);
    if (projections.length === 0) throw new UnknownView(view);
    const engine = Engine.open(':memory:', { ...this.model, projections }, { cacheRows: Number.MAX_SAFE_INTEGER });
    let final = false;
    for await (const page of this.log.readAll()) {
      const later = page.findIndex((event) => isLater(event, moment));
      engine.foldAll(later < 0 ? page : page.slice(0, later));
      final = later >= 0;
      if (final) break;
    }
    engine.finish();
    return { reader: new ViewReader(engine.store.db, this.model.views), final };
  }
}
