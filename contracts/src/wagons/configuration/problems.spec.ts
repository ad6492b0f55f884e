import {
  applyDiff,
  configurationProblems,
  defaultConfiguration,
  identicalVariants,
  withAddedParameters,
  type Configuration,
} from './index.js';
import { array, declare, edges, everyType, scalar } from './configuration.testing.js';

const start = defaultConfiguration(everyType);
const withSubwagons = (...subwagons: [string, string][]): Configuration =>
  applyDiff(start, {
    variants: subwagons.map(([variant]) => ({ change: 'added', variant })),
    values: subwagons.map(([variant, text]) => ({
      variant,
      task: 'every-type',
      parameter: 'ofFloat',
      from: null,
      to: scalar(text),
    })),
  });
const sentences = (configuration: Configuration) => configurationProblems(everyType, configuration).map(({ sentence }) => sentence);

describe('a configuration can be saved', () => {
  it('when it is the default', () => expect(sentences(start)).toEqual([]));
  it('not when two variants run with the same values, and the pair is named (rules 47, 63)', () => {
    expect(sentences(withSubwagons(['low', '0.2'], ['high', '0.200000003']))).toEqual([
      'low and high have the same values. Change one, or remove it.',
    ]);
    expect(sentences(withSubwagons(['low', '1.0']))).toEqual(['Base and low have the same values. Change one, or remove it.']);
    expect(sentences(withSubwagons(['low', '0.2'], ['high', '0.3']))).toEqual([]);
  });
  it('with variants compared by text where no declaration is at hand (rule 47)', () => {
    expect(identicalVariants(withSubwagons(['low', '0.2'], ['high', '0.20']))).toEqual([]);
    expect(identicalVariants(withSubwagons(['low', '0.2'], ['high', '0.2'], ['third', '0.2']))).toEqual([
      ['low', 'high'],
      ['low', 'third'],
      ['high', 'third'],
    ]);
  });
  it('not with a subwagon that overrides nothing (rule 44)', () => {
    expect(sentences(applyDiff(start, { variants: [{ change: 'added', variant: 'low' }], values: [] }))).toEqual([
      'low overrides nothing. Give at least one value, or remove it.',
    ]);
    const both = (['low', 'high'] as const).map((variant) => ({ change: 'added' as const, variant }));
    expect(sentences(applyDiff(start, { variants: both, values: [] }))).toEqual([
      'low overrides nothing. Give at least one value, or remove it.',
      'high overrides nothing. Give at least one value, or remove it.',
    ]);
  });
  it('not with two subwagons of one name, or a name no suffix can be (rules 44, 48)', () => {
    expect(sentences(withSubwagons(['low', '2'], ['Low', '3']))[0]).toContain('There is a subwagon low already');
    expect(sentences(withSubwagons(['a_b', '2']))[0]).toContain('no subwagon name');
  });
  it('not with a subwagon whose suffixed task is another task (rule 48)', () => {
    const clashing = {
      ...everyType,
      tasks: [...everyType.tasks, { name: 'every-type_low', parameters: [], outputs: [] }],
    };
    expect(configurationProblems(clashing, withSubwagons(['low', '2'])).map(({ kind }) => kind)).toEqual(['subwagonName']);
  });
  it('with a default that breaks the rules, until someone changes it (rule 42)', () => {
    const odd = declare('axis', 'ArrayDouble', edges('0', '0', '1'), { kind: 'axis' });
    const workflow = { ...everyType, tasks: [{ name: 't', parameters: [odd], outputs: [] }] };
    const own = defaultConfiguration(workflow);
    expect(configurationProblems(workflow, own)).toEqual([]);
    const touched = applyDiff(own, {
      variants: [],
      values: [{ variant: '', task: 't', parameter: 'axis', from: null, to: edges('0', '0', '2') }],
    });
    expect(configurationProblems(workflow, touched)).toEqual([
      {
        kind: 'value',
        variant: '',
        task: 't',
        parameter: 'axis',
        sentence: 'Edges must rise, but edge 2 (0) is not above edge 1 (0).',
      },
    ]);
  });
  it('with parameters added by hand, checked by the type their author gave (rules 26, 37, 39)', () => {
    const workflow = withAddedParameters(everyType, [{ task: 'new-task', declaration: declare('bins', 'ArrayInt', null) }]);
    const set = (to: ReturnType<typeof array>) =>
      applyDiff(start, {
        variants: [],
        values: [{ variant: '', task: 'new-task', parameter: 'bins', from: null, to }],
      });
    expect(configurationProblems(workflow, set(array('1', '2')))).toEqual([]);
    expect(configurationProblems(workflow, set(array('x')))).toHaveLength(1);
  });
});
