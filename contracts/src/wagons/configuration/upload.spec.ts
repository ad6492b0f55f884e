import fc from 'fast-check';
import type { WorkflowDeclaration } from '../../packages/index.js';
import {
  applyDiff,
  defaultConfiguration,
  downloadOf,
  fullConfig,
  overviewOfUpload,
  readConfigurationFile,
  valueAt,
  type Configuration,
  type ConfigurationFile,
} from './index.js';
import { anyConfiguration, array, declare, everyType, fixedAxis, matrix, scalar } from './configuration.testing.js';

const fileOf = (text: string): ConfigurationFile => {
  const read = readConfigurationFile(text);
  if (!read.ok) throw new Error(`line ${read.fault.line}: ${read.fault.reason}`);
  return read.file;
};
const upload = (workflow: WorkflowDeclaration, current: Configuration, content: unknown) =>
  overviewOfUpload(workflow, current, fileOf(typeof content === 'string' ? content : JSON.stringify(content)));

describe('what is downloaded', () => {
  it('uploaded again changes nothing, whatever the wagon holds (rule 58)', () => {
    fc.assert(
      fc.property(anyConfiguration(), (configuration) => {
        const text = downloadOf({ workflow: everyType, configuration });
        const { changes, ignored, next } = upload(everyType, configuration, text);
        expect({ changes, ignored, next }).toEqual({ changes: [], ignored: [], next: configuration });
        expect(downloadOf({ workflow: everyType, configuration: next })).toBe(text);
      }),
      { numRuns: 60 },
    );
  });
  it('uploaded into an empty wagon and downloaded again is the same text, for every type (rules 38, 58)', () => {
    fc.assert(
      fc.property(anyConfiguration(['low', 'High']), (configuration) => {
        const text = downloadOf({ workflow: everyType, configuration });
        const empty = {
          baseActive: true,
          base: {},
          subwagons: configuration.subwagons.map(({ name }) => ({ name, active: true, overrides: {} })),
        };
        const { next } = upload(everyType, empty, text);
        const order = (one: Configuration) => JSON.parse(downloadOf({ workflow: everyType, configuration: one })) as unknown;
        expect(order(next)).toEqual(order(configuration));
        expect(next.base).toEqual(configuration.base);
        expect(next.subwagons.map(({ overrides }) => overrides)).toEqual(configuration.subwagons.map(({ overrides }) => overrides));
      }),
      { numRuns: 60 },
    );
  });
  it('keeps every digit as it was given, as a number where JSON can spell it', () => {
    const workflow: WorkflowDeclaration = {
      ...everyType,
      tasks: [
        {
          name: 't',
          outputs: [],
          parameters: [
            declare('a', 'ArrayFloat', array('0.200000003', '1e-7', '5.')),
            declare('s', 'ArrayString', array('1')),
            declare('f', 'Float', scalar('1.0')),
          ],
        },
      ],
    };
    const text = downloadOf({ workflow, configuration: defaultConfiguration(workflow) });
    expect(text).toBe(
      '{\n  "t": {\n    "a": { "values": [0.200000003, 1e-7, "5."] },\n    "s": { "values": ["1"] },\n    "f": "1.0"\n  }\n}\n',
    );
  });
  it('holds the dependencies too, which an upload lists and leaves alone (rules 58, 59)', () => {
    const other: WorkflowDeclaration = {
      ...everyType,
      name: 'o2-analysis-timestamp',
      tasks: [{ name: 'timestamp-task', outputs: [], parameters: [declare('verbose', 'Bool', scalar('false'))] }],
    };
    const own = defaultConfiguration(everyType);
    const text = downloadOf({ workflow: everyType, configuration: own }, [{ workflow: other, configuration: defaultConfiguration(other) }]);
    const overview = upload(everyType, own, text);
    expect(overview.ignored).toEqual([{ task: 'timestamp-task', parameter: 'verbose', line: 3, because: 'task of another workflow' }]);
    expect(overview.ignoredTasks).toEqual(['timestamp-task']);
    expect(overview.changes).toEqual([]);
  });
});

