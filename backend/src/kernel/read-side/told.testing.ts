import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { Engine } from '@hyperloop/projections/engine';
import type { Budgets } from './page-finder.js';
import { ViewReader } from './query.js';
import { model } from './sample-model.testing.mjs';

export type Wagon = { wagonId: string; name: string; note: string | null; cpu: number | null; long: boolean; at: string };
export type Told = { type: string; data: unknown };

export const wagon = (wagonId: string, rest: Partial<Wagon> = {}): Wagon => ({
  wagonId,
  name: `wagon ${wagonId}`,
  note: null,
  cpu: null,
  long: false,
  at: '2025-12-02T14:28:03Z',
  ...rest,
});
export const came = (wagonId: string, rest: Partial<Wagon> = {}): Told => ({ type: 'WagonCame', data: wagon(wagonId, rest) });
export const renamed = (wagonId: string, name: string): Told => ({ type: 'WagonRenamed', data: { wagonId, name } });
export const left = (wagonId: string): Told => ({ type: 'WagonLeft', data: { wagonId } });

const meta = { by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' };
/** Events as a log would give them back; one a minute from `start`. */
export const recorded = (told: readonly Told[], start = Date.parse('2025-12-02T14:00:00Z')): RecordedEvent[] =>
  told.map(({ type, data }, i) => ({
    id: `e${i + 1}`,
    stream: `wagon-${(data as Wagon).wagonId}`,
    revision: i,
    position: String(i + 1),
    type,
    data,
    meta: { ...meta, at: new Date(start + i * 60_000).toISOString() },
  }));

/** A read store in memory that shows what these events amount to, and the means to let it go on. */
export const shown = (...told: readonly Told[]) => {
  const engine = Engine.open(':memory:', model);
  const all = [...told];
  engine.foldAll(recorded(all));
  engine.finish();
  return {
    reader: new ViewReader(engine.store.db, model.views),
    /** One that holds even these few rows for a large table and may look at next to nothing. */
    frugalReader: (budgets: Budgets) => new ViewReader(engine.store.db, model.views, 0, budgets),
    goOn: (...more: readonly Told[]) => {
      all.push(...more);
      engine.foldAll(recorded(all));
      return engine.finish();
    },
  };
};
