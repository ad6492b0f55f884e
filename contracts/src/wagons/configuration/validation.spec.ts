import fc from 'fast-check';
import { parameterTypes, type ParameterType, type ParameterValue } from '../../packages/index.js';
import { isModified, sameCell, validateOverride, validateValue } from './index.js';
import { array, declare, edges, everyType, fixedAxis, matrix, scalar, validValue } from './configuration.testing.js';

const problems = (type: ParameterType, text: string) => validateValue(declare('p', type, null), scalar(text));
const axis = declare('axis', 'ArrayDouble', null, { kind: 'axis' });

describe('a single value (rule 38)', () => {
  it.each([
    ['Int8', '-128', '127', '-129', '128'],
    ['Int16', '-32768', '32767', '-32769', '32768'],
    ['Int', '-2147483648', '2147483647', '-2147483649', '2147483648'],
    ['Int64', '-9223372036854775808', '9223372036854775807', '-9223372036854775809', '9223372036854775808'],
    ['UInt8', '0', '255', '-1', '256'],
    ['UInt16', '0', '65535', '-1', '65536'],
    ['UInt32', '0', '4294967295', '-1', '4294967296'],
    ['UInt64', '0', '18446744073709551615', '-1', '18446744073709551616'],
  ] as const)('of type %s fits from %s to %s, not %s and not %s', (type, low, high, below, above) => {
    expect([problems(type, low), problems(type, high)]).toEqual([[], []]);
    expect(problems(type, below)[0]).toContain('does not fit');
    expect(problems(type, above)[0]).toContain('does not fit');
  });

  it('is a whole number where one is declared', () => {
    for (const text of ['1.0', '1e3', '', ' 1', '0x10', 'nan', '--1']) expect(problems('Int', text)).toHaveLength(1);
  });
  it('is a finite number where one is declared', () => {
    for (const text of ['0.200000003', '1e-7', '5.', '.5', '+1', '-100', '1e+10'])
      expect([text, problems('Float', text)]).toEqual([text, []]);
    for (const text of ['nan', 'inf', 'Infinity', '1e999', '', '1,5', '!ISLOWFLUX!']) expect(problems('Double', text)).toHaveLength(1);
    expect(problems('Float', '1e39')[0]).toContain('too large for a float');
    expect(problems('Double', '1e39')).toEqual([]);
  });
  it('is true, false, 1 or 0 where a truth value is declared', () => {
    for (const text of ['true', 'false', '1', '0']) expect(problems('Bool', text)).toEqual([]);
    for (const text of ['True', 'yes', '-1', '']) expect(problems('Bool', text)[0]).toContain('neither true, false, 1 nor 0');
  });
  it('of an unresolved type is carried unchecked', () => expect(problems('Unknown', '{5, -5.f}')).toEqual([]));
});

