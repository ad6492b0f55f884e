import { declaration } from '@hyperloop/contracts/wagons/examples';
import { addableTypes, readAdded, type Adding } from './added';

const form = (more: Partial<Adding> = {}): Adding => ({
  task: 'lambdakzero-builder',
  name: 'cfgNew',
  type: 'Float',
  fixed: false,
  value: '0.2',
  help: '',
  ...more,
});
const read = (more: Partial<Adding> = {}) => readAdded(declaration, form(more));

describe('a parameter added by hand (rules 37, 38)', () => {
  it('has task, name, type and value', () =>
    expect(read()).toEqual({
      problem: null,
      parameter: { task: 'lambdakzero-builder', name: 'cfgNew', type: 'Float', kind: 'value', help: '' },
      value: { form: 'scalar', text: '0.2' },
    }));
  it('says what is missing or wrong', () => {
    expect(read({ task: ' ' }).problem).toBe('Name the task it belongs to.');
    expect(read({ name: '' }).problem).toBe('Name the parameter.');
    expect(read({ value: '' }).problem).toBe('Give it a value.');
    expect(read({ type: 'Int', value: '1.5' }).problem).toMatch(/whole number|integer/i);
    expect(read({ name: 'v0radius' }).problem).toMatch(/already/);
  });
  it('compares names with upper and lower case (rule 50)', () => expect(read({ name: 'V0radius' }).problem).toBeNull());
  it('may be an empty text', () => expect(read({ type: 'String', value: '' }).problem).toBeNull());
  it('may be an array of fixed length (rule 40)', () =>
    expect(read({ type: 'ArrayFloat', value: '1, 2, 3', fixed: true })).toMatchObject({ parameter: { fixedLength: 3 } }));
  it('may be a matrix, an axis or a process switch', () => {
    expect(read({ type: 'Array2DInt', value: '1, 2\n3, 4' })).toMatchObject({
      value: {
        form: 'matrix',
        rows: [
          ['1', '2'],
          ['3', '4'],
        ],
      },
    });
    expect(read({ type: 'axis', value: '100, 0, 10' })).toMatchObject({
      parameter: { kind: 'axis' },
      value: { form: 'axis', width: 'fixed', bins: '100' },
    });
    expect(read({ type: 'processSwitch', value: 'true' })).toMatchObject({ parameter: { type: 'Bool', kind: 'processSwitch' } });
  });
  it('can be of every offered type, given a value as its hint says', () => {
    const values: Readonly<Record<string, string>> = {
      Bool: 'true',
      processSwitch: 'false',
      String: 'x',
      axis: '100, 0, 10',
      ArrayBool: 'true, false',
    };
    for (const { value } of addableTypes)
      expect({ value, problem: read({ type: value, value: values[value] ?? '1' }).problem }).toEqual({ value, problem: null });
  });
});
