import { compare } from './compare.js';

describe('ours beside the peers', () => {
  const ours = [1_000, 2_000, 3_000];

  it('takes the ratio within a round, and the median of the rounds', () => {
    const { peers, ratios } = compare(ours, [{ name: 'slow', why: undefined, rates: [100, 100, 1_000], goal: 5 }]);
    expect(ratios).toEqual({ slow: 10 });
    expect(peers).toEqual({ slow: { eventsPerSecond: 100 } });
  });

  it('is met only when we are as many times faster as the goal says', () => {
    const beside = (goal: number) => compare(ours, [{ name: 'slow', why: undefined, rates: [100, 200, 300], goal }]).met;
    expect(beside(10)).toBe(true);
    expect(beside(10.1)).toBe(false);
  });

  it('lets nobody decide who was not measured, and names the reason', () => {
    const seen = compare(ours, [{ name: 'absent', why: 'not installed\nat all', rates: [NaN, NaN, NaN], goal: 15 }]);
    expect(seen).toMatchObject({ met: true, peers: {}, ratios: {}, goals: ['15 × absent (not measured: not installed)'] });
    expect(seen.rows).toEqual([['absent', 'not measured: not installed', '–', '≥ 15 ×', '–']]);
  });

  it('does not take a peer for measured that failed in the middle', () => {
    expect(compare(ours, [{ name: 'broke', why: 'it ended', rates: [100, NaN, NaN], goal: 5 }]).ratios).toEqual({});
  });

  it('shows a peer without a goal, and lets it decide nothing', () => {
    const seen = compare(ours, [{ name: 'other', why: undefined, rates: [9_000, 9_000, 9_000] }]);
    expect(seen).toMatchObject({ met: true, goals: [], ratios: { other: 2_000 / 9_000 } });
  });
});
