import { shapeOfType, type Cell, type ParameterDeclaration, type ParameterValue, type WorkflowDeclaration } from '../../packages/index.js';
import { cellTypeOf, sameCell, sameLabels, sameValue } from './cells.js';
import type { ConfigurationFile, FileEntry, FileValue } from './configuration-file.js';
import { canonical, resolveValue, trimOverride, valueAt, withValue, type Configuration } from './configuration.js';
import type { ValueDifference } from './diff.js';
import { axisOfList } from './field.js';
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

type Shaped = { readonly ok: true; readonly value: ParameterValue } | { readonly ok: false; readonly sentence: string };
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
    const shaped = variant === '' ? baseValue(next, one) : overrideValue(next, one);
    if (!shaped.ok) {
      problems.push({ kind: 'value', variant, task, parameter: entry.parameter, line: entry.line, sentence: shaped.sentence });
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
const aimEntries = (workflow: WorkflowDeclaration, { subwagons }: Configuration, file: ConfigurationFile): { aimed: readonly Aimed[]; ignored: readonly IgnoredEntry[] } => {
  const declared = declarationsOf(workflow);
  const targets = new Map<string, { task: string; variant: string }>();
  for (const { name } of subwagons) for (const task of workflow.tasks) targets.set(`${task.name}_${name}`, { task: task.name, variant: name });
  // A task's own name wins over a suffixed one.
  for (const { name } of workflow.tasks) targets.set(name, { task: name, variant: '' });
  const aimed: Aimed[] = [];
  const ignored: IgnoredEntry[] = [];
  for (const entry of file.entries) {
    const ignore = (because: IgnoredBecause) => ignored.push({ task: entry.task, parameter: entry.parameter, line: entry.line, because });
    const target = targets.get(entry.task);
    const declaration = target === undefined ? null : declared(target.task, entry.parameter);
    if (target === undefined) ignore(workflow.tasks.some(({ name }) => entry.task.startsWith(`${name}_`)) ? 'unknown subwagon' : 'task of another workflow');
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
    : { ...state, subwagons: state.subwagons.map((one) => (one.name === variant ? { ...one, overrides: withValue(one.overrides, [task, entry.parameter], value) } : one)) };

const baseValue = (state: Configuration, aimed: Aimed): Shaped => shapeValue(aimed.declaration, aimed.entry.value, held(state, aimed));

/** The override that makes the subwagon run with the file's value: cells that equal Base inherit, unless they were overridden with that very value. */
const overrideValue = (state: Configuration, aimed: Aimed): { readonly ok: true; readonly value: ParameterValue | null } | { readonly ok: false; readonly sentence: string } => {
  const { declaration, task, entry } = aimed;
  const base = valueAt(state.base, task, entry.parameter);
  const present = held(state, aimed);
  const override = present === null ? null : trimOverride(base, present);
  const shaped = shapeValue(declaration, entry.value, base);
  if (!shaped.ok) return shaped;
  const wanted = shaped.value;
  const cellType = cellTypeOf(declaration);
  const pick = (text: Cell, over: Cell, under: Cell): Cell => {
    if (over !== null && sameCell(cellType, over, text)) return over;
    return sameCell(cellType, under, text) ? null : text;
  };
  if (base?.form === 'array' && wanted.form === 'array') {
    if (base.cells.length !== wanted.cells.length) return { ok: false, sentence: `Has ${wanted.cells.length} cells, but Base has ${base.cells.length}; the length changes only in Base.` };
    const over = override?.form === 'array' ? override.cells : [];
    return { ok: true, value: trimOverride(base, { form: 'array', cells: wanted.cells.map((text, index) => pick(text, over[index] ?? null, base.cells[index] ?? null)) }) };
  }
  if (base?.form === 'matrix' && wanted.form === 'matrix') {
    const sized = base.rows.length === wanted.rows.length && base.rows.every((row, index) => row.length === wanted.rows[index]?.length);
    if (!sized) return { ok: false, sentence: 'Has another number of rows or columns than Base; the size changes only in Base.' };
    if (!sameLabels(base.labelsRows, wanted.labelsRows) || !sameLabels(base.labelsCols, wanted.labelsCols)) return { ok: false, sentence: 'Has other labels than Base; labels change only in Base.' };
    const over = override?.form === 'matrix' ? override.rows : [];
    const rows = wanted.rows.map((row, r) => row.map((text, c) => pick(text, over[r]?.[c] ?? null, base.rows[r]?.[c] ?? null)));
    return { ok: true, value: trimOverride(base, { form: 'matrix', rows, labelsRows: [], labelsCols: [] }) };
  }
  if (override !== null && sameValue(declaration, resolveValue(base, override), wanted)) return { ok: true, value: override };
  return { ok: true, value: sameValue(declaration, base, wanted) ? null : wanted };
};

/** Gives a file's value the form its declaration asks for. Labels that the file leaves out stay where the size allows it. */
const shapeValue = (declaration: ParameterDeclaration, value: FileValue, present: ParameterValue | null): Shaped => {
  const wanted = declaration.kind === 'axis' ? 'axis' : shapeOfType(declaration.type).shape;
  // What is no axis stays a list, for validation to judge: a few packages declare such a default themselves.
  if (wanted === 'axis' && value.form === 'list') return { ok: true, value: axisOfList(value.cells) ?? { form: 'array', cells: value.cells } };
  if (value.form === 'text') return wanted === 'scalar' || wanted === 'any' ? { ok: true, value: { form: 'scalar', text: value.text } } : misshapen(`{"values": […]}`, value);
  if (value.form === 'list') {
    if (wanted === 'array' || wanted === 'any') return { ok: true, value: { form: 'array', cells: value.cells } };
    return wanted === 'matrix' && value.cells.length === 0 ? matrixOf([], value, present) : misshapen(wanted === 'matrix' ? 'rows of cells' : 'a single value', value);
  }
  if (wanted === 'matrix' || wanted === 'any') return matrixOf(value.rows, value, present);
  return wanted === 'array' && value.rows.length === 0 ? { ok: true, value: { form: 'array', cells: [] } } : misshapen(wanted === 'array' ? 'a list of cells' : 'a single value or list', value);
};
const fileForms = { text: 'a single value', list: 'a list', rows: 'rows of cells' } as const;
const misshapen = (wanted: string, value: FileValue): Shaped => ({ ok: false, sentence: `Should be ${wanted}, but the file has ${fileForms[value.form]}.` });

const matrixOf = (rows: readonly (readonly string[])[], value: FileValue, present: ParameterValue | null): Shaped => {
  const given = value.form === 'rows' ? value : { labelsRows: null, labelsCols: null };
  const labels = (count: number, inFile: readonly string[] | null, kept: readonly string[] | null) => inFile ?? (kept?.length === count ? kept : []);
  const matrix = present?.form === 'matrix' ? present : null;
  return {
    ok: true,
    value: {
      form: 'matrix',
      rows,
      labelsRows: labels(rows.length, given.labelsRows, matrix?.labelsRows ?? null),
      labelsCols: labels(rows[0]?.length ?? 0, given.labelsCols, matrix?.labelsCols ?? null),
    },
  };
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
