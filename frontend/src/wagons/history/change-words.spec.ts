import { noDerivedData, type WagonChangeRow } from '@hyperloop/contracts/wagons';
import { scalar } from '../editing/editing.testing';
import { changeWords, partsOf } from './change-words';

const change = (more: Partial<WagonChangeRow>): WagonChangeRow => ({
  changeId: '17:1',
  wagonId: '17',
  analysisId: '3',
  kind: 'configured',
  revision: 1,
  position: '9',
  at: '2025-12-02T14:28:03Z',
  by: 'mrossi',
  source: 'edit',
  reason: null,
  parameters: [],
  variants: [],
  values: [],
  derivedData: null,
  dependenciesAdded: [],
  dependenciesRemoved: [],
  name: null,
  nameBefore: null,
  packageTag: null,
  packageTagBefore: null,
  packageMode: null,
  pull: null,
  synced: null,
  restoredRevision: null,
  clonedFrom: null,
  datasetId: null,
  datasetName: null,
  because: null,
  trainId: null,
  ...more,
});
const names = { wagon: (id: string) => (id === '2' ? 'propagation' : id), dataset: () => 'LHC22o_pass7' };
const words = (more: Partial<WagonChangeRow>) => {
  const { title, detail } = changeWords(change(more), names);
  return [title, detail];
};
const value = (parameter: string, variant: string, from: string | null, to: string | null) => ({
  variant,
  task: 'builder',
  parameter,
  from: from === null ? null : scalar(from),
  to: to === null ? null : scalar(to),
});

describe('a change in words (rules 52, 212)', () => {
  it('say which parameter was added by hand, or deleted (rules 37, 39)', () => {
    const place = { task: 'builder', name: 'cfgNew' };
    const adding = { change: 'added' as const, ...place, type: 'Float' as const, kind: 'value' as const, help: '' };
    const value = { variant: '', task: 'builder', parameter: 'cfgNew', from: null, to: scalar('2') };
    expect(changeWords(change({ parameters: [adding], values: [value] }), names)).toMatchObject({
      title: 'Parameter cfgNew added to builder, Float',
      detail: 'cfgNew: default → 2',
    });
    expect(partsOf(change({ parameters: [{ change: 'removed', ...place }] }))).toEqual(['Parameter cfgNew of builder deleted']);
  });
  it('say which tables are stored from then on, and what else of the derived data changed (rules 66, 212)', () => {
    const from = noDerivedData;
    const to = { ...noDerivedData, stored: ['AOD/V0CORE/0'], slimReady: true };
    const words = changeWords(change({ kind: 'derived-data', derivedData: { from, to } }), names);
    expect([words.title, words.detail]).toEqual(['Stores table AOD/V0CORE/0', 'Ready for slim switched on']);
    expect(partsOf(change({ kind: 'synced', derivedData: { from: to, to: { ...to, stored: [] } } }))).toEqual([
      'No longer stores table AOD/V0CORE/0',
    ]);
  });
  it('says one value in full, with its reason', () =>
    expect(words({ values: [value('dcav0dau', 'looseDCA', '1.2', '1.5')], reason: 'as published' })).toEqual([
      'dcav0dau in looseDCA: 1.2 → 1.5',
      '“as published”',
    ]));
  it('counts several and names the first', () =>
    expect(words({ values: ['a', 'b', 'c', 'd'].map((name) => value(name, '', null, '1')) })).toEqual([
      '4 values changed',
      'a, b, c and 1 more',
    ]));
  it('says how an upload, a clone, a sync and a restore came about', () => {
    expect(words({ source: 'upload', values: [value('a', '', null, '1')] })[0]).toBe('Configuration uploaded: 1 value');
    expect(words({ kind: 'synced', packageTag: 'O2Physics::daily-20251201-0000-1', synced: { added: 2, removed: 1, updated: 0 } })).toEqual(
      ['Synced with daily-20251201-0000-1', '2 added, 1 removed, 0 updated'],
    );
    expect(words({ kind: 'restored', restoredRevision: 4, values: [value('a', '', '1', null)] })).toEqual([
      'Restored revision 4',
      '1 change',
    ]);
    expect(
      words({
        kind: 'registered',
        name: 'copy',
        clonedFrom: { wagonId: '9', name: 'source', analysisId: '1', revision: 7, dropped: [{ wagonId: '8', name: 'v0' }] },
      }),
    ).toEqual(['Cloned from source, revision 7', 'Could not keep v0']);
  });
  it('names wagons and datasets', () => {
    expect(words({ kind: 'dependencies', dependenciesAdded: ['2'], dependenciesRemoved: ['5'] })[0]).toBe(
      'Depends on propagation, no longer on 5',
    );
    expect(words({ kind: 'dependencies', dependenciesRemoved: ['2'] })[0]).toBe('No longer depends on propagation');
    expect(words({ kind: 'disabled', datasetId: '5', because: 'train-submitted', trainId: '77' })).toEqual([
      'Disabled on LHC22o_pass7',
      'Its train was submitted (77)',
    ]);
  });
  it('unfolds to subwagons and values', () =>
    expect(
      partsOf(
        change({
          variants: [{ change: 'added', variant: 'Fine' }],
          values: [value('v0cospa', 'Fine', null, '0.99'), value('v0radius', '', '1', null)],
        }),
      ),
    ).toEqual(['Subwagon Fine made', 'v0cospa in Fine: inherit → 0.99', 'v0radius: 1 → default']));
});
