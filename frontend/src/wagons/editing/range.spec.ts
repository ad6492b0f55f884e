import fc from 'fast-check';
import { extended, rangeOf } from './range';

const places = { rows: ['a', 'b', 'c', 'd'], variants: ['', 'Fine', 'Wide'] };

describe('a range of values in the grid', () => {
  it('is what lies between two corners, whichever was first', () => {
    const range = { rows: ['b', 'c'], variants: ['', 'Fine'] };
    expect(rangeOf({ row: 'b', variant: 'Fine' }, { row: 'c', variant: '' }, places)).toEqual(range);
    expect(rangeOf({ row: 'c', variant: '' }, { row: 'b', variant: 'Fine' }, places)).toEqual(range);
  });
  it('is none when a corner was filtered away', () =>
    expect(rangeOf({ row: 'gone', variant: '' }, { row: 'b', variant: '' }, places)).toBeNull());
  it('grows by whole values, to the edge and not beyond', () => {
    expect(extended({ row: 'a', variant: 'Fine' }, 'down', places)).toEqual({ row: 'b', variant: 'Fine', line: 0, at: 0 });
    expect(extended({ row: 'a', variant: 'Fine' }, 'up', places)).toMatchObject({ row: 'a', variant: 'Fine' });
    expect(extended({ row: 'a', variant: 'Fine' }, 'end', places)).toMatchObject({ row: 'a', variant: 'Wide' });
    expect(extended({ row: 'a', variant: 'Fine' }, 'page-down', places)).toMatchObject({ row: 'd', variant: 'Fine' });
  });
  it('holds both corners, always', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...places.rows),
        fc.constantFrom(...places.variants),
        fc.constantFrom(...places.rows),
        (row, variant, other) => {
          const range = rangeOf({ row, variant }, { row: other, variant: '' }, places);
          expect(range?.rows).toEqual(expect.arrayContaining([row, other]));
          expect(range?.variants).toEqual(expect.arrayContaining([variant, '']));
        },
      ),
    ));
});
