import fc from 'fast-check';
import { searchableOf, soughtNumber, spellingOf } from './searchable.js';
import type { ParameterValue } from './catalogue.js';

const scalar = (text: string): ParameterValue => ({ form: 'scalar', text });

describe('a value as searches compare it', () => {
  it.each([
    ['0.80', '0.8'],
    ['8e-1', '0.8'],
    ['0.800000012', '0.8'],
    ['0.80000001192092896', '0.8'],
    ['+5', '5'],
    ['-0.0', '0'],
    ['1e3', '1000'],
    ['0.123456789012', '0.123456789012'],
    ['18446744073709551615', '18446744073709551615'],
    ['file.root', 'file.root'],
    ['nan', 'nan'],
  ])('spells %s as %s: floats as somebody wrote them, whole numbers of 64 bits exactly', (text, spelt) =>
    expect(spellingOf(text)).toBe(spelt),
  );
  it('takes a float, printed with nine or seventeen digits, for the number that was written', () =>
    fc.assert(
      fc.property(fc.integer({ min: -999_999, max: 999_999 }), fc.integer({ min: 0, max: 6 }), (digits, places) => {
        const written = Number(`${String(digits)}e-${String(places)}`);
        const float = Math.fround(written);
        // Six digits survive a float.
        for (const printed of [float.toPrecision(9), String(float)]) expect(soughtNumber(printed)).toBe(written === 0 ? 0 : written);
      }),
    ));
  it('is found by each of its cells, with the smallest and the largest number', () =>
    expect(searchableOf({ form: 'array', cells: ['3', '-1.50', 'x'] })).toEqual({ cells: '\n3\n-1.5\nx\n', low: -1.5, high: 3 }));
  it('passes over cells that inherit (rule 45)', () =>
    expect(searchableOf({ form: 'array', cells: [null, '2', null] })).toEqual({ cells: '\n2\n', low: 2, high: 2 }));
  it('never looks like a value of another form', () => {
    const cells = [
      scalar('1'),
      { form: 'matrix', rows: [['1', '2'], ['3']], labelsRows: [], labelsCols: [] },
      { form: 'array', cells: ['1', '2', '3'] },
      { form: 'axis', width: 'variable', edges: ['1', '2', '3'] },
      { form: 'axis', width: 'fixed', bins: '4', min: '5', max: '6' },
      { form: 'axis', width: 'variable', edges: ['4', '5', '6'] },
      { form: 'array', cells: [] },
    ].map((value) => searchableOf(value as ParameterValue).cells);
    expect(new Set(cells).size).toBe(cells.length);
  });
  it('is nothing at all when nobody knows it', () => expect(searchableOf(null)).toEqual({ cells: null, low: null, high: null }));
  it('keeps a text of several lines in one cell', () => expect(searchableOf(scalar('a\nb')).cells).toBe('\na b\n'));
});
