import { noDerivedData, wagons } from '@hyperloop/contracts/wagons';
import {
  cloneRegistered,
  configured,
  deleted,
  dependenciesReplaced,
  disabled,
  enabled,
  laterRef,
  laterTag,
  registered,
  renamed,
  restored,
  saved,
  scalar,
  slim,
  storing,
  synced,
} from '@hyperloop/contracts/wagons/examples';
import { storyOf } from '../kernel/story.testing.js';
import { wagonsProjection } from './wagon.projection.js';

const given = storyOf(wagons, wagonsProjection);
const at = '2025-12-02T14:28:03Z';
const base = { name: '', active: true, values: [] as unknown[] };
const row = {
  ...registered.data,
  clonedFrom: null,
  variants: [base],
  activeVariants: 1,
  byHand: false,
  addedParameters: [] as unknown[],
  derivedData: noDerivedData,
  derivedKind: 'none',
  dependencies: [] as string[],
  dependencyIds: '',
  registeredBy: 'mrossi',
  registeredAt: at,
  changedBy: 'mrossi',
  changedAt: at,
  revision: 0,
};
const set = (parameter: string, text: string, more = {}) => ({
  task: 'lambdakzero-builder',
  parameter,
  value: scalar(text),
  setBy: 'mrossi',
  setAt: at,
  source: 'edit',
  reason: null,
  revision: 1,
  ...more,
});
const added = { change: 'added', variant: 'FineCent' } as const;
const withSubwagon = saved([{ variant: 'FineCent', parameter: 'v0radius', from: null, to: scalar('1.5') }], [added]);
const fineCent = { name: 'FineCent', active: true, values: [set('v0radius', '1.5')] };

describe('a wagon', () => {
  it('appears with Base at its defaults', () => given().when(registered).then(row));
  it('shows who set each value, when and how (rule 52)', () =>
    given(registered)
      .when(configured)
      .then({ ...row, variants: [{ ...base, values: [set('v0radius', '1.2')] }], revision: 1 }));
  it('shows why, when a reason was given (rule 52)', () =>
    given(registered)
      .when({ ...configured, data: { ...configured.data, source: 'upload', reason: 'as in the paper' } })
      .then({
        ...row,
        variants: [{ ...base, values: [set('v0radius', '1.2', { source: 'upload', reason: 'as in the paper' })] }],
        revision: 1,
      }));
  it('forgets a value that went back to its default', () =>
    given(registered, configured)
      .when(saved([{ variant: '', parameter: 'v0radius', from: scalar('1.2'), to: null }]))
      .then({ ...row, revision: 2 }));
  it('shows its subwagons', () =>
    given(registered)
      .when(withSubwagon)
      .then({ ...row, variants: [base, fineCent], activeVariants: 2, revision: 1 }));
  it('counts what is active (rule 46)', () =>
    given(registered, withSubwagon)
      .when(saved([], [{ change: 'deactivated', variant: '' }]))
      .then({ ...row, variants: [{ ...base, active: false }, fineCent], activeVariants: 1, revision: 2 }));
  it('keeps the values of a subwagon under its new name', () =>
    given(registered, withSubwagon)
      .when(
        saved(
          [{ variant: 'Narrow', parameter: 'v0cospa', from: null, to: scalar('0.99') }],
          [{ change: 'renamed', variant: 'FineCent', to: 'Narrow' }],
        ),
      )
      .then({
        ...row,
        variants: [base, { ...fineCent, name: 'Narrow', values: [...fineCent.values, set('v0cospa', '0.99', { revision: 2 })] }],
        activeVariants: 2,
        revision: 2,
      }));
  it('has the parameters that were added by hand, until a sync declares them (rules 26, 37)', () => {
    const place = { task: 'lambdakzero-builder', name: 'dcav0dau' };
    const dca = { ...place, type: 'Float' as const, kind: 'value' as const, help: 'DCA' };
    const adding = { ...configured, data: { ...configured.data, parameters: [{ change: 'added' as const, ...dca }] } };
    given(registered)
      .when(adding)
      .thenShows({ addedParameters: [dca] });
    given(registered, adding)
      .when({ ...synced, data: { ...synced.data, parameters: [{ change: 'removed' as const, ...place }] } })
      .thenShows({ addedParameters: [] });
  });
  it('says that no package declares its workflow, until a sync (rule 26)', () => {
    const byHand = { ...registered, data: { ...registered.data, byHand: true as const } };
    given().when(byHand).thenShows({ byHand: true });
    given(byHand).when(synced).thenShows({ byHand: false });
  });
  it('loses a removed subwagon', () =>
    given(registered, withSubwagon)
      .when(saved([], [{ change: 'removed', variant: 'FineCent' }]))
      .then({ ...row, revision: 2 }));
  it('can be found by what it depends on (rule 81)', () =>
    given(registered)
      .when(dependenciesReplaced)
      .then({ ...row, dependencies: ['2'], dependencyIds: ',2,', revision: 1 }));
  it('keeps the revision of its last edit when it is enabled and disabled (rule 34)', () =>
    given(registered, configured, enabled)
      .when(disabled)
      .then({ ...row, variants: [{ ...base, values: [set('v0radius', '1.2')] }], revision: 1 }));
  it('knows what it was cloned from (rule 28)', () =>
    given().when(cloneRegistered).thenShows({ clonedFrom: cloneRegistered.data.clonedFrom }));
  it('has the declaration it was synced with, without values that have no place there (rule 53)', () =>
    given(registered, configured)
      .when({
        ...synced,
        data: {
          ...synced.data,
          values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', from: scalar('1.2'), to: null }],
        },
      })
      .then({ ...row, packageTag: laterTag, declaration: laterRef, revision: 2 }));
  it('says that a value came by a restore, and who did it (rule 52)', () =>
    given(registered, dependenciesReplaced)
      .when({
        ...restored,
        data: {
          ...restored.data,
          values: [{ variant: '', task: 'lambdakzero-builder', parameter: 'v0radius', from: null, to: scalar('1.2') }],
        },
      })
      .then({
        ...row,
        variants: [{ ...base, values: [set('v0radius', '1.2', { source: 'restore', reason: 'the cut was wrong', revision: 2 })] }],
        revision: 2,
      }));
  it('stores what was chosen, and moves its revision (rules 34, 66)', () =>
    given(registered)
      .when(storing)
      .then({ ...row, derivedData: slim, derivedKind: 'slim', revision: 1 }));
  it('stores after a sync what is still made (rule 55)', () =>
    given(registered, storing)
      .when({ ...synced, data: { ...synced.data, derivedData: { to: { ...slim, stored: [] }, from: slim } } })
      .thenShows({ derivedData: { ...slim, stored: [] }, derivedKind: 'none', revision: 2 }));
  it('stores again what a restored state stored (rule 212)', () =>
    given(registered)
      .when({ ...restored, data: { ...restored.data, values: [], derivedData: { to: slim, from: noDerivedData } } })
      .thenShows({ derivedData: slim, derivedKind: 'slim' }));
  it('keeps the revision of its last edit when it is renamed (rules 32, 34)', () =>
    given(registered)
      .when(renamed)
      .then({ ...row, name: 'lambdakzero_loose' }));
  it('is gone when it was deleted (rule 33)', () => given(registered).when(deleted).then());
});
