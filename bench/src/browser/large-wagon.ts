import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import type { ValueChange, VariantChange } from '@hyperloop/contracts/wagons';

// A workflow as large as the largest of the field, in the mix of types that its catalogue has: mostly numbers and
// switches, some lists and axes, a few labelled matrices.

export const LARGE_WAGON = '30';
export const PARAMETERS = 900;
export const VARIANTS = 10;
const TASKS = 30;
/** Own values of each subwagon. */
const OVERRIDES = 30;

const scalar = (text: string): ParameterValue => ({ form: 'scalar', text });
const kinds: readonly ((name: string, n: number) => ParameterDeclaration)[] = [
  (name, n) => ({ name, type: 'Float', kind: 'value', default: scalar(String(n / 10)), help: `What ${name} cuts` }),
  (name, n) => ({ name, type: 'Int', kind: 'value', default: scalar(String(n)), help: `How many of ${name}` }),
  (name, n) => ({ name, type: 'Float', kind: 'value', default: scalar(String(n / 7)), help: `What ${name} cuts` }),
  (name) => ({ name, type: 'Bool', kind: 'value', default: scalar('true'), help: `Whether ${name}` }),
  (name) => ({ name, type: 'String', kind: 'value', default: scalar('GLO/Config/GRPMagField'), help: `Where ${name} is` }),
  (name, n) => ({ name, type: 'Double', kind: 'value', default: scalar(String(n)), help: `What ${name} cuts` }),
  (name) => ({ name, type: 'ArrayFloat', kind: 'value', default: { form: 'array', cells: ['0', '10', '30', '50', '100'] }, help: 'Edges' }),
  (name) => ({ name, type: 'Bool', kind: 'processSwitch', default: scalar('false'), help: `Run ${name}` }),
  (name) => ({
    name,
    type: 'ArrayDouble',
    kind: 'axis',
    default: { form: 'axis', width: 'fixed', bins: '200', min: '0', max: '20' },
    help: 'Binning',
  }),
  (name, n) =>
    n % 30 === 9
      ? {
          name,
          type: 'LabeledArrayFloat',
          kind: 'value',
          default: {
            form: 'matrix',
            rows: [
              ['1', '2', '3'],
              ['4', '5', '6'],
            ],
            labelsRows: ['pi', 'K'],
            labelsCols: ['low', 'mid', 'high'],
          },
          help: 'Cuts by species and momentum',
        }
      : { name, type: 'Int', kind: 'value', default: scalar(String(n)), help: `How many of ${name}` },
];

export const largeWorkflow: WorkflowDeclaration = {
  name: 'o2-analysis-large',
  executable: 'o2-analysis-large',
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: Array.from({ length: TASKS }, (_, task) => ({
    name: `task-${String(task)}`,
    outputs: [],
    parameters: Array.from({ length: PARAMETERS / TASKS }, (__, place) => {
      const n = task * (PARAMETERS / TASKS) + place;
      return (kinds[n % kinds.length] as (typeof kinds)[number])(`cfg${String(n)}`, n);
    }),
  })),
};

/** Base with some values of its own, and subwagons that override others. */
export const largeConfiguration = (): { variants: VariantChange[]; values: ValueChange[] } => {
  const names = Array.from({ length: VARIANTS - 1 }, (_, n) => `Variant${String(n + 1)}`);
  const numbers = largeWorkflow.tasks.flatMap((task) =>
    task.parameters.filter(({ type }) => type === 'Float' || type === 'Double').map(({ name }) => ({ task: task.name, parameter: name })),
  );
  const of = (variant: string, count: number, from: number): ValueChange[] =>
    Array.from({ length: count }, (_, n) => {
      const place = numbers[(from + n * 7) % numbers.length] as (typeof numbers)[number];
      return { variant, ...place, from: null, to: scalar(String(1000 + from + n)) };
    });
  return {
    variants: names.map((variant) => ({ change: 'added', variant })),
    values: [...of('', 60, 0), ...names.flatMap((variant, n) => of(variant, OVERRIDES, n + 1))],
  };
};
