import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { parameterKey, type DerivedData, type WagonRow } from '@hyperloop/contracts/wagons';
import { number } from '../../kernel/format';
import { declarationsOf, sameValue } from '@hyperloop/contracts/wagons/configuration';

/** A wagon as it was at a moment, with the declaration it had then. */
export type Side = { readonly row: WagonRow; readonly workflow: WorkflowDeclaration };
/** What stands in one place: a value, or why there is none. */
export type Held =
  | { readonly is: 'value'; readonly value: ParameterValue }
  | { readonly is: 'default'; readonly value: ParameterValue }
  /** The declaration knows no default, and nobody set a value. */
  | { readonly is: 'unset' }
  | { readonly is: 'inherits' }
  | { readonly is: 'undeclared' }
  | { readonly is: 'no subwagon' };
export type ParameterLine = {
  readonly id: string;
  readonly task: string;
  readonly parameter: string;
  /** '' is Base. */
  readonly variant: string;
  readonly a: Held;
  readonly b: Held;
  readonly equal: boolean;
};
/** One thing beside the parameters: a name, a package, a dependency, the state of a subwagon. */
export type PlainLine = { readonly id: string; readonly a: string | null; readonly b: string | null; readonly equal: boolean };
export type WagonComparison = {
  readonly parameters: readonly ParameterLine[];
  readonly settings: readonly PlainLine[];
  /** By wagon id. */
  readonly dependencies: readonly PlainLine[];
  readonly subwagons: readonly PlainLine[];
  /** Stored tables, marks and sizes (rules 66–74). */
  readonly derived: readonly PlainLine[];
};

type Set = ReadonlyMap<string, ParameterValue>;
const setOf = (row: WagonRow, variant: string): Set | null => {
  const found = row.variants.find(({ name }) => name === variant);
  return found === undefined ? null : new Map(found.values.map(({ task, parameter, value }) => [parameterKey(task, parameter), value]));
};

const inBase = (set: Set, declared: ParameterDeclaration | null, key: string): Held => {
  const value = set.get(key);
  if (value !== undefined) return { is: 'value', value };
  if (declared === null) return { is: 'undeclared' };
  return declared.default === null ? { is: 'unset' } : { is: 'default', value: declared.default };
};
const inSubwagon = (set: Set | null, declared: ParameterDeclaration | null, key: string): Held => {
  if (set === null) return { is: 'no subwagon' };
  const value = set.get(key);
  if (value !== undefined) return { is: 'value', value };
  return declared === null ? { is: 'undeclared' } : { is: 'inherits' };
};
const valueOf = (held: Held): ParameterValue | null => ('value' in held ? held.value : null);
/** A default and the same value set by somebody run the same, so they are equal here. */
const alike = (a: Held, b: Held, declared: ParameterDeclaration | null): boolean => {
  const [x, y] = [valueOf(a), valueOf(b)];
  if (x === null || y === null) return a.is === b.is;
  return declared === null ? JSON.stringify(x) === JSON.stringify(y) : sameValue(declared, x, y);
};

const byPlace = (line: ParameterLine, other: ParameterLine): number =>
  line.task.localeCompare(other.task) || line.parameter.localeCompare(other.parameter) || line.variant.localeCompare(other.variant);

/** Every parameter that either side declares or sets. */
const placesOf = (sides: readonly Side[]): ReadonlyMap<string, { task: string; parameter: string }> => {
  const places = new Map<string, { task: string; parameter: string }>();
  for (const { workflow, row } of sides) {
    for (const task of workflow.tasks)
      for (const { name } of task.parameters) places.set(parameterKey(task.name, name), { task: task.name, parameter: name });
    for (const { values } of row.variants)
      for (const { task, parameter } of values) places.set(parameterKey(task, parameter), { task, parameter });
  }
  return places;
};

const parameterLines = (a: Side, b: Side): ParameterLine[] => {
  const [inA, inB] = [declarationsOf(a.workflow), declarationsOf(b.workflow)];
  const places = placesOf([a, b]);
  const names = new Set([a, b].flatMap(({ row }) => row.variants.map(({ name }) => name)));
  const linesOf = (variant: string): ParameterLine[] => {
    const [setA, setB] = [setOf(a.row, variant), setOf(b.row, variant)];
    const held = (set: Set | null, declared: ParameterDeclaration | null, key: string): Held =>
      variant === '' ? inBase(set ?? new Map(), declared, key) : inSubwagon(set, declared, key);
    // A subwagon shows what it overrides, on either side.
    const shown = variant === '' ? [...places] : [...places].filter(([key]) => setA?.has(key) === true || setB?.has(key) === true);
    return shown.map(([key, { task, parameter }]) => {
      const [declaredA, declaredB] = [inA(task, parameter), inB(task, parameter)];
      const [heldA, heldB] = [held(setA, declaredA, key), held(setB, declaredB, key)];
      const equal = alike(heldA, heldB, declaredB ?? declaredA);
      return { id: `${variant}\n${key}`, task, parameter, variant, a: heldA, b: heldB, equal };
    });
  };
  return [...names].flatMap(linesOf).sort(byPlace);
};

const yesNo = (yes: boolean) => (yes ? 'yes' : 'no');
const plain = (id: string, a: string | null, b: string | null): PlainLine => ({ id, a, b, equal: a === b });
const stateOf = (row: WagonRow, variant: string): string | null => {
  const found = row.variants.find(({ name }) => name === variant);
  return found === undefined ? null : `${found.active ? 'active' : 'inactive'}, ${String(found.values.length)} own`;
};

const both = (a: Side, b: Side, of: (derivedData: DerivedData) => string | null) => [of(a.row.derivedData), of(b.row.derivedData)] as const;

/** Everything in which two states differ or agree: of one wagon at two moments, or of two wagons (rule 213). */
export const compareWagons = (a: Side, b: Side): WagonComparison => {
  const union = (of: (row: WagonRow) => readonly string[]) => [...new Set([...of(a.row), ...of(b.row)])];
  return {
    parameters: parameterLines(a, b),
    settings: [
      plain('Name', a.row.name, b.row.name),
      plain('Workflow', a.row.workflowName, b.row.workflowName),
      plain('Declared by', a.row.packageTag, b.row.packageTag),
    ],
    dependencies: union(({ dependencies }) => dependencies).map((id) =>
      plain(id, a.row.dependencies.includes(id) ? id : null, b.row.dependencies.includes(id) ? id : null),
    ),
    subwagons: union(({ variants }) => variants.map(({ name }) => name)).map((name) =>
      plain(name, stateOf(a.row, name), stateOf(b.row, name)),
    ),
    derived: [
      ...union(({ derivedData }) => derivedData.stored).map((table) =>
        plain(`Table ${table}`, ...both(a, b, ({ stored }) => (stored.includes(table) ? 'stored' : null))),
      ),
      plain('Ready for slim', ...both(a, b, ({ slimReady }) => yesNo(slimReady))),
      plain('Linked to the parent file', ...both(a, b, ({ linked }) => yesNo(linked))),
      plain('Maximal data frame size', ...both(a, b, ({ maxDfSizeBytes }) => `${number(maxDfSizeBytes)} bytes`)),
      plain('Maximal derived file size', ...both(a, b, ({ maxDerivedFileSizeBytes }) => `${number(maxDerivedFileSizeBytes)} bytes`)),
    ],
  };
};
