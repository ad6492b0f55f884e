import { bytes, counted, matching, number, percent, place } from './number';
import { age, clockTime, cpuDays, duration, fullTime, shortTime, time } from './time';
import { fromWallClock, wallClock } from './wall-clock';

describe('numbers as the screens write them', () => {
  it('have thin spaces, a real minus and a dash for nothing', () => {
    expect(number(18412)).toBe('18\u2009412');
    expect(number(1234567.891, 1)).toBe('1\u2009234\u2009567.9');
    expect(number(-3)).toBe('−3');
    expect(number(-0.2)).toBe('0');
    expect(number(null)).toBe('–');
    expect(number(Number.NaN)).toBe('–');
  });
  it('say “or more” where rows are not counted any further', () =>
    expect([matching(10_000, false), matching(10_000, true)]).toEqual(['10\u2009000', '10\u2009000 or more']));
  it('give bytes in decimal units, one decimal from MB on', () => {
    expect(bytes(0)).toBe('0 B');
    expect(bytes(412_300)).toBe('412 kB');
    expect(bytes(1.94e9)).toBe('1.9 GB');
    expect(bytes(999.7e6)).toBe('1.0 GB');
    expect(bytes(684e12)).toBe('684 TB');
    expect(bytes(undefined)).toBe('–');
  });
  it('count things and places in their words', () => {
    expect([counted(1, 'wagon'), counted(5, 'wagon'), counted(2, 'analysis', 'analyses')]).toEqual(['1 wagon', '5 wagons', '2 analyses']);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 112].map(place)).toEqual(['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '112th']);
    expect(percent(0.42)).toBe('42 %');
  });
});

describe('times as the screens write them', () => {
  const now = '2025-12-02T15:00:00Z';
  it('are those of CERN, with the year only when it is another one', () => {
    expect(time('2025-12-02T13:28:03Z', now)).toBe('2 Dec 14:28:03');
    expect(time('2024-09-14T12:00:00Z', now)).toBe('14 Sep 2024 14:00:00');
    expect(fullTime('2025-11-26T13:07:32Z')).toBe('26 Nov 2025, 14:07:32 CET');
    expect(clockTime('2025-07-01T12:00:00Z')).toBe('14:00:00');
    expect([shortTime('2025-12-02T03:00:00Z', now), shortTime('2025-11-29T03:00:00Z', now), shortTime(null, now)]).toEqual([
      '04:00',
      '29 Nov',
      '–',
    ]);
    expect(time('not a time')).toBe('–');
  });
  it('tell ages and durations in their two largest units', () => {
    expect(age('2025-12-02T13:00:00Z', now)).toBe('2 h ago');
    expect(age('2025-12-02T14:57:00Z', now)).toBe('3 min ago');
    expect([duration(278), duration(23280), duration(45), duration(1_047_600), duration(3600), duration(null)]).toEqual([
      '4 m 38 s',
      '6 h 28 m',
      '45 s',
      '12 d 3 h',
      '1 h',
      '–',
    ]);
    expect([cpuDays(112), cpuDays(3.42), cpuDays(0)]).toEqual(['112 d', '3.4 d', '0 d']);
  });
  it('go to a date field and back, in winter and in summer', () => {
    for (const instant of ['2025-11-26T13:07:32.000Z', '2025-07-01T22:30:00.000Z', '2025-03-30T00:59:59.000Z'])
      expect(fromWallClock(wallClock(instant))?.toISOString()).toBe(instant);
    expect(fromWallClock('2025-11-26T14:07')?.toISOString()).toBe('2025-11-26T13:07:00.000Z');
    expect(fromWallClock('yesterday')).toBeNull();
  });
});
