// Plain JavaScript, because the projecting thread loads it too, and that runs what stands on disk.
import { event, view } from '@hyperloop/contracts/kernel';
import { change, projection, when } from '@hyperloop/projections/kernel';
import { z } from 'zod';

export const WagonCame = event('WagonCame', {
  wagonId: z.string(),
  name: z.string(),
  note: z.string().nullable(),
  cpu: z.number().nullable(),
  long: z.boolean(),
  at: z.string(),
});
export const WagonRenamed = event('WagonRenamed', { wagonId: z.string(), name: z.string() });
export const WagonLeft = event('WagonLeft', { wagonId: z.string() });

export const wagons = view('sample-wagons', {
  summary: 'Wagons.',
  key: 'wagonId',
  row: z.object({
    wagonId: z.string(),
    name: z.string(),
    note: z.string().nullable(),
    cpu: z.number().nullable(),
    long: z.boolean(),
    at: z.string(),
  }),
  columns: {
    name: { type: 'text', filter: true, sort: true },
    note: { type: 'text', filter: true, sort: true },
    cpu: { type: 'number', filter: true, sort: true },
    long: { type: 'boolean', filter: true, sort: true },
    at: { type: 'instant', filter: true, sort: true },
  },
  sort: 'name',
});
export const tally = view('sample-tally', {
  summary: 'How many wagons came.',
  key: 'what',
  row: z.object({ what: z.string(), count: z.int() }),
  columns: { count: { type: 'number', sort: true } },
  sort: 'count',
});

const wagonRows = projection(wagons, {
  on: [
    when(WagonCame, (rows, data) => rows.put(data)),
    when(WagonRenamed, (rows, { wagonId, name }) => change(rows)(wagonId, (row) => ({ ...row, name }))),
    when(WagonLeft, (rows, { wagonId }) => rows.remove(wagonId)),
  ],
});
const tallyRows = projection(tally, {
  on: [when(WagonCame, (rows) => rows.put({ what: 'came', count: (rows.get('came')?.count ?? 0) + 1 }))],
});

export const model = {
  projections: [wagonRows, tallyRows],
  views: { [wagons.id]: wagons, [tally.id]: tally },
  events: { WagonCame, WagonRenamed, WagonLeft },
};
