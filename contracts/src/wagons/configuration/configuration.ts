import type { Cell, ParameterValue, WorkflowDeclaration } from '../../packages/index.js';

/** Task → parameter → value. Read it with `valueAt`: names come from files, and `constructor` may be one of them. */
export type TaskValues = Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>;

/** A variant of the wagon: what it overrides of Base, cell by cell (rules 44, 45). */
export interface Subwagon {
  readonly name: string;
  readonly active: boolean;
  readonly overrides: TaskValues;
}

/** Everything a wagon's Configuration tab holds (rules 37, 46). */
export interface Configuration {
  readonly baseActive: boolean;
  readonly base: TaskValues;
  readonly subwagons: readonly Subwagon[];
}

/** One variant that runs by itself: Base (name `''`, no suffix) or a subwagon (rules 46, 48). */
export interface RunVariant {
  readonly name: string;
  readonly suffix: string;
  readonly values: TaskValues;
}

/** An entry of a record that the record itself holds, never one of its prototype. */
export const own = <V>(record: Readonly<Record<string, V>>, key: string): V | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

export const valueAt = (values: TaskValues, task: string, parameter: string): ParameterValue | null => {
  const parameters = own(values, task);
  return (parameters && own(parameters, parameter)) ?? null;
};

/** The same values with one changed; null takes it away, and a task without values disappears. */
export const withValue = (values: TaskValues, [task, parameter]: readonly [string, string], value: ParameterValue | null): TaskValues => {
  // Computed keys make own properties, whatever they are called; an assignment would not.
  if (value !== null) return { ...values, [task]: { ...own(values, task), [parameter]: value } };
  return valuesOf([...entriesOf(values)].filter((entry) => entry.task !== task || entry.parameter !== parameter));
};

/** Every value with the names that lead to it. */
export function* entriesOf(
  values: TaskValues,
): Generator<{ readonly task: string; readonly parameter: string; readonly value: ParameterValue }> {
  for (const [task, parameters] of Object.entries(values))
    for (const [parameter, value] of Object.entries(parameters)) yield { task, parameter, value };
}

/** Builds the same nested record from entries; later entries win. */
export const valuesOf = (
  entries: Iterable<{ readonly task: string; readonly parameter: string; readonly value: ParameterValue }>,
): TaskValues => {
  const tasks = new Map<string, Map<string, ParameterValue>>();
  for (const { task, parameter, value } of entries) {
    const parameters = tasks.get(task) ?? new Map<string, ParameterValue>();
    tasks.set(task, parameters.set(parameter, value));
  }
  return Object.fromEntries([...tasks].map(([task, parameters]) => [task, Object.fromEntries(parameters)]));
};

/** What a new wagon starts with: every default that is known. Unknown ones stay out, so that the program's own stands. */
export const defaultConfiguration = (workflow: WorkflowDeclaration): Configuration => ({
  baseActive: true,
  base: valuesOf(
    workflow.tasks.flatMap((task) =>
      task.parameters.flatMap(({ name, default: value }) => (value === null ? [] : [{ task: task.name, parameter: name, value }])),
    ),
  ),
  subwagons: [],
});

/** The values of one parameter in a variant: the override's cells over Base's (rules 41, 45). */
export const resolveValue = (base: ParameterValue | null, override: ParameterValue | null): ParameterValue | null => {
  if (override === null) return base;
  if (base?.form === 'array' && override.form === 'array') return { form: 'array', cells: overlay(base.cells, override.cells) };
  if (base?.form === 'matrix' && override.form === 'matrix')
    return { ...base, rows: base.rows.map((row, index) => overlay(row, override.rows[index] ?? [])) };
  // An axis is overridden as a whole (rule 43); without a Base value of that form, only a complete override means something.
  return isComplete(override) ? override : base;
};
/** Length is Base's: cells beyond it are cut, missing ones inherit. */
const overlay = (base: readonly Cell[], over: readonly Cell[]): Cell[] => base.map((cell, index) => over[index] ?? cell);
const isComplete = (value: ParameterValue): boolean =>
  (value.form !== 'array' || !value.cells.includes(null)) && (value.form !== 'matrix' || !value.rows.some((row) => row.includes(null)));

/** What a subwagon runs with: Base, and its overrides over it (rules 41, 44, 45). */
export const resolve = (base: TaskValues, { overrides }: Pick<Subwagon, 'overrides'>): TaskValues => {
  const resolved = [...entriesOf(overrides)].flatMap(({ task, parameter, value }) => {
    const whole = resolveValue(valueAt(base, task, parameter), value);
    return whole === null ? [] : [{ task, parameter, value: whole }];
  });
  return valuesOf([...entriesOf(base), ...resolved]);
};

/** The variants that run, in order: Base first unless it is switched off (rules 46, 48). */
export const variantsToRun = ({ baseActive, base, subwagons }: Configuration): readonly RunVariant[] => [
  ...(baseActive ? [{ name: '', suffix: '', values: base }] : []),
  ...subwagons
    .filter(({ active }) => active)
    .map((subwagon) => ({ name: subwagon.name, suffix: `_${subwagon.name}`, values: resolve(base, subwagon) })),
];

/** An override without what says nothing: cells beyond Base's shape (rule 41), labels, and all of it when no cell is left. */
export const trimOverride = (base: ParameterValue | null, override: ParameterValue): ParameterValue | null => {
  if (override.form === 'array') {
    const cells = base?.form === 'array' ? base.cells.map((_, index) => override.cells[index] ?? null) : override.cells;
    return cells.some((cell) => cell !== null) ? { form: 'array', cells } : null;
  }
  if (override.form === 'matrix') {
    const rows = base?.form === 'matrix' ? base.rows.map((row, r) => row.map((_, c) => override.rows[r]?.[c] ?? null)) : override.rows;
    return rows.some((row) => row.some((cell) => cell !== null)) ? { form: 'matrix', rows, labelsRows: [], labelsCols: [] } : null;
  }
  return override;
};

/**
 * The one spelling of a configuration: overrides have Base's present shape and hold at least one cell. Stored after every
 * edit, so that a length changed in Base reaches every subwagon (rule 41), and equal configurations are equal text.
 */
export const canonical = ({ baseActive, base, subwagons }: Configuration): Configuration => ({
  baseActive,
  base: valuesOf(entriesOf(base)),
  subwagons: subwagons.map(({ name, active, overrides }) => ({
    name,
    active,
    overrides: valuesOf(
      [...entriesOf(overrides)].flatMap(({ task, parameter, value }) => {
        const trimmed = trimOverride(valueAt(base, task, parameter), value);
        return trimmed === null ? [] : [{ task, parameter, value: trimmed }];
      }),
    ),
  })),
});
