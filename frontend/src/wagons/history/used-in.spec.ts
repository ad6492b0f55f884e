import { usedIn } from './used-in';

const minute = (n: number): string => new Date(Date.UTC(2025, 11, 2, 14, n)).toISOString();
const change = (revision: number, kind: 'registered' | 'configured' | 'renamed', name: string | null = null) => ({
  revision,
  kind,
  name,
  at: minute(revision * 10),
});
// Newest first: registered as tight, configured, renamed to loose, configured.
const changes = [change(3, 'configured'), change(2, 'renamed', 'loose'), change(1, 'configured'), change(0, 'registered', 'tight')];
const states = changes.filter(({ kind }) => kind !== 'renamed');
const train = (trainId: string, at: number, wagonNames: string) => ({ trainId, wagonNames, composedAt: minute(at) });
const used = (revision: number, ...trains: ReturnType<typeof train>[]) => {
  const state = changes.find((one) => one.revision === revision);
  return state === undefined ? [] : usedIn(state, { changes, states, trains });
};

describe('the trains that ran with a state of a wagon', () => {
  it('are those composed from then until it was changed', () =>
    expect(used(1, train('a', 9, 'tight'), train('b', 10, 'tight'), train('c', 29, 'loose'), train('d', 30, 'loose'))).toEqual(['b', 'c']));
  it('name it as it was called then (rule 32)', () => expect(used(1, train('a', 15, 'loose, other'), train('b', 25, 'tight'))).toEqual([]));
  it('find it among others, by its whole name', () =>
    expect(used(1, train('a', 15, 'other, tight'), train('b', 15, 'tighter'))).toEqual(['a']));
  it('go on for the newest state', () => expect(used(3, train('a', 500, 'loose'))).toEqual(['a']));
});
