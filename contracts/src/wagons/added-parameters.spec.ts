import fc from 'fast-check';
import { declaration } from './examples.js';
import {
  AddedParameter,
  applyParameterChanges,
  declaredNow,
  declarationsOf,
  parameterChanges,
  undeclaredWorkflow,
  withAdded,
  type ParameterChange,
} from './index.js';

const task = 'lambdakzero-builder';
const cut: AddedParameter = { task, name: 'cfgNew', type: 'Float', kind: 'value', help: 'Of pull request 14002' };
const added = (one: AddedParameter): ParameterChange => ({ change: 'added', ...one });

describe('parameters added by hand (rules 26, 37, 39)', () => {
  it('stand beside those of the package, and make tasks that it does not know', () => {
    const of = declarationsOf(withAdded(declaration, [cut, { ...cut, task: 'new-task' }]));
    expect(of(task, 'cfgNew')).toMatchObject({ type: 'Float', default: null, help: 'Of pull request 14002' });
    expect(of('new-task', 'cfgNew')).not.toBeNull();
    expect(of(task, 'v0radius')).not.toBeNull();
  });
  it('give way to what the package declares', () =>
    expect(declarationsOf(withAdded(declaration, [{ ...cut, name: 'v0radius', type: 'Int' }]))(task, 'v0radius')?.type).toBe('Float'));
  it('are all there is of a workflow of no package', () =>
    expect(withAdded(undeclaredWorkflow('o2-analysis-new'), [cut]).tasks).toMatchObject([
      { name: task, parameters: [{ name: 'cfgNew' }] },
    ]));
  it('become ordinary ones when a declaration knows them', () =>
    expect(declaredNow(declaration, [cut, { ...cut, name: 'v0radius' }])).toEqual([{ ...cut, name: 'v0radius' }]));
  it('have a type that can be checked, and a name on one line (rule 38)', () => {
    expect(AddedParameter.safeParse(cut).success).toBe(true);
    for (const wrong of [{ type: 'Unknown' }, { type: 'Dict' }, { name: '' }, { name: 'two\nlines' }, { task: ' ' }, { fixedLength: 0 }])
      expect(AddedParameter.safeParse({ ...cut, ...wrong }).success).toBe(false);
  });

  const parameters = fc.uniqueArray(
    fc.record({
      task: fc.constantFrom('a', 'b'),
      name: fc.constantFrom('x', 'y', 'z'),
      type: fc.constantFrom('Int' as const, 'Float' as const),
      kind: fc.constant('value' as const),
      help: fc.constantFrom('', 'help'),
    }),
    { selector: (one) => `${one.task}.${one.name}` },
  );
  const sorted = (of: readonly AddedParameter[]) => of.map((one) => JSON.stringify(added(one))).toSorted();
  it('change by the fewest steps: applied, they make one set the other', () =>
    fc.assert(
      fc.property(parameters, parameters, (from, to) => {
        const changes = parameterChanges(from, to);
        expect(sorted(applyParameterChanges(from, changes))).toEqual(sorted(to));
        expect(parameterChanges(from, from)).toEqual([]);
      }),
    ));
});
