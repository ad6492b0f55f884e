import fc from 'fast-check';
import { isHeavy, slotsOf, slotsPerWeek, slotsUsed } from './slots.js';

const light = { pssMaxBytes: 1e9 };
const heavy = { pssMaxBytes: 1.9e9 };

describe('the slots of a train (rule 202)', () => {
  it('are two for one heavy wagon on two cores, and one for five light wagons on one core', () => {
    expect(slotsOf([heavy], 2)).toBe(2);
    expect(slotsOf([light, light, light, light, light], 1)).toBe(1);
  });
  it('are those of its wagons where it has more cores', () => expect(slotsOf([heavy, light], 8)).toBe(3));
  it('count a wagon that just fits into a single-core queue, or was not measured, as light', () =>
    expect([{ pssMaxBytes: 1.8e9 }, {}, { pssMaxBytes: 1.8e9 + 1 }].map(isHeavy)).toEqual([false, false, true]));
  it('are never more than its cores, and at least one', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(light, heavy), { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 8 }),
        (wagons, cores) => {
          expect(slotsOf(wagons, cores)).toBeGreaterThanOrEqual(1);
          expect(slotsOf(wagons, cores)).toBeLessThanOrEqual(cores);
        },
      ),
    ));
});

describe('slots on a dataset (rules 203, 204)', () => {
  const now = Date.parse('2025-12-08T12:00:00Z');
  const train = (composedAt: string, state = 'done', slots = 2) => ({ composedAt, state, slots });
  it('count for seven days from when the train was composed, to the second', () => {
    expect(slotsUsed([train('2025-12-01T12:00:01Z')], now)).toBe(2);
    expect(slotsUsed([train('2025-12-01T12:00:00Z')], now)).toBe(0);
  });
  it('come back with a decomposed train, not with a killed one', () =>
    expect(slotsUsed([train('2025-12-08T10:00:00Z', 'decomposed'), train('2025-12-08T10:00:00Z', 'killed')], now)).toBe(2));
  it('do not know the future of the moment that is shown', () => expect(slotsUsed([train('2025-12-08T12:00:01Z')], now)).toBe(0));
  it('are fewer on larger datasets; a size on the boundary is of the heavier group', () =>
    expect([0, 29.9e12, 30e12, 100e12, 199e12, 200e12, 800e12, 5e15].map(slotsPerWeek)).toEqual([14, 14, 6, 6, 6, 2, 2, 2]));
});
