import { Readable } from 'node:stream';
import { collect } from './collect.testing.js';
import { ImportFault, parseCatalogue, type ImportedCatalogueItem, type ImportedWorkflow } from './index.js';

const chunks = (text: string, size = 7) =>
  Readable.from(
    Array.from({ length: Math.ceil(text.length / size) }, (_, index) => Buffer.from(text.slice(index * size, (index + 1) * size))),
  );
const read = async (content: unknown): Promise<readonly ImportedCatalogueItem[]> =>
  collect(parseCatalogue(chunks(typeof content === 'string' ? content : JSON.stringify(content))));
const faultOf = async (content: unknown): Promise<[string, string]> => {
  const thrown: unknown = await read(content).then(
    () => null,
    (error: unknown) => error,
  );
  if (!(thrown instanceof ImportFault)) throw new Error(`no import fault: ${String(thrown)}`);
  return [thrown.path, thrown.reason];
};

const configurable = (more: object = {}) => ({
  name: 'cut',
  type: 'Float',
  typeCode: 2,
  kind: 0,
  cppType: 'float',
  default: 0.5,
  help: 'A cut',
  ...more,
});
const catalogue = (configurables: readonly unknown[], task: object = {}, workflow: object = {}) => ({
  tag: 'daily-20251201-0000',
  variantTypes: { Int: 0 },
  workflows: [
    {
      name: 'o2-analysis-x',
      executable: 'o2-analysis-x',
      pwg: 'LF',
      component: 'Analysis',
      tasks: [{ name: 'x-task', configurables, processSwitches: [], outputs: [], ...task }],
      ...workflow,
    },
  ],
});
const parametersOf = async (content: unknown) => {
  const [workflow] = (await read(content)).filter((item): item is ImportedWorkflow => item.kind === 'workflow');
  return workflow?.workflow.tasks[0]?.parameters ?? [];
};
const defaultOf = async (more: object) => (await parametersOf(catalogue([configurable(more)])))[0];

describe('a catalogue is read as it streams in', () => {
  it('with its tag, and numbers as the text they were', async () => {
    const text = JSON.stringify(catalogue([configurable({ type: 'UInt64', default: 'BIG' })])).replace('"BIG"', '18446744073709551615');
    const items = await read(text);
    expect(items[0]).toEqual({ kind: 'tag', tag: 'daily-20251201-0000' });
    expect(await parametersOf(text)).toEqual([
      {
        name: 'cut',
        type: 'UInt64',
        kind: 'value',
        help: 'A cut',
        default: { form: 'scalar', text: '18446744073709551615' },
      },
    ]);
  });
  it('with one hash for one declaration, whatever the order of its keys', async () => {
    const [one, other] = await Promise.all(
      [catalogue([configurable()]), catalogue([Object.fromEntries(Object.entries(configurable()).reverse())])].map(read),
    );
    expect(one?.[1]).toEqual(other?.[1]);
    const changed = await read(catalogue([configurable({ default: 0.6 })]));
    expect((changed[1] as ImportedWorkflow).sha256).not.toBe((one?.[1] as ImportedWorkflow).sha256);
  });
  it('with the forms of its defaults: lists, matrices, axes of both widths (rules 38, 42)', async () => {
    expect((await defaultOf({ type: 'ArrayInt', default: [1, -2] }))?.default).toEqual({
      form: 'array',
      cells: ['1', '-2'],
    });
    expect(
      (
        await defaultOf({
          type: 'LabeledArrayFloat',
          default: { values: [[1.5]], labels_rows: ['r'], labels_cols: [] },
        })
      )?.default,
    ).toEqual({ form: 'matrix', rows: [['1.5']], labelsRows: ['r'], labelsCols: [] });
    expect((await defaultOf({ type: 'ArrayDouble', kind: 1, default: [10, 0, 1] }))?.default).toEqual({
      form: 'axis',
      width: 'fixed',
      bins: '10',
      min: '0',
      max: '1',
    });
    expect((await defaultOf({ type: 'ArrayDouble', kind: 1, default: [0, 0, 1, 5] }))?.default).toEqual({
      form: 'axis',
      width: 'variable',
      edges: ['0', '1', '5'],
    });
    expect((await defaultOf({ default: false }))?.default).toEqual({ form: 'scalar', text: '0' });
  });
  it('with the fixed length of a std::array (rule 40)', async () => {
    const cppType = 'std::array<float, 3>';
    expect(await defaultOf({ type: 'ArrayFloat', cppType, default: [1, 2, 3] })).toMatchObject({ fixedLength: 3 });
    expect(await defaultOf({ type: 'ArrayFloat', cppType: 'std::array<float, kN>', default: [1, 2] })).toMatchObject({
      fixedLength: 2,
    });
    expect(await defaultOf({ type: 'ArrayFloat', cppType: 'std::vector<float>', default: [1, 2] })).not.toHaveProperty('fixedLength');
  });
  it('and takes a default that was not evaluated as unknown', async () => {
    expect(await defaultOf({ default: '2 * TMath::Pi()', defaultUnresolved: '2 * TMath::Pi()' })).toMatchObject({
      default: null,
      unresolved: '2 * TMath::Pi()',
    });
    expect(await defaultOf({ type: 'LabeledArrayInt', default: null })).toMatchObject({ default: null });
  });
  it('and takes names that are declared twice as one, unknown where the declarations differ', async () => {
    const twice = async (more: object) => parametersOf(catalogue([configurable(), configurable(more)]));
    expect(await twice({})).toHaveLength(1);
    expect(await twice({ default: 0.7 })).toMatchObject([{ type: 'Float', default: null, unresolved: '0.5 | 0.7' }]);
    expect(await twice({ type: 'Int', default: 1 })).toMatchObject([
      { type: 'Unknown', default: null, unresolved: 'Float | Int: 0.5 | 1' },
    ]);
  });
  it('with process switches as parameters, and tables with what is known of them (rule 66)', async () => {
    const outputs = [
      { kind: 'Produces', cppType: 'aod::V0s', label: 'V0s', origin: 'AOD', description: 'V0', version: 1 },
      { kind: 'Produces', cppType: 'T', unresolved: true },
    ];
    const items = await read(catalogue([], { processSwitches: [{ name: 'processRun3', default: true, help: '' }], outputs }));
    const task = (items[1] as ImportedWorkflow).workflow.tasks[0];
    expect(task?.parameters).toEqual([
      { name: 'processRun3', type: 'Bool', kind: 'processSwitch', help: '', default: { form: 'scalar', text: 'true' } },
    ]);
    expect(task?.outputs).toEqual([
      { kind: 'Produces', cppType: 'aod::V0s', label: 'V0s', origin: 'AOD', description: 'V0', version: 1 },
      { kind: 'Produces', cppType: 'T', label: null, origin: null, description: null, version: null },
    ]);
  });
  it('and takes a task named twice as one', async () => {
    const { tasks } = catalogue([configurable()]).workflows[0] ?? { tasks: [] };
    const items = await read(
      catalogue(
        [],
        {},
        {
          tasks: [
            ...tasks,
            {
              name: 'x-task',
              configurables: [configurable(), configurable({ name: 'other' })],
              processSwitches: [],
              outputs: [],
            },
          ],
        },
      ),
    );
    expect((items[1] as ImportedWorkflow).workflow.tasks.map(({ parameters }) => parameters.map(({ name }) => name))).toEqual([
      ['cut', 'other'],
    ]);
  });
});

