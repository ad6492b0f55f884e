import { Engine, type Model } from '@hyperloop/projections/engine';
import type { EventLog } from '../../event-log/event-log.js';
import { UnknownView } from '../bad-query.js';
import { ViewReader } from '../query.js';
import { isLater, type Moment } from './moment.js';

/**
 * A view as it was, by the shortest way to say it: its projection alone is folded from the start of the log up to the
 * moment. Slow on a long log and always right; what the product answers is compared with it.
 */
export const plainPast = async (log: Pick<EventLog, 'readAll'>, model: Model, view: string, moment: Moment): Promise<ViewReader> => {
  const projections = model.projections.filter((p) => p.view === view);
  if (projections.length === 0) throw new UnknownView(view);
  const engine = Engine.open(':memory:', { ...model, projections }, { cacheRows: Number.MAX_SAFE_INTEGER });
  for await (const page of log.readAll()) {
    const later = page.findIndex((event) => isLater(event, moment));
    engine.foldAll(later < 0 ? page : page.slice(0, later));
    if (later >= 0) break;
  }
  engine.finish();
  return new ViewReader(engine.store.db, model.views);
};
