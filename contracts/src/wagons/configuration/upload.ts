import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '../../packages/index.js';
import { sameValue } from './cells.js';
import type { ConfigurationFile, FileEntry } from './configuration-file.js';
import { canonical, valueAt, withValue, type Configuration } from './configuration.js';
import type { ValueDifference } from './diff.js';
import { overrideFor, shapeValue, type ShapedOverride } from './file-values.js';
import { configurationProblems, declarationsOf, type ConfigurationProblem } from './problems.js';

/** Why an entry of the file changes nothing (rules 59, 60): nothing is ever created by an upload. */
export type IgnoredBecause = 'task of another workflow' | 'unknown subwagon' | 'unknown parameter';
export interface IgnoredEntry {
  readonly task: string;
  readonly parameter: string;
  readonly line: number;
  readonly because: IgnoredBecause;
}
export interface UploadProblem extends ConfigurationProblem {
  /** The line of the file that gave the value; absent where the file did not. */
  readonly line?: number;
}
export interface UploadOverview {
  /** Base first, then the subwagons in their order, by task and parameter as declared (rule 61). */
  readonly changes: readonly ValueDifference[];
  readonly ignored: readonly IgnoredEntry[];
  /** Tasks of the file that belong to other workflows, each once. */
  readonly ignoredTasks: readonly string[];
  /** How many entries give what is there already. */
  readonly unchanged: number;
  /** Any of these blocks applying (rule 63). */
  readonly problems: readonly UploadProblem[];
  /** What the form is filled with (rule 64). */
  readonly next: Configuration;
}

interface Aimed {
  readonly entry: FileEntry;
  readonly variant: string;
  readonly task: string;
  readonly declaration: ParameterDeclaration;
}

/** What an uploaded file would change: only parameters and subwagons that exist; what it does not mention stays (rules 58–65). */
export const overviewOfUpload = (workflow: WorkflowDeclaration, current: Configuration, file: ConfigurationFile): UploadOverview => {
  const before = canonical(current);
  const { aimed, ignored } = aimEntries(workflow, before, file);
  const problems: UploadProblem[] = [];
  let unchanged = 0;
  let next = before;
  const order = (variant: string) => (variant === '' ? -1 : before.subwagons.findIndex(({ name }) => name === variant));
  // Base goes first: a subwagon's values are read against what Base becomes.
  for (const one of [...aimed].sort((a, b) => order(a.variant) - order(b.variant))) {
    const { entry, variant, task, declaration } = one;
    const shaped = shapedFor(next, one);
    if (!shaped.ok) {
      problems.push({
        kind: 'value',
        variant,
        task,
        parameter: entry.parameter,
        line: entry.line,
        sentence: shaped.sentence,
      });
      continue;
    }
    const set = setValue(next, one, shaped.value);
    if (sameValue(declaration, held(next, one), held(set, one))) unchanged++;
    else next = set;
  }
  next = canonical(next);
  const lines = new Map(aimed.map(({ entry, variant, task }) => [JSON.stringify([variant, task, entry.parameter]), entry.line]));
  const found = configurationProblems(workflow, next).map((problem): UploadProblem => {
    const line = lines.get(JSON.stringify([problem.variant, problem.task, problem.parameter]));
    return line === undefined ? problem : { ...problem, line };
  });
  return {
    changes: orderedChanges(workflow, before, next),
    ignored,
    ignoredTasks: [...new Set(ignored.filter(({ because }) => because === 'task of another workflow').map(({ task }) => task))],
    unchanged,
    problems: [...problems, ...found],
    next,
  };
};

/** Finds for each entry the variant and declaration it means: suffixed tasks are subwagons (rule 48). */
const aimEntries = (
  workflow: WorkflowDeclaration,
  { subwagons }: Configuration,
  file: ConfigurationFile,
): { aimed: readonly Aimed[]; ignored: readonly IgnoredEntry[] } => {
  const declared = declarationsOf(workflow);
  const targets = new Map<string, { task: string; variant: string }>();
  for (const { name } of subwagons)
    for (const task of workflow.tasks) targets.set(`${task.name}_${name}`, { task: task.name, variant: name });
  // A task's own name wins over a suffixed one.
  for (const { name } of workflow.tasks) targets.set(name, { task: name, variant: '' });
  const aimed: Aimed[] = [];
  const ignored: IgnoredEntry[] = [];
  for (const entry of file.entries) {
    const ignore = (because: IgnoredBecause) => ignored.push({ task: entry.task, parameter: entry.parameter, line: entry.line, because });
    const target = targets.get(entry.task);
    const declaration = target === undefined ? null : declared(target.task, entry.parameter);
    if (target === undefined)
      ignore(workflow.tasks.some(({ name }) => entry.task.startsWith(`${name}_`)) ? 'unknown subwagon' : 'task of another workflow');
    else if (declaration === null) ignore('unknown parameter');
    else aimed.push({ entry, declaration, ...target });
  }
  return { aimed, ignored };
};

const overridesOf = ({ subwagons }: Configuration, variant: string) => subwagons.find(({ name }) => name === variant)?.overrides ?? {};
const held = (state: Configuration, { variant, task, entry }: Aimed): ParameterValue | null =>
  valueAt(variant === '' ? state.base : overridesOf(state, variant), task, entry.parameter);
const setValue = (state: Configuration, { variant, task, entry }: Aimed, value: ParameterValue | null): Configuration =>
  variant === ''
    ? { ...state, base: withValue(state.base, [task, entry.parameter], value) }
    : {
        ...state,
        subwagons: state.subwagons.map((one) =>
          one.name === variant ? { ...one, overrides: withValue(one.overrides, [task, entry.parameter], value) } : one,
        ),
      };

/** What the aimed place shall hold: a value for Base, cells over Base for a subwagon. */
const shapedFor = (state: Configuration, aimed: Aimed): ShapedOverride => {
  const { declaration, entry, task, variant } = aimed;
  if (variant === '') return shapeValue(declaration, entry.value, held(state, aimed));
  const base = valueAt(state.base, task, entry.parameter);
  const shaped = shapeValue(declaration, entry.value, base);
  return shaped.ok ? overrideFor(declaration, shaped.value, { base, held: held(state, aimed) }) : shaped;
};

const orderedChanges = (workflow: WorkflowDeclaration, before: Configuration, after: Configuration): readonly ValueDifference[] => {
  const values = (state: Configuration, variant: string) => (variant === '' ? state.base : overridesOf(state, variant));
  return ['', ...before.subwagons.map(({ name }) => name)].flatMap((variant) =>
    workflow.tasks.flatMap(({ name: task, parameters }) =>
      parameters.flatMap((declaration): ValueDifference[] => {
        const [from, to] = [before, after].map((state) => valueAt(values(state, variant), task, declaration.name));
        if (from === to || sameValue(declaration, from ?? null, to ?? null)) return [];
        return [{ variant, task, parameter: declaration.name, from: from ?? null, to: to ?? null }];
      }),
    ),
  );
};