describe('lists, matrices and axes', () => {
  it('refuse another form than the declared one, and name both', () => {
    expect(validateValue(declare('p', 'ArrayInt', null), scalar('1'))).toEqual(['Should be a list, but is a single value.']);
  });
  it('keep a fixed length (rule 40)', () => {
    const fixed = declare('p', 'ArrayFloat', null, { fixedLength: 3 });
    expect(validateValue(fixed, array('1', '2', '3'))).toEqual([]);
    expect(validateValue(fixed, array('1', '2'))).toEqual(['Has 2 cells, but its length is fixed to 3.']);
  });
  it('name the cell that is wrong', () => {
    expect(validateValue(declare('p', 'ArrayInt', null), array('1', 'x'))).toEqual(['Cell 2: “x” is no whole number.']);
    expect(validateValue(declare('p', 'Array2DFloat', null), matrix([['1'], ['y']]))).toEqual(['Row 2, cell 1: “y” is no finite number.']);
    expect(validateValue(declare('p', 'ArrayInt', null), array('1', null))).toEqual(['Cell 2 is empty; only a subwagon can inherit.']);
  });
  it('have as many labels as rows and columns, or none', () => {
    const labelled = declare('p', 'LabeledArrayFloat', null);
    expect(validateValue(labelled, matrix([['1', '2']], ['r'], ['a', 'b']))).toEqual([]);
    expect(validateValue(labelled, matrix([['1', '2']]))).toEqual([]);
    expect(validateValue(labelled, matrix([['1', '2']], ['r', 's'], ['a']))).toEqual([
      'Has 2 row labels for 1 rows.',
      'Has 1 column labels for 2 columns.',
    ]);
    expect(validateValue(labelled, matrix([['1', '2'], ['3']]))).toEqual(['Row 2 has 1 cells, row 1 has 2.']);
  });
  it('an axis of equal bins has at least one, and min below max (rule 42)', () => {
    expect(validateValue(axis, fixedAxis('100', '-1', '1'))).toEqual([]);
    expect(validateValue(axis, fixedAxis('0', '2', '1'))).toEqual([
      'Bins must be a whole number from 1 on, but is 0.',
      'Min must be below max, but 2 is not below 1.',
    ]);
    expect(validateValue(axis, fixedAxis('1.5', '0', '1'))[0]).toContain('whole number');
    expect(validateValue(axis, fixedAxis('ten', '0', '1'))).toEqual(['Bins: “ten” is no finite number.']);
  });
  it('an axis of given edges rises strictly (rule 42)', () => {
    expect(validateValue(axis, edges('0', '0.1', '5'))).toEqual([]);
    expect(validateValue(axis, edges('0', '1', '1'))).toEqual(['Edges must rise, but edge 3 (1) is not above edge 2 (1).']);
    expect(validateValue(axis, edges('0'))).toEqual(['An axis with given edges needs at least two of them.']);
  });
  it('in a subwagon check only given cells, and never grow beyond Base (rules 41, 45)', () => {
    const list = declare('p', 'ArrayInt', null);
    expect(validateOverride(list, array(null, '2'), array('1', '1'))).toEqual([]);
    expect(validateOverride(list, array(null, 'x'), array('1', '1'))).toEqual(['Cell 2: “x” is no whole number.']);
    expect(validateOverride(list, array(null, '2', '3'), array('1', '1'))[0]).toContain('the length changes only in Base');
    expect(validateOverride(declare('m', 'Array2DInt', null), matrix([['1', '2']], ['r']), matrix([['1']]))).toHaveLength(2);
  });

  it('never make the check throw, whatever they hold', () => {
    const text = fc.string({ unit: 'binary', maxLength: 6 });
    const cell = fc.option(text, { nil: null });
    const anything: fc.Arbitrary<ParameterValue> = fc.oneof(
      text.map(scalar),
      fc.array(cell).map((cells) => array(...cells)),
      fc.tuple(fc.array(fc.array(cell)), fc.array(text), fc.array(text)).map(([rows, r, c]) => matrix(rows, r, c)),
      fc.tuple(text, text, text).map(([a, b, c]) => fixedAxis(a, b, c)),
      fc.array(text).map((at) => edges(...at)),
    );
    const declarations = fc
      .tuple(fc.constantFrom(...parameterTypes), fc.constantFrom('value', 'axis', 'processSwitch'))
      .map(([type, kind]) => declare('p', type, null, { kind: kind as 'value' }));
    fc.assert(
      fc.property(declarations, anything, anything, (declaration, value, base) => {
        expect(Array.isArray(validateValue(declaration, value))).toBe(true);
        expect(Array.isArray(validateOverride(declaration, value, base))).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
  it('accept every valid value of every type', () => {
    for (const declaration of everyType.tasks.flatMap(({ parameters }) => parameters))
      fc.assert(
        fc.property(validValue(declaration), (value) => expect(validateValue(declaration, value)).toEqual([])),
        { numRuns: 20 },
      );
  });
});

describe('a value counts as changed by a user (rule 53)', () => {
  const cut = declare('cut', 'Float', scalar('0.2'));
  it('only when its number differs, not its digits', () => {
    expect(isModified(cut, scalar('0.200000003'))).toBe(false);
    expect(isModified(cut, scalar('0.20'))).toBe(false);
    expect(isModified(cut, scalar('0.2000001'))).toBe(true);
  });
  it('not when a double is a float literal written out', () => {
    expect(sameCell('double', '0.1', '0.10000000149011612')).toBe(true);
    expect(sameCell('double', '0.1', '0.100000001')).toBe(false);
  });
  it('when 64-bit integers differ in the last digit', () => {
    expect(sameCell('uint64', '18446744073709551615', '18446744073709551614')).toBe(false);
    expect(sameCell('int64', '+7', '7')).toBe(true);
  });
  it('not when a truth value is spelt otherwise', () => expect(isModified(declare('b', 'Bool', scalar('true')), scalar('1'))).toBe(false));
  it('always, where the default is not known', () => expect(isModified(declare('u', 'Float', null), scalar('1'))).toBe(true));
  it('never, where no value is set', () => expect(isModified(cut, null)).toBe(false));
});
