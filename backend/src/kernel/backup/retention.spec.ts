import fc from 'fast-check';
import { outlived } from './retention.js';

const now = Date.parse('2026-03-29T12:34:00Z');
const minutes = (n: number): number => n * 60_000;
const every5MinutesFor = (days: number) => Array.from({ length: (days * 24 * 60) / 5 }, (_, i) => ({ made: now - minutes(5 * i) }));

const kept = (backups: readonly { made: number }[]) => {
  const gone = new Set(outlived(backups, now));
  return backups.filter((backup) => !gone.has(backup));
};

describe('which backups are kept', () => {
  it('keeps an hourly one for a day, a daily one for a week and a weekly one for four weeks', () => {
    const left = kept(every5MinutesFor(60));
    const age = (from: number, to: number) => left.filter(({ made }) => now - made > minutes(from) && now - made <= minutes(to)).length;
    expect(age(-1, 24 * 60)).toBe(25); // 24 hours touch 25 hours of the clock
    expect(age(24 * 60, 7 * 24 * 60)).toBe(6);
    expect(age(7 * 24 * 60, 28 * 24 * 60)).toBe(3);
    expect(age(28 * 24 * 60, Infinity)).toBe(0);
  });

  it('never lets the newest go, however old it is', () => {
    expect(kept([{ made: now - minutes(60 * 24 * 400) }])).toHaveLength(1);
  });

  it('leaves alone what a wrong clock put into the future', () => {
    expect(kept([{ made: now + minutes(90) }, { made: now + minutes(60) }, { made: now }])).toHaveLength(3);
  });

  it('decides the same again: what was kept once is kept a second time', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 60 * 24 * 40 }), { maxLength: 300 }), (ages) => {
        const left = kept(ages.map((age) => ({ made: now - minutes(age) })));
        expect(kept(left)).toEqual(left);
        expect(left.length).toBeLessThanOrEqual(25 + 8 + 5);
      }),
    );
  });
});
