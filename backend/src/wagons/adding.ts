import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  AddedWithoutValue,
  applyParameterChanges,
  BASE,
  declarationsOf,
  ParameterDeclaredAlready,
  parameterKey,
  ParameterNotAdded,
  sameParameter,
  withAdded,
  type AddedParameter,
  type ParameterChange,
  type VariantState,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';
import { changesOf, type Changes, type Wanted } from './configuring.js';

/** What a Save judges by: the package's declaration, what users added to it, and the values. */
export type Configured = { added: readonly AddedParameter[]; variants: readonly VariantState[] };
export type WantedWithParameters = Wanted & { parameters?: readonly ParameterChange[] | undefined };
export type SavedChanges = Changes & { parameters: ParameterChange[] };

/**
 * What a Save really changes, parameters added by hand or taken away included (rules 26, 37, 39). One that is taken
 * away takes its values with it, in every variant; one that is added needs a value in Base.
 */
export const savedChanges = (
  declaration: WorkflowDeclaration,
  before: Configured,
  wanted: WantedWithParameters,
): SavedChanges | WagonRefusal => {
  const parameters = addingOf(declaration, before.added, wanted.parameters ?? []);
  if ('refused' in parameters) return parameters;
  const after = applyParameterChanges(before.added, parameters);
  const removed = parameters.filter(({ change }) => change === 'removed');
  const lost = removed.flatMap(({ task, name }) =>
    before.variants.flatMap(({ name: variant, values }) =>
      values.has(parameterKey(task, name)) ? [{ variant, task, parameter: name, to: null }] : [],
    ),
  );
  const isRemoved = (task: string, parameter: string) => removed.some((one) => one.task === task && one.name === parameter);
  const values = [...wanted.values.filter(({ task, parameter }) => !isRemoved(task, parameter)), ...lost];
  // What goes is still declared while its values are taken away.
  const workflow = withAdded(declaration, [...after, ...before.added]);
  const changes = changesOf(workflow, before.variants, { variants: wanted.variants, values });
  if ('refused' in changes) return changes;
  const empty = after.find(({ task, name }) => !hasValue(before.variants, changes, task, name));
  if (empty !== undefined) return AddedWithoutValue.of({ task: empty.task, parameter: empty.name });
  return { ...changes, parameters: [...parameters] };
};

const addingOf = (
  declaration: WorkflowDeclaration,
  before: readonly AddedParameter[],
  wanted: readonly ParameterChange[],
): readonly ParameterChange[] | WagonRefusal => {
  const declared = declarationsOf(declaration);
  let now = before;
  const kept: ParameterChange[] = [];
  for (const change of wanted) {
    const { task, name } = change;
    const present = now.find((one) => one.task === task && one.name === name);
    if (change.change === 'removed') {
      // Taken away before, by this very Save: nothing to do.
      if (present === undefined && declared(task, name) === null) continue;
      if (present === undefined) return ParameterNotAdded.of({ task, parameter: name });
    } else {
      if (present !== undefined && sameParameter(present, change)) continue;
      if (present !== undefined || declared(task, name) !== null) return ParameterDeclaredAlready.of({ task, parameter: name });
    }
    now = applyParameterChanges(now, [change]);
    kept.push(change);
  }
  return kept;
};

const hasValue = (before: readonly VariantState[], { values }: Changes, task: string, name: string): boolean => {
  const changed = values.find(({ variant, task: of, parameter }) => variant === BASE && of === task && parameter === name);
  if (changed !== undefined) return changed.to !== null;
  return before.find((variant) => variant.name === BASE)?.values.has(parameterKey(task, name)) ?? false;
};
export const nothingSaved = ({ parameters, variants, values }: SavedChanges): boolean =>
  parameters.length + variants.length + values.length === 0;
/** An event's part for parameters: absent where there is none, as in all events of before. */
export const parametersIn = (parameters: readonly ParameterChange[]): { parameters?: ParameterChange[] } =>
  parameters.length === 0 ? {} : { parameters: [...parameters] };
