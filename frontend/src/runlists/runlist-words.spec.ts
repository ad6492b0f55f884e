import { changedRuns, fields, reachOf, usedBecause } from './runlist-words';

const use = (datasetId: string, name: string, productionId = '1') => ({ datasetId, name, productionId });

describe('a runlist and the datasets that use it (rule 157)', () => {
  it('says which datasets change with it, each once', () => {
    const row = { usedBy: [use('1', 'LHC22o_small'), use('1', 'LHC22o_small', '2'), use('2', 'LHC22o')], usedByCount: 2 };
    expect(reachOf(row)).toBe('2 datasets change with it: LHC22o_small, LHC22o.');
    expect(reachOf({ usedBy: [], usedByCount: 0 })).toBe('No dataset uses it.');
  });
  it('is deleted only when no production uses it', () => {
    expect(usedBecause({ usedBy: [] })).toBeNull();
    expect(usedBecause({ usedBy: [use('1', 'LHC22o')] })).toBe('LHC22o uses it. Remove the production there first.');
  });
  it('names added and removed runs before they are saved', () => {
    expect(changedRuns({ added: [528463], removed: [] })).toBe('1 added: 528463.');
    expect(changedRuns({ added: [], removed: [] })).toBe('');
  });
  it('has an example for every field that its own rule takes', () => {
    for (const { form, example } of fields) expect(example).toMatch(form);
  });
});
