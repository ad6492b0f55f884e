import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { noDerivedData, parameterKey, type WagonRow } from '@hyperloop/contracts/wagons';

export const scalar = (text: string): ParameterValue => ({ form: 'scalar', text });
export const array = (...cells: (string | null)[]): ParameterValue => ({ form: 'array', cells });
export const matrix = (...rows: (string | null)[][]): ParameterValue => ({ form: 'matrix', rows, labelsRows: [], labelsCols: [] });
export const fixedAxis = (bins: string, min: string, max: string): ParameterValue => ({ form: 'axis', width: 'fixed', bins, min, max });
export const edges = (...at: string[]): ParameterValue => ({ form: 'axis', width: 'variable', edges: at });

export const task = 'builder';
export const key = (parameter: string): string => parameterKey(task, parameter);
const parameter = (
  name: string,
  type: ParameterDeclaration['type'],
  standard: ParameterValue | null,
  more: Partial<ParameterDeclaration> = {},
): ParameterDeclaration => ({
  name,
  type,
  kind: 'value',
  default: standard,
  help: name,
  ...more,
});
export const declarations = {
  radius: parameter('radius', 'Float', scalar('0.9')),
  count: parameter('count', 'Int8', scalar('5')),
  wide: parameter('wide', 'UInt64', scalar('18446744073709551615')),
  on: parameter('on', 'Bool', scalar('true')),
  path: parameter('path', 'String', scalar('a/b')),
  list: parameter('list', 'ArrayFloat', array('0', '10', '50')),
  pair: parameter('pair', 'ArrayInt', array('1', '2'), { fixedLength: 2 }),
  cuts: parameter('cuts', 'LabeledArrayFloat', {
    form: 'matrix',
    rows: [
      ['1', '2'],
      ['3', '4'],
    ],
    labelsRows: ['a', 'b'],
    labelsCols: ['x', 'y'],
  }),
  axisPt: parameter('axisPt', 'ArrayDouble', fixedAxis('100', '0', '10'), { kind: 'axis' }),
  unknown: parameter('unknown', 'Float', null, { unresolved: 'kPi / 2' }),
  processRun3: parameter('processRun3', 'Bool', scalar('1'), { kind: 'processSwitch' }),
} as const;

export const workflow: WorkflowDeclaration = {
  name: 'o2-analysis-test',
  executable: 'o2-analysis-test',
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [
    { name: task, outputs: [], parameters: Object.values(declarations) },
    { name: 'second', outputs: [], parameters: [parameter('radius', 'Float', scalar('1'))] },
  ],
};

type Set = Readonly<Record<string, ParameterValue>>;
/** A stored wagon: Base's values, then subwagons with theirs. */
export const stored = (base: Set, subwagons: Readonly<Record<string, Set>> = {}, more: Partial<WagonRow> = {}): WagonRow => {
  const values = (set: Set) =>
    Object.entries(set).map(([name, value]) => ({
      task,
      parameter: name,
      value,
      setBy: 'mrossi',
      setAt: '2025-11-12T09:14:20Z',
      revision: 1,
      source: 'edit',
      reason: null,
    }));
  return {
    wagonId: '17',
    analysisId: '3',
    service: false,
    name: 'lambdakzero_tight',
    workflowName: workflow.name,
    packageTag: 'Sample::daily-20251201-0000-1',
    declaration: { sha256: 'd'.repeat(64), size: 1 },
    variants: [
      { name: '', active: true, values: values(base) },
      ...Object.entries(subwagons).map(([name, set]) => ({ name, active: true, values: values(set) })),
    ],
    activeVariants: 1 + Object.keys(subwagons).length,
    byHand: false,
    addedParameters: [],
    derivedData: noDerivedData,
    derivedKind: 'none',
    dependencies: [],
    dependencyIds: '',
    registeredBy: 'mrossi',
    registeredAt: '2025-11-12T09:14:20Z',
    changedBy: 'mrossi',
    changedAt: '2025-11-12T09:14:20Z',
    clonedFrom: null,
    revision: 3,
    ...more,
  };
};
