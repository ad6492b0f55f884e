import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { shapeOf } from './value-parts';

/** A line of the grid: the head of a task, or one parameter. */
export type GroupRow = { readonly kind: 'group'; readonly id: string; readonly task: string; readonly changed: number; readonly all: number; readonly folded: boolean; readonly height: number };
export type ParameterRow = { readonly kind: 'parameter'; readonly id: string; readonly task: string; readonly declaration: ParameterDeclaration; readonly columns: number; readonly height: number };
export type GridRow = GroupRow | ParameterRow;
export type Showing = 'all' | 'changed' | 'unsaved';

export type RowsAsked = {
  readonly search: string;
  readonly showing: Showing;
  readonly folded: ReadonlySet<string>;
  /** Keys with a value of their own in Base or a subwagon, and those not saved. */
  readonly changed: ReadonlySet<string>;
  readonly unsaved: ReadonlySet<string>;
  readonly keyOf: (task: string, parameter: string) => string;
  readonly baseOf: (key: string) => ParameterValue | null;
};

const LINE = 30;
const GROUP = 26;
const CELL_LINE = 26;
/** What one array may take of the screen; beyond that it scrolls by itself. */
const MOST_LINES = 6;
const INNER = 150;

/** The lines to show, with their heights: heights follow from the values, so that any line can be found without drawing the others. */
export const rowsOf = (workflow: WorkflowDeclaration, asked: RowsAsked): readonly GridRow[] => {
  const words = asked.search.trim().toLowerCase();
  return workflow.tasks.flatMap((task): GridRow[] => {
    const keys = task.parameters.map(({ name }) => asked.keyOf(task.name, name));
    const wholeTask = words === '' || task.name.toLowerCase().includes(words);
    const shown = task.parameters.flatMap((declaration, index): ParameterRow[] => {
      const id = keys[index] ?? '';
      if (asked.showing === 'changed' && !asked.changed.has(id) && !asked.unsaved.has(id)) return [];
      if (asked.showing === 'unsaved' && !asked.unsaved.has(id)) return [];
      if (!wholeTask && !declaration.name.toLowerCase().includes(words)) return [];
      const base = asked.baseOf(id);
      const columns = columnsOf(base);
      return [{ kind: 'parameter', id, task: task.name, declaration, columns, height: heightOf(declaration, base, columns) }];
    });
    if (shown.length === 0) return [];
    const folded = asked.folded.has(task.name);
    const changed = keys.filter((key) => asked.changed.has(key)).length;
    return [{ kind: 'group', id: `task ${task.name}`, task: task.name, changed, all: keys.length, folded, height: GROUP }, ...(folded ? [] : shown)];
  });
};

/** How many cells of an array stand side by side: as many as its longest text lets. */
export const columnsOf = (base: ParameterValue | null): number => {
  if (base?.form !== 'array') return 1;
  const longest = base.cells.reduce((most, cell) => Math.max(most, cell?.length ?? 0), 1);
  return Math.max(1, Math.min(4, Math.floor(INNER / (14 + 7.3 * longest))));
};

export const heightOf = (declaration: ParameterDeclaration, base: ParameterValue | null, columns: number): number => {
  switch (base?.form ?? shapeOf(declaration)) {
    case 'axis':
      return base?.form === 'axis' ? 2 * CELL_LINE + 4 : LINE;
    case 'array': {
      if (base?.form !== 'array') return LINE;
      const more = declaration.fixedLength === undefined ? 1 : 0;
      return Math.min(MOST_LINES, Math.max(1, Math.ceil((base.cells.length + more) / columns))) * CELL_LINE + 4;
    }
    case 'matrix': {
      if (base?.form !== 'matrix') return LINE;
      const head = base.labelsCols.length > 0 ? 18 : 0;
      return Math.min(8, Math.max(1, base.rows.length)) * CELL_LINE + head + 4;
    }
    default:
      return LINE;
  }
};

/** Where each line begins; one more entry than lines, the last is the height of all. */
export const startsOf = (rows: readonly { readonly height: number }[]): readonly number[] => {
  const starts = [0];
  for (const { height } of rows) starts.push((starts.at(-1) ?? 0) + height);
  return starts;
};

/** The lines that a window of this place and height shows, with a few around it. */
export const windowOf = (starts: readonly number[], top: number, height: number, around = 8): { readonly first: number; readonly end: number } => {
  const last = starts.length - 1;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  let end = low;
  while (end < last && (starts[end] ?? 0) < top + height) end++;
  return { first: Math.max(0, low - around), end: Math.min(last, end + around) };
};
