import { compareTags, readTag } from './tags.js';

const rising = [
  'not a tag',
  'O2Physics::nightly-20220101',
  'O2Physics::nightly-20220101-1',
  'O2Physics::daily-20251130-0000-1',
  'O2Physics::daily-20251201-0000',
  'O2Physics::daily-20251201-0000-1',
  'O2Physics::daily-20251201-0000-2',
  'O2Physics::daily-20251201-0000-10',
  'O2Physics::daily-20251201-0200-1',
];

describe('the order of package tags (rule 95)', () => {
  it('goes by date and time, then by index as a number', () => expect([...rising].reverse().sort(compareTags)).toEqual(rising));
  it('is the same whichever side one asks', () => {
    for (const a of rising) for (const b of rising) expect(Math.sign(compareTags(a, b))).toBe(-Math.sign(compareTags(b, a)) + 0);
  });
  it('reads the parts of a name', () =>
    expect(readTag('O2Physics::daily-20251201-0200-3')).toEqual({
      packageName: 'O2Physics',
      kind: 'daily',
      date: '20251201',
      time: '0200',
      index: 3,
    }));
  it('reads the names of the field, whatever else they hold', () => {
    const [time, index] = ['time', 'index'] as const;
    const of = (tag: string) => [readTag(tag)?.[time], readTag(tag)?.[index]];
    expect(of('O2Physics::nightly-20230515-1')).toEqual(['0000', 1]);
    expect(of('O2Physics::nightly-20221213-gpu-1')).toEqual(['0000', 1]);
    expect(of('O2Physics::daily-20260325-1000_TEST-2')).toEqual(['1000', 2]);
    expect(of('O2Physics::daily-20251201-0000')).toEqual(['0000', 0]);
    expect(of('O2Physics::daily-20251201')).toEqual(['0000', 0]);
  });
  it('reads nothing else', () => expect(readTag('daily-20251201')).toBeUndefined());
});
