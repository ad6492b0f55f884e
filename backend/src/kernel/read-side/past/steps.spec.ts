import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { model } from '../sample-model.testing.mjs';
import { came, left, recorded, renamed } from '../told.testing.js';
import { momentOf, NOW } from './moment.js';
import { openPast } from './told-past.testing.js';

/** One a minute from 14:00; positions 1 to 7. */
const events = recorded([
  came('1', { name: 'v0s' }),
  came('2', { name: 'jets', cpu: 5 }),
  renamed('1', 'v0s pp'),
  renamed('nobody', 'x'),
  renamed('2', 'jets'),
  left('2'),
  came('3', { name: 'qa' }),
]);
const { past, take } = openPast(model, 2);
take(...events);
const stepOf = async (direction: 'previous' | 'next', at: string | undefined, query: ViewQuery = {}) =>
  (await past.step('sample-wagons', query, at === undefined ? NOW : momentOf(at), direction)).step;

describe('stepping through a page of the past', () => {
  it('goes to the event before and after that changed the row', async () => {
    expect(await stepOf('previous', '7', { key: '1' })).toMatchObject({
      position: '3',
      type: 'WagonRenamed',
      by: 'mrossi',
      stream: 'wagon-1',
    });
    expect(await stepOf('previous', '3', { key: '1' })).toMatchObject({ position: '1', type: 'WagonCame' });
    expect(await stepOf('previous', '1', { key: '1' })).toBeNull();
    expect(await stepOf('next', '1', { key: '1' })).toMatchObject({ position: '3' });
    expect(await stepOf('next', '3', { key: '1' })).toBeNull();
  });
  it('passes over events that changed nothing, or could not be folded', async () => {
    expect(await stepOf('next', '3')).toMatchObject({ position: '6', type: 'WagonLeft' });
    expect(await stepOf('previous', '6')).toMatchObject({ position: '3' });
  });
  it('of a filtered list are events of rows that match before or after', async () => {
    const costly: ViewQuery = { filter: [{ column: 'cpu', op: 'from', value: 1 }], sort: '-name', limit: 5 };
    expect(await stepOf('previous', undefined, costly)).toMatchObject({ position: '6' });
    expect(await stepOf('previous', '6', costly)).toMatchObject({ position: '2' });
    expect(await stepOf('next', '2', { filter: [{ column: 'name', op: 'contains', value: 'V0S' }] })).toMatchObject({ position: '3' });
  });
  it('from a time are strictly before it and strictly after it', async () => {
    expect(await stepOf('previous', '2025-12-02T14:02:00Z')).toMatchObject({ position: '2' });
    expect(await stepOf('previous', '2025-12-02T14:02:00.001Z')).toMatchObject({ position: '3' });
    expect(await stepOf('next', '2025-12-02T14:02:00Z')).toMatchObject({ position: '6' });
  });
  it('end at now', async () => {
    expect(await stepOf('next', undefined)).toBeNull();
    expect(await stepOf('previous', undefined)).toMatchObject({ position: '7', at: '2025-12-02T14:06:00.000Z' });
  });
});
