import { packageModeWords, packageWords } from './package';

const packageTag = 'O2Physics::daily-20251201-0000-1';

describe('the package of a wagon in words (rules 86, 91)', () => {
  it('is a tag or newer, a tag alone, or one for a pull request', () => {
    expect(packageWords({ packageTag, packageMode: 'newer', pull: null })).toBe('daily-20251201-0000-1, or newer');
    expect(packageWords({ packageTag, packageMode: 'fixed', pull: null })).toBe('daily-20251201-0000-1, fixed');
    expect(packageWords({ packageTag, packageMode: 'pull', pull: 14002 })).toBe('daily-20251201-0000-1, for pull request #14002');
    expect(packageModeWords({ packageMode: 'pull', pull: 7 })).toBe('for pull request #7');
  });
  it('is what it waits for while there is none (rule 87)', () =>
    expect(packageWords({ packageTag: null, packageMode: 'pull', pull: 14002 })).toBe('waits for a tag with #14002'));
  it('is nothing where none was chosen', () => expect(packageWords({ packageTag: null, packageMode: null, pull: null })).toBe(''));
});