describe('a catalogue that is wrong is refused with the place', () => {
  it.each([
    [
      'an unknown type',
      catalogue([configurable(), configurable({ type: 'Complex' })]),
      'workflows[0].tasks[0].configurables[1].type',
      'no type of the framework',
    ],
    ['a missing type', catalogue([configurable({ type: undefined })]), 'workflows[0].tasks[0].configurables[0].type', 'missing'],
    ['an unknown kind', catalogue([configurable({ kind: 7 })]), 'workflows[0].tasks[0].configurables[0].kind', 'should be 0'],
    ['an empty name', catalogue([configurable({ name: '' })]), 'workflows[0].tasks[0].configurables[0].name', 'is empty'],
    [
      'a name that reaches a prototype',
      catalogue([configurable({ name: '__proto__' })]),
      'workflows[0].tasks[0].configurables[0].name',
      'cannot be a name',
    ],
    [
      'a default of another form',
      catalogue([configurable({ type: 'ArrayInt', default: 1 })]),
      'workflows[0].tasks[0].configurables[0].default',
      'should be a list',
    ],
    [
      'a matrix without rows',
      catalogue([configurable({ type: 'Array2DInt', default: { values: 1 } })]),
      'workflows[0].tasks[0].configurables[0].default.values',
      'list of rows',
    ],
    [
      'an object as a cell',
      catalogue([configurable({ type: 'ArrayInt', default: [1, {}] })]),
      'workflows[0].tasks[0].configurables[0].default[1]',
      'should be a text',
    ],
    ['tasks that are no list', catalogue([], {}, { tasks: {} }), 'workflows[0].tasks', 'should be a list'],
    ['a workflow that is no object', { tag: 't', workflows: ['x'] }, 'workflows[0]', 'should be an object'],
    ['workflows that are no list', { tag: 't', workflows: 'x' }, 'workflows', 'should be a list'],
    [
      'a workflow declared twice',
      { tag: 't', workflows: [...catalogue([]).workflows, ...catalogue([]).workflows] },
      'workflows[1].name',
      'declared twice',
    ],
    ['no tag', { workflows: catalogue([]).workflows }, 'tag', 'missing'],
    ['no workflows', { tag: 't', workflows: [] }, 'workflows', 'missing or empty'],
    ['another document', [], 'tag', 'missing'],
  ])('%s', async (_, content, path, reason) => {
    const fault = await faultOf(content);
    expect(fault).toEqual([path, expect.stringContaining(reason)]);
  });
  it.each([
    ['an end too early', '{"tag": "t", "workflows": [', ''],
    ['a broken word', '{"tag": "t", "workflows": [tru]}', 'not valid JSON'],
    ['a number that is none', '{"tag": "t", "workflows": [1.]}', ''],
    ['a number with a leading zero', '{"tag": "t", "workflows": [01]}', ''],
    ['nothing', '', ''],
  ])('%s', async (_, text, reason) => expect((await faultOf(text))[1]).toContain(reason));
  it('nesting without end', async () =>
    expect((await faultOf(`{"tag": "t", "workflows": [${'['.repeat(100)}`))[1]).toContain('deeper than 32'));
  it('one element that outgrows the memory it may take', async () => {
    const source = chunks(`{"tag": "t", "workflows": [{"name": "${'x'.repeat(5000)}`, 500);
    await expect(collect(parseCatalogue(source, { largestElement: 2000, deepest: 32 }))).rejects.toThrow('larger than 2000 bytes');
  });
});
