import { describeValue, type ParameterValue } from '@hyperloop/contracts/packages';
import { cellDifferences } from '@hyperloop/contracts/wagons/configuration';
import type { Held, ParameterLine } from './comparison';

export type Piece = { readonly text: string; readonly changed: boolean };
/** How one side of a line is drawn: words for what is no value, cells side by side, or rows of cells. */
export type Drawn =
  | { readonly as: 'words'; readonly text: string }
  | { readonly as: 'cells'; readonly pieces: readonly Piece[] }
  | { readonly as: 'grid'; readonly columns: number; readonly pieces: readonly Piece[] };

const words: Readonly<Partial<Record<Held['is'], string>>> = {
  unset: 'not set',
  inherits: 'inherits',
  undeclared: 'not declared',
  'no subwagon': 'no such subwagon',
};
const valueOf = (held: Held): ParameterValue | null => ('value' in held ? held.value : null);

const draw = (held: Held, changed: (cell: string) => boolean): Drawn => {
  const value = valueOf(held);
  if (value === null) return { as: 'words', text: words[held.is] ?? '' };
  if (value.form === 'array')
    return { as: 'cells', pieces: value.cells.map((cell, i) => ({ text: cell ?? '·', changed: changed(String(i + 1)) })) };
  if (value.form === 'matrix')
    return {
      as: 'grid',
      columns: value.rows[0]?.length ?? 0,
      pieces: value.rows.flatMap((row, r) =>
        row.map((cell, c) => ({ text: cell ?? '·', changed: changed(`${String(r + 1)},${String(c + 1)}`) })),
      ),
    };
  return { as: 'cells', pieces: [{ text: describeValue(value) || 'empty text', changed: changed('') }] };
};

/** Both sides of a line with the cells marked in which they differ; the whole where their shape does. */
export const drawLine = ({ a, b, equal }: ParameterLine): { readonly a: Drawn; readonly b: Drawn; readonly note: string } => {
  const differences = equal ? [] : cellDifferences({ from: valueOf(a), to: valueOf(b) });
  const cells = new Set(differences.map(({ cell }) => cell));
  const changed = (cell: string): boolean => !equal && (cells.has(null) || cells.has(cell));
  const value = valueOf(b) ?? valueOf(a);
  const size = value?.form === 'array' ? value.cells.length : value?.form === 'matrix' ? value.rows.flat().length : 1;
  const note = size > 1 && !cells.has(null) && cells.size > 0 ? `${String(cells.size)} of ${String(size)} cells` : '';
  return { a: draw(a, changed), b: draw(b, changed), note };
};

/** One side as text, for copying. */
export const textOf = (held: Held): string => {
  const value = valueOf(held);
  return value === null ? (words[held.is] ?? '') : describeValue(value);
};
