import { wagonValues } from '@hyperloop/contracts/wagons';
import { array, configured, deleted, registered, renamed, restored, saved, scalar, synced } from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagonValuesProjection } from './wagon-value.projection.js';

const given = storyOf(wagonValues, wagonValuesProjection);
const task = 'lambdakzero-builder';
const row = (variant: string, parameter: string, text: string, more = {}) => ({
  valueId: `${parameter}\n17:${variant}\n${task}`,
  wagonId: '17',
  variant,
  task,
  parameter,
  value: scalar(text),
  over: false,
  cells: `\n${text}\n`,
  low: Number(text),
  high: Number(text),
  setBy: 'mrossi',
  setAt: '2025-12-02T14:28:03Z',
  revision: 1,
  ...more,
});
const fine = saved([{ variant: 'Fine', parameter: 'v0radius', from: null, to: scalar('1.5') }], [{ change: 'added', variant: 'Fine' }]);

describe('set values', () => {
  it('are none in a wagon at its defaults', () => given().when(registered).then());
  it('are told with who set each, and when (rule 52)', () =>
    given(registered)
      .when(configured)
      .then(row('', 'v0radius', '1.2')));
  it('are gone when they go back to the default', () =>
    given(registered, configured)
      .when(saved([{ variant: '', parameter: 'v0radius', from: scalar('1.2'), to: null }]))
      .then());
  it('of a subwagon go with it when it is renamed', () =>
    given(registered, fine)
      .when(saved([], [{ change: 'renamed', variant: 'Fine', to: 'Finer' }]))
      .then(row('Finer', 'v0radius', '1.5')));
  it('of a subwagon go when it goes', () =>
    given(registered, configured, fine)
      .when(saved([], [{ change: 'removed', variant: 'Fine' }]))
      .then(row('', 'v0radius', '1.2')));
  it('of lists in subwagons are only cells over those of Base (rule 45)', () =>
    given(registered)
      .when(saved([{ variant: 'Fine', parameter: 'pair', from: null, to: array(null, '7') }], [{ change: 'added', variant: 'Fine' }]))
      .then(row('Fine', 'pair', '7', { value: array(null, '7'), over: true })));
  it('stay in a sync, but for those that have no place any more (rule 53)', () =>
    given(registered, configured)
      .when({ ...synced, data: { ...synced.data, values: [] } })
      .then(row('', 'v0radius', '1.2')));
  it('stay when the wagon is renamed', () =>
    given(registered, configured)
      .when(renamed)
      .then(row('', 'v0radius', '1.2')));
  it('come back with an earlier state (rule 212)', () =>
    given(registered)
      .when({
        ...restored,
        data: { ...restored.data, variants: [], values: [{ variant: '', task, parameter: 'v0radius', from: null, to: scalar('1.1') }] },
      })
      .then(row('', 'v0radius', '1.1')));
  it('go with the wagon (rule 33)', () => given(registered, configured, fine).when(deleted).then());
});
