import { noDerivedData } from '@hyperloop/contracts/wagons';
import { stored } from '../../editing/editing.testing';
import { DerivedEdits } from './derived-edits';

const row = stored({});
const storing = { ...noDerivedData, stored: ['AOD/V0CORE/0'] };

describe('derived data chosen but not saved', () => {
  it('is the stored one until somebody chooses (rule 31)', () => {
    const edits = new DerivedEdits();
    expect([edits.chosenFor(row), edits.changed(row)]).toEqual([noDerivedData, false]);
    edits.choose(row, { stored: ['AOD/V0CORE/0'] });
    expect([edits.chosenFor(row).stored, edits.changed(row), edits.overtaken(row)]).toEqual([['AOD/V0CORE/0'], true, false]);
    edits.choose(row, { stored: [] });
    expect(edits.changed(row)).toBe(false);
  });
  it('stays when somebody saves other settings meanwhile, and says so (rule 34)', () => {
    const edits = new DerivedEdits();
    edits.choose(row, { slimReady: true });
    const theirs = stored({}, {}, { derivedData: storing, derivedKind: 'standard' });
    expect([edits.chosenFor(theirs).slimReady, edits.overtaken(theirs)]).toEqual([true, true]);
    edits.forget();
    expect([edits.chosenFor(theirs), edits.overtaken(theirs)]).toEqual([storing, false]);
  });
  it('is no conflict when they saved the very same', () => {
    const edits = new DerivedEdits();
    edits.choose(row, { stored: ['AOD/V0CORE/0'] });
    expect(edits.overtaken(stored({}, {}, { derivedData: storing, derivedKind: 'standard' }))).toBe(false);
  });
  it('belongs to one wagon', () => {
    const edits = new DerivedEdits();
    edits.choose(row, { slimReady: true });
    expect(edits.changed(stored({}, {}, { wagonId: '18' }))).toBe(false);
  });
});
