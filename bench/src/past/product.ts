import type { StepAnswer, ViewPage, ViewQuery } from '@hyperloop/contracts/kernel';
import { events, views } from '@hyperloop/contracts/registry';
import { projections } from '@hyperloop/projections';
import type { EventSource, Model } from '@hyperloop/projections/engine';
import { backendModule } from '../kernel/backend.js';

export const model: Model = { projections, views, events };

export type Moment = { position: string } | { time: number };
export type Page = Omit<ViewPage, 'rows'> & { rows: readonly { key: string; row: string }[] };
/** The thread of the past, as the product starts it. */
export type Pasts = {
  page(view: string, query: ViewQuery, moment: Moment): Promise<Page>;
  step(view: string, query: ViewQuery, moment: Moment, direction: 'previous' | 'next'): Promise<StepAnswer>;
  stop(): Promise<void>;
};
export type Reader = EventSource & { close(): Promise<void> };

type Log = { eventLog: 'sqlite'; dataDir: string };
export type Product = {
  openSqliteReader: (dir: string) => Reader;
  pastsOf: (dataDir: string, store: string) => Pasts;
};

/** What is measured is what is started: the built backend. */
export const product = async (): Promise<Product> => {
  const { openSqliteReader } = await backendModule<Pick<Product, 'openSqliteReader'>>('kernel/event-log/sqlite/sqlite-log.js');
  const { Pasts } = await backendModule<{ Pasts: new (start: { log: Log; store: string }) => Pasts }>('kernel/read-side/past/pasts.js');
  return { openSqliteReader, pastsOf: (dataDir, store) => new Pasts({ log: { eventLog: 'sqlite', dataDir }, store }) };
};
