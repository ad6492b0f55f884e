import { mergeTold } from './train-over';

describe('Merging of a train that was killed or closed (rule 189)', () => {
  it('is not promised any more', () => {
    expect(mergeTold('pending', true)).toEqual({ state: 'skipped', word: 'Not merged' });
    expect(mergeTold('none', true).word).toBe('Not merged');
  });
  it('stays what it was when it had ended, and while the train runs', () => {
    expect(mergeTold('done', true)).toEqual({ state: 'done', word: '' });
    expect(mergeTold('pending', false)).toEqual({ state: 'pending', word: '' });
  });
});
