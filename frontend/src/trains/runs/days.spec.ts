import { dayOf, startOfDay } from './days';

describe('Days of a filter are days at CERN', () => {
  it('begin one hour before UTC in winter and two in summer', () => {
    expect(startOfDay('2025-12-02')).toBe('2025-12-01T23:00:00.000Z');
    expect(startOfDay('2025-07-02')).toBe('2025-07-01T22:00:00.000Z');
  });
  it('end when the next one begins, also when the clocks change', () => {
    expect(startOfDay('2025-12-31', 1)).toBe('2025-12-31T23:00:00.000Z');
    expect(startOfDay('2025-10-26', 1)).toBe('2025-10-26T23:00:00.000Z');
  });
  it('say nothing when the text is no day', () => expect(startOfDay('yesterday')).toBeUndefined());
  it('are named by the clock there', () => expect(dayOf('2025-12-01T23:30:00Z')).toBe('2025-12-02'));
});
