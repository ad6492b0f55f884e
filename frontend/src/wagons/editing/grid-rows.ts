import type { ParameterDeclaration, ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';

/** A line of the grid: the head of a task, or one parameter. */
export type GroupRow = {
  readonly kind: 'group';
  readonly id: string;
  readonly task: string;
  readonly changed: number;
  readonly all: number;
  readonly folded: boolean;
  readonly height: number;
};
export type ParameterRow = {
  readonly kind: 'parameter';
  readonly id: string;
  readonly task: string;
  readonly declaration: ParameterDeclaration;
  readonly columns: number;
  readonly height: number;
  /** Its value is larger than its line and scrolls by itself. */ readonly tall: boolean;
};
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
/** What one value may take of the screen; beyond that it scrolls by itself. */
const MOST_HEIGHT = 8 * CELL_LINE + 22;
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
      const whole = wholeHeight(declaration, base, columns);
      return [
        {
          kind: 'parameter',
          id,
          task: task.name,
          declaration,
          columns,
          height: Math.min(whole, MOST_HEIGHT),
          tall: whole > MOST_HEIGHT || base?.form === 'matrix',
        },
      ];
    });
    if (shown.length === 0) return [];
    const folded = asked.folded.has(task.name);
    const changed = keys.filter((key) => asked.changed.has(key)).length;
    return [
      { kind: 'group', id: `task ${task.name}`, task: task.name, changed, all: keys.length, folded, height: GROUP },
      ...(folded ? [] : shown),
    ];
  });
};

/** The lines, with those of before in the place of equal ones: what stays the same object is not drawn anew. */
export const sharedRows = (before: readonly GridRow[], after: readonly GridRow[]): readonly GridRow[] => {
  const known = new Map(before.map((row) => [row.id, row]));
  const shared = after.map((row) => {
    const was = known.get(row.id);
    return was !== undefined && sameRow(was, row) ? was : row;
  });
  return shared.length === before.length && shared.every((row, at) => row === before[at]) ? before : shared;
};
const sameRow = (a: GridRow, b: GridRow): boolean => {
  if (a.kind === 'group') return b.kind === 'group' && a.changed === b.changed && a.all === b.all && a.folded === b.folded;
  return b.kind === 'parameter' && a.declaration === b.declaration && a.columns === b.columns && a.height === b.height && a.tall === b.tall;
};

/** How many cells of an array stand side by side: as many as its longest text lets. */
export const columnsOf = (base: ParameterValue | null): number => {
  if (base?.form !== 'array') return 1;
  if (base.cells.length === 0) return 2;
  const longest = base.cells.reduce((most, cell) => Math.max(most, cell?.length ?? 0), 1);
  return Math.max(1, Math.min(4, Math.floor(INNER / (14 + 7.3 * longest))));
};

const wholeHeight = (declaration: ParameterDeclaration, base: ParameterValue | null, columns: number): number => {
  switch (base?.form) {
    case 'axis':
      return 2 * CELL_LINE + 4;
    case 'array': {
      const more = declaration.fixedLength === undefined ? 1 : 0;
      return Math.max(1, Math.ceil((base.cells.length + more) / columns)) * CELL_LINE + 4;
    }
    case 'matrix':
      return Math.max(1, base.rows.length) * CELL_LINE + (base.labelsCols.length > 0 ? 18 : 0) + 4;
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

const AROUND = 4;
/** How many lines are drawn for a window of this height: always as many, so that drawn ones can be used again for others. */
export const linesFor = (height: number): number => Math.ceil(height / GROUP) + 2 * AROUND;

/** The lines drawn when the window begins here, a few before and behind it included. */
export const windowOf = (starts: readonly number[], top: number, lines: number): { readonly first: number; readonly end: number } => {
  const last = starts.length - 1;
  let [low, high] = [0, last];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= top) low = middle;
    else high = middle - 1;
  }
  const first = Math.max(0, Math.min(low - AROUND, last - lines));
  return { first, end: Math.min(last, first + lines) };
};
