import type { RecordedEvent, ViewQuery } from '@hyperloop/contracts/kernel';
import { Engine, type Model } from '@hyperloop/projections/engine';
import { ViewReader, type TextPage } from '../query.js';
import type { Moment } from './moment.js';
import { PastReader } from './past-reader.js';

/** A log in memory, in pages of three. */
export const logOf = (events: readonly RecordedEvent[]) => ({
  async *readAll({ from }: { from?: string } = {}) {
    const rest = from === undefined ? events : events.filter((e) => Number(e.position) > Number(from));
    for (let i = 0; i < rest.length; i += 3) yield await Promise.resolve(rest.slice(i, i + 3));
  },
});

/** A read store that folds a growing log batch by batch, its readers of now, and those of the past. */
export const openPast = (model: Model, every: number, options: { keptBytes?: number; fewRows?: number } = {}) => {
  const engine = Engine.open(':memory:', model, { boundaryEvery: every });
  const events: RecordedEvent[] = [];
  const past = new PastReader(engine.store.db, { readAll: (options) => logOf(events).readAll(options) }, model, options);
  return {
    engine,
    events,
    past,
    log: { readAll: (options?: { from?: string }) => logOf(events).readAll(options) },
    now: new ViewReader(engine.store.db, model.views),
    /** Events come and are folded. */
    take: (...more: readonly RecordedEvent[]) => {
      events.push(...more);
      engine.foldAll(more);
      return engine.finish();
    },
  };
};

type Asking = (query: ViewQuery) => TextPage | Promise<TextPage>;

/** Every page of a list, one after the other. */
export const walk = async (ask: Asking, query: ViewQuery): Promise<readonly Omit<TextPage, 'epoch'>[]> => {
  const pages: Omit<TextPage, 'epoch'>[] = [];
  for (let cursor: string | undefined; ;) {
    const { epoch: _, ...page } = await ask({ ...query, ...(cursor === undefined ? {} : { cursor }) });
    pages.push({ ...page, rows: page.rows.map(({ key, row }) => ({ key, row })) });
    if (page.next === undefined || pages.length > 100) return pages;
    cursor = page.next;
  }
};

export const pastPages =
  (past: PastReader, view: string, moment: Moment): Asking =>
  (query) =>
    past.page(view, query, moment);
