import fc from 'fast-check';
import {
  filterOf,
  filterWords,
  formFault,
  numberOf,
  readColumnFilters,
  spans,
  withColumn,
  writeColumnFilter,
  type Filterable,
} from './column-filter';

const columns: readonly Filterable[] = [
  { column: 'name', label: 'Wagons', kind: 'text' },
  { column: 'bytes', label: 'Size', kind: 'number' },
  { column: 'composedAt', label: 'Composed', kind: 'instant' },
];
const now = Date.parse('2025-12-01T12:00:00Z');
const asked = (written: string) => readColumnFilters([written], columns).map((one) => filterOf(one, now));

describe('filters of single columns (rule 214)', () => {
  it('find a text anywhere', () =>
    expect(asked('name~contains~lambda~k0')).toEqual([{ column: 'name', op: 'contains', value: 'lambda~k0' }]));
  it('hold a number in a range, written as people write sizes', () => {
    expect(asked('bytes~from~1.5 G')).toEqual([{ column: 'bytes', op: 'from', value: 1_500_000_000 }]);
    expect(asked('bytes~to~2k')).toEqual([{ column: 'bytes', op: 'to', value: 2000 }]);
    expect(['7', '1.5gb', '2 T', 'x', '', '1e5'].map(numberOf)).toEqual([7, 1.5e9, 2e12, null, null, null]);
  });
  it('slide back from now, or from the moment that is shown', () =>
    expect(asked('composedAt~within~1w')).toEqual([{ column: 'composedAt', op: 'from', value: '2025-11-24T12:00:00.000Z' }]));
  it('leave out what nobody can have chosen', () =>
    expect(
      ['other~contains~a', 'name~from~1', 'bytes~from~wide', 'composedAt~within~', 'name~contains~ ', 'rubbish'].flatMap(asked),
    ).toEqual([]));
  it('are said in words', () =>
    expect(
      ['name~contains~k0', 'bytes~from~1.5 G', 'bytes~to~2k', 'composedAt~within~3m'].flatMap((written) =>
        readColumnFilters([written], columns).map((one) => filterWords(one, columns)),
      ),
    ).toEqual(['Wagons contains “k0”', 'Size at least 1.5 G', 'Size at most 2k', 'Composed in the last 3 months']));
  it('replace those of the same column only, and are Off when nothing is given', () => {
    const both = readColumnFilters(['name~contains~k0', 'bytes~from~1', 'bytes~to~2'], columns);
    expect(withColumn(both, 'bytes', { from: ' 5 ', to: '' }).map(writeColumnFilter)).toEqual(['name~contains~k0', 'bytes~from~5']);
    expect(withColumn(both, 'bytes', {}).map(writeColumnFilter)).toEqual(['name~contains~k0']);
    expect(withColumn([], 'composedAt', { within: spans[0].text })).toEqual([]);
  });
  it('say what is wrong with a form', () => {
    expect(formFault({ from: 'wide' })).toBe('“wide” is no number. Write 1500, 1.5 k or 1.5 G.');
    expect(formFault({ from: '2k', to: '1' })).toBe('The smallest is larger than the largest.');
    expect(formFault({ from: '1', to: '' })).toBeNull();
  });
  it('come back from the address as they were', () =>
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => text.trim() !== ''),
        (text) => {
          const one = { column: 'name', way: 'contains', text } as const;
          expect(readColumnFilters([writeColumnFilter(one)], columns)).toEqual([one]);
        },
      ),
    ));
});
