import {
  sameText,
  type ParameterDeclaration,
  type ParameterValue,
  type TaskDeclaration,
  type WorkflowDeclaration,
} from '../../packages/index.js';
import { sameValue } from './cells.js';
import { entriesOf, resolveValue, valueAt, type Configuration } from './configuration.js';
import { validateOverride, validateValue } from './validation.js';

export type ProblemKind = 'value' | 'identical' | 'emptySubwagon' | 'subwagonName';
/** Something that keeps a configuration from being saved, with the place to look at; `variant` is `''` for Base. */
export interface ConfigurationProblem {
  readonly kind: ProblemKind;
  readonly variant: string;
  /** The other one of two identical variants. */
  readonly other?: string;
  readonly task?: string;
  readonly parameter?: string;
  readonly sentence: string;
}

/** Finds declarations by name; build it once for many look-ups. */
export const declarationsOf = (workflow: WorkflowDeclaration): ((task: string, parameter: string) => ParameterDeclaration | null) => {
  const tasks = new Map(
    workflow.tasks.map((task) => [task.name, new Map(task.parameters.map((parameter) => [parameter.name, parameter]))]),
  );
  return (task, parameter) => tasks.get(task)?.get(parameter) ?? null;
};

/** A workflow with parameters that its users added by hand (rules 26, 37, 39); what the package declares wins. */
export const withAddedParameters = (
  workflow: WorkflowDeclaration,
  added: readonly { readonly task: string; readonly declaration: ParameterDeclaration }[],
): WorkflowDeclaration => {
  const tasks = new Map<string, TaskDeclaration>(workflow.tasks.map((task) => [task.name, task]));
  for (const { task: name, declaration } of added) {
    const task = tasks.get(name) ?? { name, parameters: [], outputs: [] };
    if (task.parameters.some((parameter) => parameter.name === declaration.name)) continue;
    tasks.set(name, { ...task, parameters: [...task.parameters, declaration] });
  }
  return { ...workflow, tasks: [...tasks.values()] };
};

/**
 * Pairs of variants that run with the same values (rule 47), active or not; `''` is Base. With the workflow, `0.2` and
 * `0.200000003` are the same float; without it, texts are compared.
 */
export const identicalVariants = (
  { base, subwagons }: Configuration,
  workflow?: WorkflowDeclaration,
): readonly (readonly [string, string])[] => {
  const declared = workflow === undefined ? () => null : declarationsOf(workflow);
  const variants = [{ name: '', overrides: {} }, ...subwagons];
  const marks = variants.map((): number[] => []);
  const overridden = new Map(
    subwagons.flatMap(({ overrides }) =>
      [...entriesOf(overrides)].map(({ task, parameter }) => [JSON.stringify([task, parameter]), { task, parameter }]),
    ),
  );
  for (const { task, parameter } of overridden.values()) {
    const declaration = declared(task, parameter);
    const same = (a: ParameterValue | null, b: ParameterValue | null) =>
      declaration === null ? sameText(a, b) : sameValue(declaration, a, b);
    const kinds: (ParameterValue | null)[] = [];
    variants.forEach(({ overrides }, index) => {
      const value = resolveValue(valueAt(base, task, parameter), valueAt(overrides, task, parameter));
      const found = kinds.findIndex((kind) => same(kind, value));
      marks[index]?.push(found < 0 ? kinds.push(value) - 1 : found);
    });
  }
  const keys = marks.map((mark) => mark.join(','));
  return variants.flatMap(({ name }, index) =>
    variants
      .slice(index + 1)
      .flatMap((other, offset): (readonly [string, string])[] => (keys[index] === keys[index + 1 + offset] ? [[name, other.name]] : [])),
  );
};

/**
 * Everything that keeps a configuration from being saved (rules 40–44, 47). A Base value that is still the package's own
 * default is never a problem: some real defaults break rule 42, and refusing them would refuse the workflow.
 */
export const configurationProblems = (workflow: WorkflowDeclaration, configuration: Configuration): readonly ConfigurationProblem[] => [
  ...valueProblems(workflow, configuration),
  ...configuration.subwagons.flatMap(({ name }, index) =>
    nameProblems(workflow, configuration, index).map((sentence) => ({
      kind: 'subwagonName' as const,
      variant: name,
      sentence,
    })),
  ),
  ...emptyOrIdentical(workflow, configuration),
];

const valueProblems = (workflow: WorkflowDeclaration, { base, subwagons }: Configuration): readonly ConfigurationProblem[] => {
  const declared = declarationsOf(workflow);
  const problems: ConfigurationProblem[] = [];
  for (const { task, parameter, value } of entriesOf(base)) {
    const declaration = declared(task, parameter);
    if (declaration === null || (declaration.default !== null && sameText(declaration.default, value))) continue;
    for (const sentence of validateValue(declaration, value)) problems.push({ kind: 'value', variant: '', task, parameter, sentence });
  }
  for (const { name, overrides } of subwagons)
    for (const { task, parameter, value } of entriesOf(overrides)) {
      const declaration = declared(task, parameter);
      if (declaration === null) continue;
      for (const sentence of validateOverride(declaration, value, valueAt(base, task, parameter)))
        problems.push({ kind: 'value', variant: name, task, parameter, sentence });
    }
  return problems;
};

/** Letters and digits only, so that the suffix `_<name>` can be told from the task's own name (rule 48). */
const subwagonName = /^[A-Za-z0-9]{1,32}$/;
const nameProblems = ({ tasks }: WorkflowDeclaration, { subwagons }: Configuration, index: number): readonly string[] => {
  const name = subwagons[index]?.name ?? '';
  const earlier = subwagons.slice(0, index).find((other) => other.name.toLowerCase() === name.toLowerCase());
  const clash = tasks.find((task) => tasks.some((other) => other.name === `${task.name}_${name}`));
  return [
    ...(subwagonName.test(name) ? [] : [`“${name}” is no subwagon name: only letters and digits, 32 at most.`]),
    ...(earlier === undefined ? [] : [`There is a subwagon ${earlier.name} already; upper and lower case count as the same.`]),
    ...(clash === undefined ? [] : [`${clash.name}_${name} is the name of another task of this workflow. Choose another subwagon name.`]),
  ];
};

const emptyOrIdentical = (workflow: WorkflowDeclaration, configuration: Configuration): readonly ConfigurationProblem[] => {
  const empty = configuration.subwagons.filter(({ overrides }) => entriesOf(overrides).next().done === true);
  const emptyNames = new Set(empty.map(({ name }) => name));
  return [
    ...empty.map(({ name }) => ({
      kind: 'emptySubwagon' as const,
      variant: name,
      sentence: `${name} overrides nothing. Give at least one value, or remove it.`,
    })),
    ...identicalVariants(configuration, workflow)
      // Empty subwagons are identical to Base and to each other by definition; saying it once is enough.
      .filter(([first, second]) => !(emptyNames.has(second) && (first === '' || emptyNames.has(first))))
      .map(([first, second]) => ({
        kind: 'identical' as const,
        variant: second,
        other: first,
        sentence: `${first === '' ? 'Base' : first} and ${second} have the same values. Change one, or remove it.`,
      })),
  ];
};
