import { noDerivedData } from '@hyperloop/contracts/wagons';
import { scalar, stored, workflow } from '../editing/editing.testing';
import { compareWagons, type ParameterLine } from './comparison';

const task = workflow.tasks[0]?.name ?? '';
const first = workflow.tasks[0]?.parameters.find(({ type }) => type === 'Float')?.name ?? '';
const differing = (lines: readonly ParameterLine[]) => lines.filter(({ equal }) => !equal);

describe('comparing two states of a wagon (rule 213)', () => {
  const a = { row: stored({ [first]: scalar('0.2') }), workflow };
  it('finds none between a state and itself', () => {
    const { parameters, settings, dependencies, subwagons } = compareWagons(a, a);
    expect(differing(parameters)).toEqual([]);
    expect([...settings, ...dependencies, ...subwagons].filter(({ equal }) => !equal)).toEqual([]);
    expect(parameters).toHaveLength(workflow.tasks.reduce((sum, { parameters: of }) => sum + of.length, 0));
  });
  it('shows a value beside the default that it replaced', () => {
    const lines = differing(compareWagons({ row: stored({}), workflow }, a).parameters);
    expect(lines).toMatchObject([{ task, parameter: first, variant: '', a: { is: 'default' }, b: { is: 'value', value: scalar('0.2') } }]);
  });
  it('takes two spellings of one number for equal', () => {
    const b = { row: stored({ [first]: scalar('0.20') }), workflow };
    expect(differing(compareWagons(a, b).parameters)).toEqual([]);
  });
  it('says of a subwagon what it overrides, and that it was not there', () => {
    const b = { row: stored({ [first]: scalar('0.2') }, { Fine: { [first]: scalar('0.4') } }), workflow };
    const { parameters, subwagons } = compareWagons(a, b);
    expect(differing(parameters)).toMatchObject([{ variant: 'Fine', a: { is: 'no subwagon' }, b: { is: 'value' } }]);
    expect(subwagons.filter(({ equal }) => !equal)).toEqual([{ id: 'Fine', a: null, b: 'active, 1 own', equal: false }]);
  });
  it('says which parameters only one declaration has (rule 53)', () => {
    const without = {
      ...workflow,
      tasks: workflow.tasks.map((one) => ({
        ...one,
        parameters: one.parameters.filter(({ name }) => one.name !== task || name !== first),
      })),
    };
    const lines = differing(compareWagons({ row: stored({}), workflow }, { row: stored({}), workflow: without }).parameters);
    expect(lines).toMatchObject([{ parameter: first, a: { is: 'default' }, b: { is: 'undeclared' } }]);
  });
  it('lists stored tables of either side, marks and sizes (rules 66, 212)', () => {
    const storing = { ...noDerivedData, stored: ['AOD/V0CORE/0'], slimReady: true };
    const { derived } = compareWagons({ row: stored({}), workflow }, { row: stored({}, {}, { derivedData: storing }), workflow });
    expect(derived.filter(({ equal }) => !equal)).toEqual([
      { id: 'Table AOD/V0CORE/0', a: null, b: 'stored', equal: false },
      { id: 'Ready for slim', a: 'no', b: 'yes', equal: false },
    ]);
  });
  it('lists dependencies of either side', () =>
    expect(
      compareWagons(
        { row: stored({}, {}, { dependencies: ['2', '3'] }), workflow },
        { row: stored({}, {}, { dependencies: ['3', '4'] }), workflow },
      ).dependencies,
    ).toEqual([
      { id: '2', a: '2', b: null, equal: false },
      { id: '3', a: '3', b: '3', equal: true },
      { id: '4', a: null, b: '4', equal: false },
    ]));
});
