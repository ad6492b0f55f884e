/** Where the person stands in the grid: a line, a variant's column, and a field of the value there. */
export type Standing = { readonly row: string; readonly variant: string; readonly line: number; readonly at: number };
/** How many fields each line of a value has. */
export type Shape = readonly number[];
export type Field = {
  /** Lines of parameters, in order, without heads. */
  readonly rows: readonly string[];
  readonly variants: readonly string[];
  readonly shapeAt: (row: string, variant: string) => Shape;
};
export type Step = 'up' | 'down' | 'left' | 'right' | 'home' | 'end' | 'page-up' | 'page-down';
const PAGE = 15;

export const stepOfKey = (key: string): Step | null =>
  (
    ({
      ArrowUp: 'up',
      ArrowDown: 'down',
      ArrowLeft: 'left',
      ArrowRight: 'right',
      Home: 'home',
      End: 'end',
      PageUp: 'page-up',
      PageDown: 'page-down',
    }) as Readonly<Record<string, Step>>
  )[key] ?? null;

/** One step of an arrow key: through the fields of a value first, then to the neighbour. At the edge it stays. */
export const moved = (from: Standing, step: Step, field: Field): Standing => {
  switch (step) {
    case 'left':
    case 'right':
      return sideways(from, step === 'right' ? 1 : -1, field);
    case 'up':
    case 'down':
      return upright(from, step === 'down' ? 1 : -1, field);
    case 'page-up':
    case 'page-down':
      return toRow(from, step === 'page-down' ? PAGE : -PAGE, field, 'near');
    case 'home':
      return { ...from, variant: field.variants[0] ?? from.variant, line: 0, at: 0 };
    case 'end':
      return { ...from, variant: field.variants.at(-1) ?? from.variant, line: 0, at: 0 };
  }
};

const sideways = (from: Standing, by: 1 | -1, field: Field): Standing => {
  const shape = field.shapeAt(from.row, from.variant);
  const at = from.at + by;
  if (at >= 0 && at < (shape[from.line] ?? 0)) return { ...from, at };
  const next = field.variants[field.variants.indexOf(from.variant) + by];
  if (next === undefined) return from;
  const beside = field.shapeAt(from.row, next);
  const line = Math.min(from.line, Math.max(0, beside.length - 1));
  return { row: from.row, variant: next, line, at: by > 0 ? 0 : Math.max(0, (beside[line] ?? 1) - 1) };
};

const upright = (from: Standing, by: 1 | -1, field: Field): Standing => {
  const shape = field.shapeAt(from.row, from.variant);
  const line = from.line + by;
  const count = shape[line];
  if (count !== undefined) return { ...from, line, at: Math.min(from.at, Math.max(0, count - 1)) };
  return toRow(from, by, field, by > 0 ? 'first' : 'last');
};

const toRow = (from: Standing, by: number, field: Field, entering: 'first' | 'last' | 'near'): Standing => {
  const now = field.rows.indexOf(from.row);
  // Filtered away meanwhile: begin at the top.
  const index = now < 0 ? 0 : Math.max(0, Math.min(field.rows.length - 1, now + by));
  const row = field.rows[index];
  if (row === undefined || row === from.row) return from;
  const shape = field.shapeAt(row, from.variant);
  const line = entering === 'last' ? Math.max(0, shape.length - 1) : 0;
  return { row, variant: from.variant, line, at: Math.min(from.at, Math.max(0, (shape[line] ?? 1) - 1)) };
};
