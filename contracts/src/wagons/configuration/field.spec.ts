import fc from 'fast-check';
import { formatField, parseField, parseOverride } from './field.js';
import { array, declare, edges, everyType, fixedAxis, matrix, scalar, validValue } from './configuration.testing.js';

const parsed = (...args: Parameters<typeof parseField>) => {
  const result = parseField(...args);
  return result.ok ? result.value : result.problems;
};

describe('what is typed into a field (rules 38, 42)', () => {
  it('is trimmed where it is a number, kept where it is a text', () => {
    expect(parsed(declare('n', 'Float', null), ' 0.200000003 ')).toEqual(scalar('0.200000003'));
    expect(parsed(declare('s', 'String', null), ' a ')).toEqual(scalar(' a '));
  });
  it('is a list with commas, or with brackets', () => {
    expect(parsed(declare('a', 'ArrayInt', null), '1, 2,3')).toEqual(array('1', '2', '3'));
    expect(parsed(declare('a', 'ArrayString', null), '["a, b", "c"]')).toEqual(array('a, b', 'c'));
    expect(parsed(declare('a', 'ArrayInt', null), '[1, 2')).toEqual(['The brackets do not close, or what they hold is no list of values.']);
  });
  it('is an axis: bins, min, max, or 0 and the edges', () => {
    const axis = declare('x', 'ArrayDouble', null, { kind: 'axis' });
    expect(parsed(axis, '100, -1, 1')).toEqual(fixedAxis('100', '-1', '1'));
    expect(parsed(axis, '0, 1, 2, 5')).toEqual(edges('1', '2', '5'));
    expect(parsed(axis, '1, 2')).toEqual(['Should be an axis (bins, min, max, or 0 and the edges), but is a list.']);
  });
  it('is a matrix row by row, and keeps its labels while its size stays', () => {
    const cuts = declare('m', 'LabeledArrayFloat', matrix([['1', '2']], ['r'], ['x', 'y']));
    expect(parsed(cuts, '3, 4')).toEqual(matrix([['3', '4']], ['r'], ['x', 'y']));
    expect(parsed(cuts, '3, 4\n5, 6')).toEqual(
      matrix([
        ['3', '4'],
        ['5', '6'],
      ]),
    );
  });
  it('comes back as it was shown, for every type', () => {
    for (const declaration of everyType.tasks.flatMap(({ parameters }) => parameters))
      fc.assert(
        fc.property(validValue(declaration), (value) => {
          const bare = value.form === 'matrix' ? { ...value, labelsRows: [], labelsCols: [] } : value;
          expect(parseField({ ...declaration, default: null }, formatField(bare))).toEqual({ ok: true, value: bare });
        }),
        { numRuns: 30 },
      );
  });
  it('in a subwagon inherits where a cell is left empty, and has no labels of its own (rules 41, 45)', () => {
    const list = declare('a', 'ArrayInt', null);
    expect(parseOverride(list, '["", "7", ""]', array('1', '2', '3'))).toEqual({ ok: true, value: array(null, '7', null) });
    expect(parseOverride(list, '["", ""]', array('1', '2'))).toEqual({ ok: true, value: null });
    expect(parseOverride(list, '1, 2, 3', array('1', '2'))).toEqual({
      ok: false,
      problems: ['Has 3 cells, but Base has 2; the length changes only in Base.'],
    });
    const base = matrix([['1', '2']], ['r'], ['x', 'y']);
    expect(parseOverride(declare('m', 'LabeledArrayFloat', base), '[["", "4"]]', base)).toEqual({ ok: true, value: matrix([[null, '4']]) });
  });
});
