import { sameText, type Cell, type MatrixValue, type ParameterValue, type WorkflowDeclaration } from '../../packages/index.js';
import { canonical, entriesOf, valueAt, withValue, type Configuration, type Subwagon, type TaskValues } from './configuration.js';

/** One changed value; `variant` is `''` for Base. null: not set (Base), inherited (subwagon). */
export interface ValueDifference {
  readonly variant: string;
  readonly task: string;
  readonly parameter: string;
  readonly from: ParameterValue | null;
  readonly to: ParameterValue | null;
}
/** A change of the set of subwagons, or of an activation box. */
export type VariantDifference =
  | { readonly change: 'added' | 'removed' | 'activated' | 'deactivated'; readonly variant: string }
  | { readonly change: 'renamed'; readonly variant: string; readonly to: string };
/** Variant changes apply first, in order, then values. */
export interface ConfigurationDifference {
  readonly variants: readonly VariantDifference[];
  readonly values: readonly ValueDifference[];
}
/** One cell of a changed value; `cell` is null for a value changed as a whole, else `3` or `2,1`, counted from 1. */
export interface CellDifference {
  readonly cell: string | null;
  readonly from: ParameterValue | Cell;
  readonly to: ParameterValue | Cell;
}

/**
 * What turns `a` into `b`: texts are compared as they stand. A rename cannot be told from remove and add, so it reads as
 * those; an editor that knows better says `renamed` itself.
 */
export const diffConfigurations = (a: Configuration, b: Configuration): ConfigurationDifference => {
  const [before, after] = [canonical(a), canonical(b)];
  const kept = keptInOrder(before.subwagons, after.subwagons);
  const variants: VariantDifference[] = [
    ...(before.baseActive === after.baseActive ? [] : [switched('', after.baseActive)]),
    ...before.subwagons.filter(({ name }) => !kept.has(name)).map(({ name }) => ({ change: 'removed', variant: name }) as const),
    ...after.subwagons.flatMap(({ name, active }): VariantDifference[] => {
      const was = kept.get(name);
      if (was === undefined) return [{ change: 'added', variant: name }, ...(active ? [] : [switched(name, false)])];
      return was.active === active ? [] : [switched(name, active)];
    }),
  ];
  const values = [
    ...changedValues('', before.base, after.base),
    ...after.subwagons.flatMap(({ name, overrides }) => changedValues(name, kept.get(name)?.overrides ?? {}, overrides)),
  ];
  return { variants, values };
};
const switched = (variant: string, on: boolean): VariantDifference => ({
  change: on ? 'activated' : 'deactivated',
  variant,
});

/** The subwagons that stay where they are: as `added` appends, those after the first change of order count as new. */
const keptInOrder = (before: readonly Subwagon[], after: readonly Subwagon[]): ReadonlyMap<string, Subwagon> => {
  const staying = before.filter(({ name }) => after.some((other) => other.name === name));
  const firstMoved = staying.findIndex(({ name }, index) => after[index]?.name !== name);
  return new Map((firstMoved < 0 ? staying : staying.slice(0, firstMoved)).map((subwagon) => [subwagon.name, subwagon]));
};

const changedValues = (variant: string, before: TaskValues, after: TaskValues): readonly ValueDifference[] => [
  ...[...entriesOf(before)]
    .filter(({ task, parameter }) => valueAt(after, task, parameter) === null)
    .map(({ task, parameter, value }) => ({ variant, task, parameter, from: value, to: null })),
  ...[...entriesOf(after)].flatMap(({ task, parameter, value }) => {
    const from = valueAt(before, task, parameter);
    return sameText(from, value) ? [] : [{ variant, task, parameter, from, to: value }];
  }),
];

/** Applies changes in order. With a workflow, a Base value changed to null goes back to its declared default. */
export const applyDiff = (
  configuration: Configuration,
  { variants, values }: ConfigurationDifference,
  workflow?: WorkflowDeclaration,
): Configuration =>
  canonical(values.reduce((state, change) => applyValue(state, change, workflow), variants.reduce(applyVariant, configuration)));

const applyVariant = (state: Configuration, change: VariantDifference): Configuration => {
  const { variant } = change;
  const onSubwagon = (edit: (subwagon: Subwagon) => Subwagon): Configuration => ({
    ...state,
    subwagons: state.subwagons.map((subwagon) => (subwagon.name === variant ? edit(subwagon) : subwagon)),
  });
  switch (change.change) {
    case 'added':
      return { ...state, subwagons: [...state.subwagons, { name: variant, active: true, overrides: {} }] };
    case 'removed':
      return { ...state, subwagons: state.subwagons.filter(({ name }) => name !== variant) };
    case 'renamed':
      return onSubwagon((subwagon) => ({ ...subwagon, name: change.to }));
    case 'activated':
    case 'deactivated': {
      const active = change.change === 'activated';
      return variant === '' ? { ...state, baseActive: active } : onSubwagon((subwagon) => ({ ...subwagon, active }));
    }
  }
};

const applyValue = (
  state: Configuration,
  { variant, task, parameter, to }: ValueDifference,
  workflow?: WorkflowDeclaration,
): Configuration => {
  if (variant === '') {
    const value =
      to ?? workflow?.tasks.find(({ name }) => name === task)?.parameters.find(({ name }) => name === parameter)?.default ?? null;
    return { ...state, base: withValue(state.base, [task, parameter], value) };
  }
  const edit = (subwagon: Subwagon): Subwagon => ({
    ...subwagon,
    overrides: withValue(subwagon.overrides, [task, parameter], to),
  });
  return {
    ...state,
    subwagons: state.subwagons.map((subwagon) => (subwagon.name === variant ? edit(subwagon) : subwagon)),
  };
};

/** The cells in which two values of one parameter differ; one entry for the whole where their form, size or labels do. */
export const cellDifferences = ({ from, to }: Pick<ValueDifference, 'from' | 'to'>): readonly CellDifference[] => {
  if (sameText(from, to)) return [];
  if (from?.form === 'array' && to?.form === 'array' && from.cells.length === to.cells.length)
    return rowDifferences(from.cells, to.cells, '');
  if (from?.form === 'matrix' && to?.form === 'matrix' && sameText(emptied(from), emptied(to)))
    return from.rows.flatMap((row, index) => rowDifferences(row, to.rows[index] ?? [], `${index + 1},`));
  return [{ cell: null, from: textOrWhole(from), to: textOrWhole(to) }];
};
const textOrWhole = (value: ParameterValue | null): ParameterValue | Cell => (value?.form === 'scalar' ? value.text : value);
/** Size and labels alone. */
const emptied = (matrix: MatrixValue): MatrixValue => ({
  ...matrix,
  rows: matrix.rows.map((row) => row.map(() => null)),
});
const rowDifferences = (from: readonly Cell[], to: readonly Cell[], row: string): readonly CellDifference[] =>
  from.flatMap((cell, index) => {
    const next = to[index] ?? null;
    return cell === next ? [] : [{ cell: `${row}${index + 1}`, from: cell, to: next }];
  });
