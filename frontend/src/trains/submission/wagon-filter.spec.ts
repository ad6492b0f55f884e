import { cell } from '../examples.testing';
import { anyAge, matches, sorted, WEEK } from './wagon-filter';

const now = Date.parse('2025-12-10T00:00:00Z');
const wish = { words: '', within: WEEK, tests: [], modes: [] };

describe('Wagons shown for a dataset (rule 176)', () => {
  it('are those enabled within one week by default, all when the filter is off', () => {
    const old = cell('1');
    expect(matches(wish, old, now)).toBe(false);
    expect(matches({ ...wish, within: '14' }, old, now)).toBe(true);
    expect(matches({ ...wish, within: anyAge }, old, now)).toBe(true);
  });
  it('are found by wagon, analysis and user', () => {
    for (const words of ['WAGON_1', 'strangeness', 'mrossi '])
      expect(matches({ ...wish, within: anyAge, words }, cell('1'), now)).toBe(true);
    expect(matches({ ...wish, within: anyAge, words: 'jet' }, cell('1'), now)).toBe(false);
  });
  it('put those that cannot be used last, with the newest on top otherwise', () => {
    const rows = [cell('1'), cell('2'), cell('3')];
    expect(sorted(rows, 'fits', ({ wagonId }) => wagonId !== '3').map(({ wagonId }) => wagonId)).toEqual(['2', '1', '3']);
  });
  it('put what has no figure last, whichever way one sorts', () => {
    const rows = [cell('1', { cpuDays: null }), cell('2', { cpuDays: 5 }), cell('3', { cpuDays: 7 })];
    expect(sorted(rows, 'cpu', () => true).map(({ wagonId }) => wagonId)).toEqual(['2', '3', '1']);
    expect(sorted(rows, '-cpu', () => true).map(({ wagonId }) => wagonId)).toEqual(['3', '2', '1']);
  });
});
