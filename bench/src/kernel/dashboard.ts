import { event, view } from '@hyperloop/contracts/kernel';
import type { Model } from '@hyperloop/projections/engine';
import { projection, when, type Projection } from '@hyperloop/projections/kernel';
import { z } from 'zod';

/** Rows as small as a line of the dashboard, so that frames and not their content are measured. */
export const LineChanged = event('LineChanged', {
  lineId: z.string(),
  done: z.int(),
  running: z.int(),
  state: z.string(),
  changedAt: z.number(),
});
const dashboard = view('dashboard', {
  summary: 'Lines of a dashboard.',
  key: 'lineId',
  row: z.object({ lineId: z.string(), done: z.int(), running: z.int(), state: z.string(), changedAt: z.number() }),
  columns: { state: { type: 'text', filter: true, sort: true } },
  sort: 'lineId',
});
const lines = projection(dashboard, { on: [when(LineChanged, (rows, data) => rows.put(data))] });

/** Loaded by the projecting thread too. */
export const model: Model = {
  projections: [lines] as readonly unknown[] as readonly Projection[], // its handlers only ever see rows of their own view
  views: { dashboard },
  events: { LineChanged },
};

export const LINES = 500;
export const lineOf = (n: number): { lineId: string; done: number; running: number; state: string; changedAt: number } => ({
  lineId: `line-${String(n % LINES).padStart(4, '0')}`,
  done: n,
  running: n % 97,
  state: 'RUNNING',
  changedAt: Date.now(),
});
