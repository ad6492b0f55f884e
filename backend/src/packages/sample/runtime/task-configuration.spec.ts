import { asBinning, ConfigurationFault, TaskConfiguration } from './task-configuration.js';

const config = (values: Record<string, unknown>, defaults: Record<string, unknown> = {}): TaskConfiguration =>
  new TaskConfiguration('flow-task', values, defaults);

describe("a task's configuration, as the field writes it", () => {
  it('reads scalars written as text', () => {
    const task = config({ cfgCutEta: '0.800000012', cfgUseNch: '1', doQA: 'false', name: 'sel8' });
    expect([task.number('cfgCutEta'), task.flag('cfgUseNch'), task.flag('doQA'), task.text('name')]).toEqual([
      0.800000012,
      true,
      false,
      'sel8',
    ]);
  });

  it('takes the declared default where nothing is configured', () => {
    expect(config({}, { cfgCutEta: 0.8 }).number('cfgCutEta')).toBe(0.8);
  });

  it('finds groups as dotted keys and as nested objects', () => {
    expect(config({ 'pidTPC.param-file': 'a' }).text('pidTPC.param-file')).toBe('a');
    expect(config({ pidTPC: { 'param-file': 'b' } }).text('pidTPC.param-file')).toBe('b');
  });

  it.each([
    [{ values: ['100', '0', '10'] }, { bins: 100, min: 0, max: 10 }],
    [[200, -1, 1], { bins: 200, min: -1, max: 1 }],
    [[0, 0, 0.5, 2], { edges: [0, 0.5, 2] }],
    [{ values: ['0', '-1', '0.5'] }, { edges: [-1, 0.5] }],
    [['10', 'a', '3'], undefined],
    [[0, 2, 1], undefined],
    [[10, 5, 5], undefined],
    ['100', undefined],
  ])('reads the axis %j as %j (rule 42)', (value, binning) => {
    expect(asBinning(value)).toEqual(binning);
  });

  it.each([
    ['a word for a number', () => config({ x: 'wide' }).number('x'), 'flow-task: x is "wide", which is no number'],
    ['an empty number', () => config({ x: '' }).number('x'), 'which is no number'],
    ['a number for a flag', () => config({ x: '2' }).flag('x'), 'neither true nor false'],
    ['falling edges', () => config({ x: [0, 2, 1] }).binning('x'), 'which is no axis'],
    ['a parameter that nobody declared', () => config({}).number('__proto__.x'), 'flow-task has no parameter'],
  ])('refuses %s and names it', (_, read, message) => {
    expect(read).toThrow(ConfigurationFault);
    expect(read).toThrow(message);
  });
});
