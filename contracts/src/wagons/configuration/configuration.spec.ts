import fc from 'fast-check';
import {
  canonical,
  defaultConfiguration,
  resolve,
  resolveValue,
  trimOverride,
  valueAt,
  valuesOf,
  variantsToRun,
  withValue,
} from './configuration.js';
import { anyConfiguration, array, edges, everyType, fixedAxis, matrix, scalar } from './configuration.testing.js';

describe('the values of a wagon', () => {
  it('start as the declared defaults, and leave out those that nobody knows (rule 37)', () => {
    const { base, baseActive, subwagons } = defaultConfiguration(everyType);
    expect(valueAt(base, 'every-type', 'ofInt')).toEqual(scalar('1'));
    expect(valueAt(base, 'every-type', 'unresolved')).toBeNull();
    expect([baseActive, subwagons]).toEqual([true, []]);
  });

  it('are never found on a prototype', () => {
    const values = valuesOf([{ task: '__proto__', parameter: 'constructor', value: scalar('1') }]);
    expect(valueAt(values, '__proto__', 'constructor')).toEqual(scalar('1'));
    expect(valueAt({}, 'constructor', 'name')).toBeNull();
    expect(Object.getPrototypeOf(withValue({}, ['__proto__', 'x'], scalar('1')))).toBe(Object.prototype);
  });
});

describe('a subwagon', () => {
  const base = valuesOf([
    { task: 't', parameter: 'cut', value: scalar('1.2') },
    { task: 't', parameter: 'bins', value: array('1', '2', '3') },
    {
      task: 't',
      parameter: 'cuts',
      value: matrix(
        [
          ['1', '2'],
          ['3', '4'],
        ],
        ['a', 'b'],
        ['x', 'y'],
      ),
    },
    { task: 't', parameter: 'axis', value: fixedAxis('10', '0', '1') },
  ]);
  const overrides = valuesOf([
    { task: 't', parameter: 'cut', value: scalar('0.9') },
    { task: 't', parameter: 'bins', value: array(null, '20', null) },
    {
      task: 't',
      parameter: 'cuts',
      value: matrix([
        [null, null],
        [null, '40'],
      ]),
    },
  ]);

  it('overrides only given cells and inherits the rest (rules 44, 45)', () => {
    expect(resolve(base, { overrides })['t']).toEqual({
      cut: scalar('0.9'),
      bins: array('1', '20', '3'),
      cuts: matrix(
        [
          ['1', '2'],
          ['3', '40'],
        ],
        ['a', 'b'],
        ['x', 'y'],
      ),
      axis: fixedAxis('10', '0', '1'),
    });
  });

  it('overrides an axis as a whole or inherits it (rule 43)', () => {
    expect(resolveValue(fixedAxis('10', '0', '1'), edges('0', '2'))).toEqual(edges('0', '2'));
    expect(resolveValue(fixedAxis('10', '0', '1'), null)).toEqual(fixedAxis('10', '0', '1'));
  });

  it('follows the length of Base: cells beyond are cut, new ones inherit (rule 41)', () => {
    expect(resolveValue(array('1'), array(null, '20', null))).toEqual(array('1'));
    expect(resolveValue(array('1', '2', '3', '4'), array(null, '20', null))).toEqual(array('1', '20', '3', '4'));
    expect(trimOverride(array('1'), array(null, '20'))).toBeNull();
    const shorter = canonical({
      baseActive: true,
      base: withValue(base, ['t', 'bins'], array('1', '2')),
      subwagons: [{ name: 's', active: true, overrides }],
    });
    expect(valueAt(shorter.subwagons[0]?.overrides ?? {}, 't', 'bins')).toEqual(array(null, '20'));
  });

  it('runs with Base where its override has holes and Base has nothing to fill them', () => {
    expect(resolveValue(null, array('1', null))).toBeNull();
    expect(resolveValue(scalar('1'), array('1', null))).toEqual(scalar('1'));
  });

  it('runs by itself when active, with its suffix (rules 46, 48)', () => {
    const subwagons = [
      { name: 'low', active: true, overrides },
      { name: 'off', active: false, overrides },
    ];
    expect(variantsToRun({ baseActive: true, base, subwagons }).map(({ name, suffix }) => [name, suffix])).toEqual([
      ['', ''],
      ['low', '_low'],
    ]);
    expect(variantsToRun({ baseActive: false, base, subwagons }).map(({ name }) => name)).toEqual(['low']);
  });

  it('resolves to the same when resolved again (rule 45)', () => {
    fc.assert(
      fc.property(anyConfiguration(), ({ base: values, subwagons }) => {
        for (const subwagon of subwagons) expect(resolve(resolve(values, subwagon), subwagon)).toEqual(resolve(values, subwagon));
      }),
      { numRuns: 30 },
    );
  });

  it('has one spelling, whatever is done twice', () => {
    fc.assert(
      fc.property(anyConfiguration(), (configuration) => expect(canonical(configuration)).toEqual(configuration)),
      { numRuns: 30 },
    );
  });
});
