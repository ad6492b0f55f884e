import {
  shapeOfType,
  type ArrayValue,
  type Cell,
  type MatrixValue,
  type ParameterDeclaration,
  type ParameterValue,
} from '../../packages/index.js';
import { axisOfList, cellTypeOf, sameCell, sameLabels, sameValue } from './cells.js';
import type { FileValue } from './configuration-file.js';
import { resolveValue, trimOverride } from './configuration.js';

type Misfit = { readonly ok: false; readonly sentence: string };
export type Shaped = { readonly ok: true; readonly value: ParameterValue } | Misfit;
/** null: the subwagon inherits. */
export type ShapedOverride = { readonly ok: true; readonly value: ParameterValue | null } | Misfit;

const fine = (value: ParameterValue): Shaped => ({ ok: true, value });
const fileForms = { text: 'a single value', list: 'a list', rows: 'rows of cells' } as const;
const misfit = (wanted: string, value: FileValue): Misfit => ({
  ok: false,
  sentence: `Should be ${wanted}, but the file has ${fileForms[value.form]}.`,
});

/** Gives a file's value the form its declaration asks for; `present` lends the labels that the file leaves out. */
export const shapeValue = (declaration: ParameterDeclaration, value: FileValue, present: ParameterValue | null): Shaped => {
  const wanted = declaration.kind === 'axis' ? 'axis' : shapeOfType(declaration.type).shape;
  switch (value.form) {
    case 'text':
      return wanted === 'scalar' || wanted === 'any' ? fine({ form: 'scalar', text: value.text }) : misfit('{"values": […]}', value);
    case 'list':
      return shapeList(wanted, value, present);
    case 'rows':
      if (wanted === 'matrix' || wanted === 'any') return matrixOf(value, present);
      if (wanted === 'array' && value.rows.length === 0) return fine({ form: 'array', cells: [] });
      return misfit(wanted === 'scalar' ? 'a single value' : 'a list of cells', value);
  }
};
type Wanted = 'scalar' | 'array' | 'matrix' | 'axis' | 'any';
type FileRows = Extract<FileValue, { form: 'rows' }>;

const shapeList = (wanted: Wanted, value: Extract<FileValue, { form: 'list' }>, present: ParameterValue | null): Shaped => {
  const list = fine({ form: 'array', cells: value.cells });
  switch (wanted) {
    case 'axis': {
      // What is no axis stays a list, for validation to judge: a few packages declare such a default themselves.
      const axis = axisOfList(value.cells);
      return axis === null ? list : fine(axis);
    }
    case 'array':
    case 'any':
      return list;
    case 'matrix':
      // An empty list has no rows to tell it from an empty matrix.
      if (value.cells.length > 0) return misfit('rows of cells', value);
      return matrixOf({ form: 'rows', rows: [], labelsRows: null, labelsCols: null }, present);
    case 'scalar':
      return misfit('a single value', value);
  }
};

const matrixOf = ({ rows, labelsRows, labelsCols }: FileRows, present: ParameterValue | null): Shaped => {
  const matrix = present?.form === 'matrix' ? present : null;
  const kept = (labels: readonly string[] | undefined, count: number) => (labels?.length === count ? labels : []);
  return fine({
    form: 'matrix',
    rows,
    labelsRows: labelsRows ?? kept(matrix?.labelsRows, rows.length),
    labelsCols: labelsCols ?? kept(matrix?.labelsCols, rows[0]?.length ?? 0),
  });
};

/**
 * The override that makes a subwagon run with the wanted value: cells that equal Base inherit, unless they were
 * overridden with that very value before.
 */
export const overrideFor = (
  declaration: ParameterDeclaration,
  wanted: ParameterValue,
  { base, held }: { readonly base: ParameterValue | null; readonly held: ParameterValue | null },
): ShapedOverride => {
  const override = held === null ? null : trimOverride(base, held);
  const cellType = cellTypeOf(declaration);
  const pick = (text: Cell, over: Cell, under: Cell): Cell => {
    if (over !== null && sameCell(cellType, over, text)) return over;
    return sameCell(cellType, under, text) ? null : text;
  };
  const pickRow = (row: readonly Cell[], over: readonly Cell[], under: readonly Cell[]): readonly Cell[] =>
    row.map((text, index) => pick(text, over[index] ?? null, under[index] ?? null));

  if (base?.form === 'array' && wanted.form === 'array') {
    const sentence = lengthMisfit(base, wanted);
    if (sentence !== null) return { ok: false, sentence };
    const over = override?.form === 'array' ? override.cells : [];
    return { ok: true, value: trimOverride(base, { form: 'array', cells: pickRow(wanted.cells, over, base.cells) }) };
  }
  if (base?.form === 'matrix' && wanted.form === 'matrix') {
    const sentence = matrixMisfit(base, wanted);
    if (sentence !== null) return { ok: false, sentence };
    const over = override?.form === 'matrix' ? override.rows : [];
    const rows = wanted.rows.map((row, index) => pickRow(row, over[index] ?? [], base.rows[index] ?? []));
    return { ok: true, value: trimOverride(base, { form: 'matrix', rows, labelsRows: [], labelsCols: [] }) };
  }
  return { ok: true, value: wholeOverride(declaration, wanted, { base, override }) };
};

/** Single values and axes are overridden whole or not at all (rule 43). */
const wholeOverride = (
  declaration: ParameterDeclaration,
  wanted: ParameterValue,
  { base, override }: { readonly base: ParameterValue | null; readonly override: ParameterValue | null },
): ParameterValue | null => {
  if (override !== null && sameValue(declaration, resolveValue(base, override), wanted)) return override;
  return sameValue(declaration, base, wanted) ? null : wanted;
};

const lengthMisfit = (base: ArrayValue, wanted: ArrayValue): string | null =>
  base.cells.length === wanted.cells.length
    ? null
    : `Has ${wanted.cells.length} cells, but Base has ${base.cells.length}; the length changes only in Base.`;

const matrixMisfit = (base: MatrixValue, wanted: MatrixValue): string | null => {
  const sized = base.rows.length === wanted.rows.length && base.rows.every((row, at) => row.length === wanted.rows[at]?.length);
  if (!sized) return 'Has another number of rows or columns than Base; the size changes only in Base.';
  const labelled = sameLabels(base.labelsRows, wanted.labelsRows) && sameLabels(base.labelsCols, wanted.labelsCols);
  return labelled ? null : 'Has other labels than Base; labels change only in Base.';
};
