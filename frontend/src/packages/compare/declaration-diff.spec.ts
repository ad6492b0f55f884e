import type { ParameterDeclaration, WorkflowDeclaration, WorkflowRow } from '@hyperloop/contracts/packages';
import { changedParameters, changedWorkflows, touches } from './declaration-diff';

const parameter = (name: string, text: string, more: Partial<ParameterDeclaration> = {}): ParameterDeclaration => ({
  name,
  type: 'Float',
  kind: 'value',
  default: { form: 'scalar', text },
  help: name,
  ...more,
});
const workflow = (...parameters: ParameterDeclaration[]): WorkflowDeclaration => ({
  name: 'o2-analysis-a',
  executable: 'o2-analysis-a',
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [{ name: 'task', parameters, outputs: [] }],
});
const row = (name: string, sha: string): WorkflowRow => ({
  workflowId: name,
  packageTag: 'x',
  name,
  pwg: 'PWGLF',
  tasks: 1,
  parameters: 1,
  parameterNames: '',
  declaration: { sha256: sha.repeat(64), size: 1 },
});

describe('two tags', () => {
  it('differ in workflows that came, went, or are declared differently', () =>
    expect(
      changedWorkflows([row('a', '1'), row('b', '1'), row('c', '1')], [row('b', '1'), row('c', '2'), row('d', '1')]).map(
        ({ name, what }) => [name, what],
      ),
    ).toEqual([
      ['a', 'removed'],
      ['c', 'changed'],
      ['d', 'added'],
    ]));
});

describe('two declarations of a workflow', () => {
  const before = workflow(
    parameter('cut', '1'),
    parameter('old', '2'),
    parameter('kind', '3'),
    parameter('said', '4'),
    parameter('same', '5'),
  );
  const after = workflow(
    parameter('cut', '1.5'),
    parameter('kind', '3', { type: 'Double' }),
    parameter('said', '4', { help: 'Said better' }),
    parameter('same', '5'),
    parameter('fresh', '6'),
  );
  const changes = changedParameters(before, after);
  it('differ in parameters, each with what happened to it', () =>
    expect(Object.fromEntries(changes.map(({ parameter: name, what }) => [name, what]))).toEqual({
      cut: 'default',
      old: 'removed',
      kind: 'type',
      said: 'help',
      fresh: 'added',
    }));
  it('are the same when nothing differs', () => expect(changedParameters(before, before)).toEqual([]));
  it('list all parameters of a workflow that is new, or gone', () => {
    expect(changedParameters(null, after).map(({ what }) => what)).toEqual(Array(5).fill('added'));
    expect(changedParameters(after, null).map(({ what }) => what)).toEqual(Array(5).fill('removed'));
  });
  it('touch a wagon by what it set and what it did not (rule 53)', () => {
    expect(touches(changes, [{ task: 'task', parameter: 'old' }])).toEqual([
      'loses the value it set for old',
      'follows the new default of cut',
    ]);
    expect(touches(changes, [{ task: 'task', parameter: 'cut' }])).toEqual(['keeps the value it set for cut']);
    expect(touches(changedParameters(before, before), [])).toEqual([]);
  });
});
