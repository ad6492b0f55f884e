import { DatabaseSync } from 'node:sqlite';
import { type StepAnswer, type StepDirection, type ViewDefinition, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { Model } from '@hyperloop/projections/engine';
import type { EventLog } from '../../event-log/event-log.js';
import { UnknownView } from '../bad-query.js';
import { LARGE } from '../page-finder.js';
import { planOf } from '../plan.js';
import type { TextPage } from '../query.js';
import type { Moment } from './moment.js';
import { Overlays } from './overlays.js';
import { pageOf } from './past-page.js';
import { Steps } from './steps.js';
import { Stretches } from './stretches.js';

/** Farther from a boundary than live folding and a lagging thread ever get. */
const MOST_EVENTS = 50_000;

/** Answers queries about moments of the past from the read store, over a connection that cannot write it. */
export class PastReader {
  readonly #overlays: Overlays;
  readonly #steps: Steps;
  /** A table that was larger at the moment is read with forethought. */
  readonly #fewRows: number;

  constructor(
    private readonly db: DatabaseSync,
    log: Pick<EventLog, 'readAll'>,
    private readonly model: Model,
    { keptBytes, mostEvents = MOST_EVENTS, fewRows = LARGE }: { keptBytes?: number; mostEvents?: number; fewRows?: number } = {},
  ) {
    db.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
    this.#fewRows = fewRows;
    const stretches = new Stretches(log, mostEvents);
    this.#overlays = new Overlays(db, stretches, model, keptBytes);
    this.#steps = new Steps(db, this.#overlays, stretches);
  }

  static open(path: string, log: Pick<EventLog, 'readAll'>, model: Model): PastReader {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    db.exec('PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY');
    return new PastReader(db, log, model);
  }

  /** The page as it was at the moment, with the position of the last event that it shows. */
  page(view: string, query: ViewQuery, moment: Moment): Promise<TextPage> {
    const plan = planOf(this.#definition(view), query);
    return this.#overlays.with(view, moment, (at) => pageOf(at, plan, this.#fewRows));
  }

  step(view: string, query: ViewQuery, moment: Moment, direction: StepDirection): Promise<StepAnswer> {
    return this.#steps.of(this.#definition(view), query, moment, direction);
  }

  close(): void {
    this.db.close();
  }

  #definition(view: string): ViewDefinition {
    const definition = Object.hasOwn(this.model.views, view) ? this.model.views[view] : undefined;
    if (definition === undefined) throw new UnknownView(view);
    return definition;
  }
}
