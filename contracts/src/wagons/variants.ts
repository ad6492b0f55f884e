import type { ParameterValue, WorkflowDeclaration } from '../packages/index.js';
import { canonical, defaultConfiguration, valuesOf, type Configuration, type TaskValues } from './configuration/index.js';
import type { ValueChange, VariantChange } from './wagon.events.js';

/** A variant as events build it: Base (name '') or a subwagon, with the values that were set. No zod at run time. */
export type VariantState = { name: string; active: boolean; values: ReadonlyMap<string, ParameterValue> };

/** One key for task and parameter; neither may hold a line break. */
export const parameterKey = (task: string, parameter: string): string => `${task}\n${parameter}`;
export const fromParameterKey = (key: string): { task: string; parameter: string } => {
  const at = key.indexOf('\n');
  return { task: key.slice(0, at), parameter: key.slice(at + 1) };
};

/** A fresh wagon: Base, active, everything at its default. */
export const baseOnly: readonly VariantState[] = [{ name: '', active: true, values: new Map() }];

const applyVariantChange = (variants: readonly VariantState[], change: VariantChange): readonly VariantState[] => {
  const each = (alter: (variant: VariantState) => VariantState) => variants.map((v) => (v.name === change.variant ? alter(v) : v));
  switch (change.change) {
    case 'added':
      return [...variants, { name: change.variant, active: true, values: new Map() }];
    case 'removed':
      return variants.filter((v) => v.name !== change.variant);
    case 'renamed':
      return each((v) => ({ ...v, name: change.to }));
    case 'activated':
      return each((v) => ({ ...v, active: true }));
    case 'deactivated':
      return each((v) => ({ ...v, active: false }));
  }
};

/** What one Save makes of the variants: first the set of variants, in order, then the values (rules 45, 46, 52). */
export const applyConfigured = (
  variants: readonly VariantState[],
  configured: { variants: readonly VariantChange[]; values: readonly Pick<ValueChange, 'variant' | 'task' | 'parameter' | 'to'>[] },
): readonly VariantState[] => {
  const next = configured.variants.reduce(applyVariantChange, variants);
  if (configured.values.length === 0) return next;
  const touched = new Map<string, Map<string, ParameterValue>>();
  for (const { variant, task, parameter, to } of configured.values) {
    let values = touched.get(variant);
    if (values === undefined) {
      values = new Map(next.find((v) => v.name === variant)?.values ?? []);
      touched.set(variant, values);
    }
    if (to === null) values.delete(parameterKey(task, parameter));
    else values.set(parameterKey(task, parameter), to);
  }
  return next.map((v) => ({ ...v, values: touched.get(v.name) ?? v.values }));
};

/** The set values of a variant as task → parameter → value. */
export const valuesOfVariant = ({ values }: VariantState): TaskValues =>
  valuesOf([...values].map(([key, value]) => ({ ...fromParameterKey(key), value })));

/** The whole configuration: the declaration's defaults, what was set in Base over them, and the subwagons. */
export const configurationOfVariants = (workflow: WorkflowDeclaration, variants: readonly VariantState[]): Configuration => {
  const defaults = defaultConfiguration(workflow);
  const [base, ...subwagons] = variants;
  if (base === undefined) return defaults;
  const set = valuesOfVariant(base);
  const merged: Record<string, TaskValues[string]> = { ...defaults.base };
  for (const [task, parameters] of Object.entries(set)) merged[task] = { ...merged[task], ...parameters };
  return canonical({
    baseActive: base.active,
    base: merged,
    subwagons: subwagons.map((variant) => ({ name: variant.name, active: variant.active, overrides: valuesOfVariant(variant) })),
  });
};
