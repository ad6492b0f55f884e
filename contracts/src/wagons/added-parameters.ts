import type { WorkflowDeclaration } from '../packages/index.js';
import type { AddedParameter, ParameterChange } from './added-parameters.schema.js';
import { withAddedParameters } from './configuration/index.js';

// No zod at run time: the browser's editor reads this file.

type Place = { readonly task: string; readonly name: string };

const samePlace = (a: Place, b: Place): boolean => a.task === b.task && a.name === b.name;
export const sameParameter = (a: AddedParameter, b: AddedParameter): boolean =>
  samePlace(a, b) && a.type === b.type && a.kind === b.kind && a.fixedLength === b.fixedLength && a.help === b.help;

/** The workflow with the parameters that its users added; what the package declares wins (rules 26, 37). */
export const withAdded = (workflow: WorkflowDeclaration, added: readonly AddedParameter[]): WorkflowDeclaration =>
  added.length === 0
    ? workflow
    : withAddedParameters(
        workflow,
        added.map(({ task, fixedLength, ...declaration }) => ({
          task,
          declaration: { ...declaration, default: null, ...(fixedLength === undefined ? {} : { fixedLength }) },
        })),
      );

export const applyParameterChanges = (added: readonly AddedParameter[], changes: readonly ParameterChange[]): readonly AddedParameter[] =>
  changes.reduce<readonly AddedParameter[]>((now, change) => {
    const others = now.filter((one) => !samePlace(one, change));
    if (change.change === 'removed') return others;
    const { change: _, ...parameter } = change;
    return [...others, parameter];
  }, added);

/** The fewest changes that make one set the other. */
export const parameterChanges = (from: readonly AddedParameter[], to: readonly AddedParameter[]): readonly ParameterChange[] => [
  ...from
    .filter((one) => !to.some((other) => samePlace(one, other)))
    .map(({ task, name }): ParameterChange => ({ change: 'removed', task, name })),
  ...to.filter((one) => !from.some((other) => sameParameter(one, other))).map((one): ParameterChange => ({ change: 'added', ...one })),
];

/** Parameters that a declaration knows by itself: a sync with it makes them ordinary ones (rule 26). */
export const declaredNow = (workflow: WorkflowDeclaration, added: readonly AddedParameter[]): readonly AddedParameter[] =>
  added.filter((one) =>
    workflow.tasks.some((task) => task.name === one.task && task.parameters.some((parameter) => parameter.name === one.name)),
  );

/** A workflow of no released package: nothing is known of it but its name (rule 26). */
export const undeclaredWorkflow = (name: string): WorkflowDeclaration => ({ name, executable: name, pwg: '', component: '', tasks: [] });
