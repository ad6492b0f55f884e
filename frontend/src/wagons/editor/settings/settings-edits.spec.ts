import { stored } from '../../editing/editing.testing';
import { SettingsEdits } from './settings-edits';

const row = stored({}, {}, { dependencies: ['1', '2'], dependencyIds: ',1,2,' });

describe('dependencies chosen but not saved', () => {
  it('are the stored ones until somebody chooses', () => {
    const edits = new SettingsEdits();
    expect([edits.chosenFor(row), edits.changed(row), edits.overtaken(row)]).toEqual([['1', '2'], false, false]);
  });
  it('are a set: taking one out and in again changes nothing (rule 79)', () => {
    const edits = new SettingsEdits();
    edits.choose(row, ['2']);
    expect(edits.changed(row)).toBe(true);
    edits.choose(row, ['2', '1']);
    expect(edits.changed(row)).toBe(false);
  });
  it('stay when somebody saves another set meanwhile, and say so (rule 34)', () => {
    const edits = new SettingsEdits();
    edits.choose(row, ['1', '2', '3']);
    const theirs = stored({}, {}, { dependencies: ['1'], dependencyIds: ',1,' });
    expect([edits.chosenFor(theirs), edits.overtaken(theirs)]).toEqual([['1', '2', '3'], true]);
    edits.forget();
    expect([edits.chosenFor(theirs), edits.overtaken(theirs)]).toEqual([['1'], false]);
  });
  it('belong to one wagon', () => {
    const edits = new SettingsEdits();
    edits.choose(row, ['9']);
    expect(edits.changed(stored({}, {}, { wagonId: '18' }))).toBe(false);
  });
});
