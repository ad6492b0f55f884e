import type { WagonChangeRow } from '@hyperloop/contracts/wagons';
import { scalar, stored } from '../editing/editing.testing';
import { blameOf } from './blame';
import type { ParameterLine } from './comparison';

const line = (more: Partial<ParameterLine> = {}): ParameterLine => ({
  id: 'x',
  task: 'builder',
  parameter: 'radius',
  variant: '',
  a: { is: 'value', value: scalar('1') },
  b: { is: 'value', value: scalar('2') },
  equal: false,
  ...more,
});
/** Only what blame looks at. */
const change = (more: Partial<WagonChangeRow>): WagonChangeRow =>
  ({
    kind: 'configured',
    by: 'hkimura',
    at: '2025-11-19T10:22:57Z',
    source: 'edit',
    reason: null,
    variants: [],
    values: [],
    revision: 4,
    ...more,
  }) as WagonChangeRow;
const touching = (variant: string, more: Partial<WagonChangeRow> = {}) =>
  change({ values: [{ variant, task: 'builder', parameter: 'radius', from: null, to: scalar('2') }], ...more });

describe('the blame of a difference (rule 52)', () => {
  it('is the newest change that touched it, with its reason', () =>
    expect(
      blameOf(line(), [touching('Fine'), touching('', { by: 'mrossi', revision: 7, reason: 'as published' }), touching('')], stored({})),
    ).toEqual({
      by: 'mrossi',
      at: '2025-11-19T10:22:57Z',
      why: 'as published',
      revision: 7,
    }));
  it('of a followed default is the sync', () =>
    expect(
      blameOf(
        line({ a: { is: 'default', value: scalar('1') }, b: { is: 'default', value: scalar('2') } }),
        [change({ kind: 'synced', packageTag: 'O2Physics::daily-20251201-0000-1', revision: 9 })],
        stored({}),
      ),
    ).toMatchObject({ why: 'Sync with daily-20251201-0000-1', revision: 9 }));
  it('of a set value is not the sync, which never touches those (rule 53)', () =>
    expect(blameOf(line(), [change({ kind: 'synced', packageTag: 'x', revision: 9 }), touching('')], stored({}))).toMatchObject({
      revision: 4,
    }));
  it('of a new subwagon’s value is the change that made the subwagon', () =>
    expect(
      blameOf(
        line({ variant: 'Fine', a: { is: 'no subwagon' } }),
        [change({ variants: [{ change: 'added', variant: 'Fine' }] })],
        stored({}),
      ),
    ).toMatchObject({ revision: 4 }));
  it('is what the value itself knows where no change is at hand', () =>
    expect(blameOf(line(), [], stored({ radius: scalar('2') }))).toMatchObject({ by: 'mrossi', revision: 1 }));
});
