import { mrossiJoined, opened } from '@hyperloop/contracts/analyses/examples';
import { created, excluded, productionAdded } from '@hyperloop/contracts/datasets/examples';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import { queued, started } from '@hyperloop/contracts/test-runs/examples';
import { composed, testQueued } from '@hyperloop/contracts/trains/examples';
import { configured, registered } from '@hyperloop/contracts/wagons/examples';
import { model } from './model.js';
import { momentOf } from './past/moment.js';
import { openPast } from './past/told-past.testing.js';

/** One a minute, in the streams they belong to. */
const told: readonly [stream: string, event: { type: string; data: unknown }][] = [
  ['analysis-3', opened],
  ['dataset-5', created],
  ['wagon-17', registered],
  ['dataset-5', productionAdded],
  [`testRun-${queued.data.testRunId}`, queued],
  [`train-${composed.data.trainId}`, composed],
  ['analysis-3', mrossiJoined],
  ['dataset-5', excluded],
  ['wagon-17', configured],
  [`testRun-${queued.data.testRunId}`, started],
  [`train-${composed.data.trainId}`, testQueued],
];
const minute = (n: number): string => new Date(Date.parse('2025-12-02T14:00:00Z') + n * 60_000).toISOString();
const events = told.map(([stream, { type, data }], n): RecordedEvent => ({
  id: `e${n}`,
  stream,
  revision: told.slice(0, n).filter(([other]) => other === stream).length,
  position: String(n + 1),
  type,
  data,
  meta: { at: minute(n), by: 'mrossi', commandId: 'c', causationId: 'c', correlationId: 'c' },
}));
const { past, take } = openPast(model, 4);
take(...events);
const rowAt = async (view: string, key: string, at: string) => {
  const [row] = (await past.page(view, { key }, momentOf(at))).rows;
  return row === undefined ? undefined : (JSON.parse(row.row) as Record<string, unknown>);
};

describe('an address that is shared (rule 24)', () => {
  it.each([
    ['an analysis', 'analyses', '3'],
    ['a wagon', 'wagons', '17'],
    ['a dataset', 'datasets', '5'],
    ['a test', 'test-runs', queued.data.testRunId],
    ['a train', 'train-runs', composed.data.trainId],
  ])('leads to %s by its number alone', async (_, view, key) => {
    expect(await rowAt(view, key, minute(60))).toBeDefined();
    expect(await rowAt(view, '999999', minute(60))).toBeUndefined();
  });

  it('with a time shows the wagon of that time', async () => {
    expect(await rowAt('wagons', '17', minute(1))).toBeUndefined();
    const before = await rowAt('wagons', '17', minute(5));
    const after = await rowAt('wagons', '17', minute(60));
    expect(before).toMatchObject({ name: 'lambdakzero_tight' });
    expect(after).not.toEqual(before);
    expect(JSON.stringify(after)).toContain('v0radius');
    expect(JSON.stringify(before)).not.toContain('v0radius');
  });

  it('with a time shows the dataset of that time', async () => {
    const before = await rowAt('datasets', '5', minute(5));
    const after = await rowAt('datasets', '5', minute(60));
    expect(before).toMatchObject({ name: 'LHC22o_pass7_small' });
    expect(after).not.toEqual(before);
  });
});
