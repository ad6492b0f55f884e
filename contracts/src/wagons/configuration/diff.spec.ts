import fc from 'fast-check';
import { applyDiff, cellDifferences, diffConfigurations } from './diff.js';
import { defaultConfiguration, valueAt } from './configuration.js';
import { anyConfiguration, array, everyType, matrix, scalar } from './configuration.testing.js';

const start = defaultConfiguration(everyType);

describe('the difference of two configurations (rules 52, 62)', () => {
  it('applied to the first gives the second', () => {
    fc.assert(
      fc.property(anyConfiguration(), anyConfiguration(), (a, b) => expect(applyDiff(a, diffConfigurations(a, b))).toEqual(b)),
      { numRuns: 60 },
    );
  });
  it('of a configuration and itself is empty', () => {
    fc.assert(
      fc.property(anyConfiguration(), (a) => expect(diffConfigurations(a, a)).toEqual({ variants: [], values: [] })),
      { numRuns: 30 },
    );
  });
  it('names task, parameter, variant, old and new value', () => {
    const change = {
      variant: '',
      task: 'every-type',
      parameter: 'ofFloat',
      from: scalar('1'),
      to: scalar('0.200000003'),
    };
    const changed = applyDiff(start, { variants: [], values: [change] });
    expect(diffConfigurations(start, changed)).toEqual({ variants: [], values: [change] });
  });
  it('keeps overrides through a rename', () => {
    const added = applyDiff(start, {
      variants: [{ change: 'added', variant: 'low' }],
      values: [{ variant: 'low', task: 'every-type', parameter: 'ofInt', from: null, to: scalar('5') }],
    });
    const renamed = applyDiff(added, { variants: [{ change: 'renamed', variant: 'low', to: 'lower' }], values: [] });
    expect(renamed.subwagons).toEqual([{ ...added.subwagons[0], name: 'lower' }]);
  });
  it('takes a Base value back to its declared default when told the workflow', () => {
    const reset = {
      variants: [],
      values: [{ variant: '', task: 'every-type', parameter: 'ofInt', from: scalar('1'), to: null }],
    };
    expect(valueAt(applyDiff(start, reset, everyType).base, 'every-type', 'ofInt')).toEqual(scalar('1'));
    expect(valueAt(applyDiff(start, reset).base, 'every-type', 'ofInt')).toBeNull();
  });
});

describe('a changed value', () => {
  it('shows the cells that changed when its size stayed', () => {
    expect(cellDifferences({ from: array('1', '2'), to: array('1', '3') })).toEqual([{ cell: '2', from: '2', to: '3' }]);
    expect(cellDifferences({ from: matrix([['1', '2']], ['r']), to: matrix([['1', null]], ['r']) })).toEqual([
      { cell: '1,2', from: '2', to: null },
    ]);
  });
  it('shows the whole when size or labels changed', () => {
    expect(cellDifferences({ from: array('1'), to: array('1', '2') })).toEqual([{ cell: null, from: array('1'), to: array('1', '2') }]);
    expect(cellDifferences({ from: matrix([['1']], ['r']), to: matrix([['1']], ['s']) })).toHaveLength(1);
    expect(cellDifferences({ from: scalar('1'), to: null })).toEqual([{ cell: null, from: '1', to: null }]);
  });
  it('shows nothing when nothing changed', () => {
    expect(cellDifferences({ from: matrix([['1']], ['r']), to: matrix([['1']], ['r']) })).toEqual([]);
    expect(cellDifferences({ from: scalar('1'), to: scalar('1') })).toEqual([]);
  });
});
