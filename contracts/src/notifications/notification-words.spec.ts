import { notificationKinds, notificationTone, notificationWords } from './notification-words.js';

const about = { datasetName: 'LHC22o_small', wagonName: 'k0s', production: 'pp, LHC22o, apass7', runlistName: 'CBT_hadron' };
describe('the words of a notification (rules 138–147)', () => {
  it('name what changed, and which runs came and went', () => {
    expect(notificationWords({ kind: 'runs-excluded', ...about, added: [1, 2], removed: [3] })).toBe(
      'Excluded runs of LHC22o_small, pp, LHC22o, apass7, changed: out now 1, 2, in again 3.',
    );
    expect(notificationWords({ kind: 'runs-changed', ...about, added: [1, 2, 3, 4, 5, 6, 7], removed: [] })).toBe(
      'The runlist CBT_hadron of LHC22o_small changed: gained 1, 2, 3, 4, 5 and 2 more.',
    );
  });
  it('say why a wagon was disabled (rule 144)', () =>
    expect(notificationWords({ kind: 'wagon-disabled', ...about, reason: 'The dataset was deactivated.' })).toBe(
      'k0s was disabled on LHC22o_small. The dataset was deactivated.',
    ));
  it('name the parameters that do not fit, in both directions (rule 145)', () =>
    expect(
      notificationWords({
        kind: 'parameters-inconsistent',
        ...about,
        packageTag: 'O2Physics::daily-20251201-0000-1',
        inWagonOnly: ['builder/old'],
        inPackageOnly: ['builder/new'],
      }),
    ).toBe(
      'k0s does not fit O2Physics::daily-20251201-0000-1: in wagon but not package: builder/old; in package but not wagon: builder/new. Sync it; its test on LHC22o_small starts by itself then.',
    ));
  it('are a sentence and have a tone, for every kind (rule 146)', () => {
    for (const kind of notificationKinds) {
      expect(notificationWords({ kind, ...about, added: [1], reason: 'So it is.' })).toMatch(/^[A-Zk].*\.$/);
      expect(kind === 'parameters-inconsistent' ? ['mismatch'] : ['added', 'removed']).toContain(notificationTone({ kind }));
    }
  });
  it('are green where runs only come back, and red where some go (rule 146)', () => {
    expect(notificationTone({ kind: 'runs-excluded', added: [] })).toBe('added');
    expect(notificationTone({ kind: 'runs-excluded', added: [526964] })).toBe('removed');
  });
});
