import { compareTags, readTag } from './tags.js';

const rising = [
  'not a tag', 'O2Physics::nightly-20220101', 'O2Physics::nightly-20220101-1', 'O2Physics::daily-20251130-0000-1', 'O2Physics::daily-20251201-0000',
  'O2Physics::daily-20251201-0000-1', 'O2Physics::daily-20251201-0000-2', 'O2Physics::daily-20251201-0000-10', 'O2Physics::daily-20251201-0200-1',
];

describe('the order of package tags (rule 95)', () => {
  it('goes by date and time, then by index as a number', () => expect([...rising].reverse().sort(compareTags)).toEqual(rising));
  it('is the same whichever side one asks', () => {
    for (const a of rising) for (const b of rising) expect(Math.sign(compareTags(a, b))).toBe(-Math.sign(compareTags(b, a)) + 0);
  });
  it('reads the parts of a name', () =>
    expect(readTag('O2Physics::daily-20251201-0200-3')).toEqual({ packageName: 'O2Physics', kind: 'daily', date: '20251201', time: '0200', index: 3 }));
  it('reads nothing else', () => expect(readTag('daily-20251201')).toBeUndefined());
});