describe('an upload', () => {
  const parameters = [
    declare('cut', 'Float', scalar('0.2')),
    declare('bins', 'ArrayInt', array('1', '2', '3')),
    declare('fixed', 'ArrayFloat', array('1', '2'), { fixedLength: 2 }),
    declare('cuts', 'LabeledArrayFloat', matrix([['1', '2']], ['r'], ['x', 'y'])),
    declare('axis', 'ArrayDouble', fixedAxis('10', '0', '1'), { kind: 'axis' }),
  ];
  const workflow: WorkflowDeclaration = { ...everyType, tasks: [{ name: 'flow-task', outputs: [], parameters }] };
  const current = applyDiff(defaultConfiguration(workflow), {
    variants: [{ change: 'added', variant: 'FineCentBin' }],
    values: [{ variant: 'FineCentBin', task: 'flow-task', parameter: 'bins', from: null, to: array(null, '20', null) }],
  });
  const changed = (content: unknown) =>
    upload(workflow, current, content).changes.map(({ variant, parameter, from, to }) => [variant, parameter, from, to]);

  it('shows Base first, then subwagons, with old and new value (rules 48, 61)', () => {
    expect(changed({ 'flow-task_FineCentBin': { cut: '0.5' }, 'flow-task': { axis: { values: [0, 1, 2] }, cut: '0.3' } })).toEqual([
      ['', 'cut', scalar('0.2'), scalar('0.3')],
      ['', 'axis', fixedAxis('10', '0', '1'), { form: 'axis', width: 'variable', edges: ['1', '2'] }],
      ['FineCentBin', 'cut', null, scalar('0.5')],
    ]);
  });
  it('creates no parameter, task or subwagon, and lists what it passed over with its line (rules 50, 60)', () => {
    const overview = upload(workflow, current, '{"flow-task": {\n"Cut": "1"},\n"flow-task_Other": {\n"cut": "1"},\n"other": {\n"x": "1"}}');
    expect(overview.ignored.map(({ line, because }) => [line, because])).toEqual([
      [2, 'unknown parameter'],
      [4, 'unknown subwagon'],
      [6, 'task of another workflow'],
    ]);
    expect(overview.next).toEqual(current);
  });
  it('keeps what the file does not mention (rule 65)', () => {
    const { next } = upload(workflow, current, { 'flow-task': { cut: '9' } });
    expect(valueAt(next.base, 'flow-task', 'bins')).toEqual(array('1', '2', '3'));
    expect(next.subwagons).toEqual(current.subwagons);
  });
  it('sees no change in the digits that the framework writes for the same float', () => {
    const overview = upload(workflow, current, {
      'flow-task': { cut: '0.200000003', axis: { values: ['10', '0', '1.0'] } },
    });
    expect([overview.changes, overview.unchanged]).toEqual([[], 2]);
  });
  it('keeps the labels that a file leaves out', () => {
    const { next } = upload(workflow, current, { 'flow-task': { cuts: { values: [[5, 6]] } } });
    expect(valueAt(next.base, 'flow-task', 'cuts')).toEqual(matrix([['5', '6']], ['r'], ['x', 'y']));
  });
  it('overrides only the cells of a subwagon that differ from Base (rule 45)', () => {
    expect(changed({ 'flow-task_FineCentBin': { bins: { values: [1, 20, 30] } } })).toEqual([
      ['FineCentBin', 'bins', array(null, '20', null), array(null, '20', '30')],
    ]);
    expect(changed({ 'flow-task_FineCentBin': { bins: { values: [1, 2, 3] } } })).toEqual([
      ['FineCentBin', 'bins', array(null, '20', null), null],
    ]);
  });
  it('carries a new length of Base to the subwagon (rule 41)', () => {
    const { next } = upload(workflow, current, { 'flow-task': { bins: { values: [1, 2] } } });
    expect(valueAt(next.subwagons[0]?.overrides ?? {}, 'flow-task', 'bins')).toEqual(array(null, '20'));
  });

  const blocked = (content: unknown) => upload(workflow, current, content).problems.map(({ sentence }) => sentence);
  it('is blocked by invalid values, which it names with their line (rules 40, 42, 63)', () => {
    expect(upload(workflow, current, '{"flow-task": {\n"cut": "!MACRO!"}}').problems).toEqual([
      {
        kind: 'value',
        variant: '',
        task: 'flow-task',
        parameter: 'cut',
        line: 2,
        sentence: 'The value: “!MACRO!” is no finite number.',
      },
    ]);
    expect(blocked({ 'flow-task': { fixed: { values: [1] } } })).toEqual(['Has 1 cells, but its length is fixed to 2.']);
    expect(blocked({ 'flow-task': { axis: { values: [5, 1, 0] } } })).toEqual(['Min must be below max, but 1 is not below 0.']);
    expect(blocked({ 'flow-task': { axis: { values: [5, 1, 2, 3] } } })).toEqual([
      'Should be an axis (bins, min, max, or 0 and the edges), but is a list.',
    ]);
    expect(blocked({ 'flow-task': { bins: '1', cuts: { values: [1] } } })).toEqual([
      'Should be {"values": […]}, but the file has a single value.',
      'Should be rows of cells, but the file has a list.',
    ]);
    expect(blocked({ 'flow-task_FineCentBin': { bins: { values: [1] } } })).toEqual([
      'Has 1 cells, but Base has 3; the length changes only in Base.',
    ]);
  });
  it('is blocked by variants that become identical, and names the pair (rules 47, 63)', () => {
    expect(upload(workflow, current, { 'flow-task': { bins: { values: [1, 20, 3] } } }).problems).toEqual([
      {
        kind: 'identical',
        variant: 'FineCentBin',
        other: '',
        sentence: 'Base and FineCentBin have the same values. Change one, or remove it.',
      },
    ]);
  });
  it('leaves the stored configuration as it was (rule 64)', () => {
    const before = JSON.stringify(current);
    upload(workflow, current, { 'flow-task': { cut: '9' } });
    expect(JSON.stringify(current)).toBe(before);
  });

  it('full_config: every active variant under its own task name, and the last workflow wins (rules 46, 48)', () => {
    const part = { workflow, configuration: current };
    const { text, values, contested } = fullConfig([
      part,
      {
        workflow: { ...workflow, name: 'o2-analysis-later' },
        configuration: applyDiff(current, {
          variants: [],
          values: [{ variant: '', task: 'flow-task', parameter: 'cut', from: null, to: scalar('0.9') }],
        }),
      },
    ]);
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['flow-task', 'flow-task_FineCentBin']);
    expect(values['flow-task']?.['cut']).toEqual(scalar('0.9'));
    expect(values['flow-task_FineCentBin']).toEqual({ ...values['flow-task'], bins: array('1', '20', '3') });
    expect(contested).toEqual([
      { task: 'flow-task', workflows: [everyType.name, 'o2-analysis-later'] },
      { task: 'flow-task_FineCentBin', workflows: [everyType.name, 'o2-analysis-later'] },
    ]);
    expect(Object.keys(fullConfig([{ workflow, configuration: { ...current, baseActive: false } }]).values)).toEqual([
      'flow-task_FineCentBin',
    ]);
  });
});
