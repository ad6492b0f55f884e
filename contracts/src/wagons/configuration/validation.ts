import {
  MOST_CELLS,
  shapeOfType,
  type AxisValue,
  type Cell,
  type CellType,
  type ParameterDeclaration,
  type ParameterValue,
} from '../../packages/index.js';
import { cellProblem, cellTypeOf, numberOf } from './cells.js';

export { MOST_CELLS };

/** What is wrong with a value of Base, as sentences for its author; empty when nothing is (rules 38, 40, 42). */
export const validateValue = (declaration: ParameterDeclaration, value: ParameterValue): readonly string[] => {
  const wanted = declaration.kind === 'axis' ? 'axis' : shapeOfType(declaration.type).shape;
  if (wanted !== 'any' && value.form !== wanted) return [`Should be ${formNames[wanted]}, but is ${formNames[value.form]}.`];
  if (wanted === 'any' && value.form === 'axis') return ['Its type is not known, so it can hold a value, a list or a matrix, but no axis.'];
  switch (value.form) {
    case 'scalar':
      return sentences([cellProblem(cellTypeOf(declaration), value.text)], () => 'The value');
    case 'array':
      return [...lengthProblems(declaration, value.cells), ...cellsProblems(cellTypeOf(declaration), value.cells, 'Cell')];
    case 'matrix':
      return matrixProblems(cellTypeOf(declaration), value);
    case 'axis':
      return axisProblems(value);
  }
};
const formNames = {
  scalar: 'a single value',
  array: 'a list',
  matrix: 'a matrix',
  axis: 'an axis (bins, min, max, or 0 and the edges)',
} as const;

const lengthProblems = ({ fixedLength }: ParameterDeclaration, cells: readonly Cell[]): readonly string[] => {
  if (cells.length > MOST_CELLS) return [`Has ${cells.length} cells, more than ${MOST_CELLS}.`];
  return fixedLength === undefined || fixedLength === cells.length
    ? []
    : [`Has ${cells.length} cells, but its length is fixed to ${fixedLength}.`];
};

const cellsProblems = (cell: CellType, cells: readonly Cell[], place: string): readonly string[] =>
  sentences(
    cells.map((text) => (text === null ? 'is empty; only a subwagon can inherit' : cellProblem(cell, text))),
    (index) => `${place} ${index + 1}`,
  );

const sentences = (problems: readonly (string | null)[], place: (index: number) => string): readonly string[] =>
  problems.flatMap((problem, index) =>
    problem === null ? [] : [problem.startsWith('is ') ? `${place(index)} ${problem}.` : `${place(index)}: ${problem}.`],
  );

const matrixProblems = (
  cell: CellType,
  { rows, labelsRows, labelsCols }: Extract<ParameterValue, { form: 'matrix' }>,
): readonly string[] => {
  const width = rows[0]?.length ?? 0;
  if (rows.length * width > MOST_CELLS) return [`Has ${rows.length} × ${width} cells, more than ${MOST_CELLS}.`];
  const ragged = rows.flatMap((row, index) =>
    row.length === width ? [] : [`Row ${index + 1} has ${row.length} cells, row 1 has ${width}.`],
  );
  return [
    ...ragged,
    ...labelProblems('row', labelsRows, rows.length),
    ...labelProblems('column', labelsCols, width),
    ...rows.flatMap((row, index) => cellsProblems(cell, row, `Row ${index + 1}, cell`)),
  ];
};
/** No labels at all is allowed: then cells are found by number. */
const labelProblems = (what: string, labels: readonly string[], count: number): readonly string[] =>
  labels.length === 0 || labels.length === count ? [] : [`Has ${labels.length} ${what} labels for ${count} ${what}s.`];

const axisProblems = (axis: AxisValue): readonly string[] => {
  if (axis.width === 'fixed') {
    const [bins, min, max] = [axis.bins, axis.min, axis.max].map(numberOf);
    const notNumbers = sentences(
      [axis.bins, axis.min, axis.max].map((text) => cellProblem('double', text)),
      (index) => ['Bins', 'Min', 'Max'][index] ?? '',
    );
    if (bins == null || min == null || max == null) return notNumbers;
    return [
      ...(Number.isSafeInteger(bins) && bins >= 1 ? [] : [`Bins must be a whole number from 1 on, but is ${axis.bins}.`]),
      ...(min < max ? [] : [`Min must be below max, but ${axis.min} is not below ${axis.max}.`]),
    ];
  }
  const notNumbers = cellsProblems('double', axis.edges, 'Edge');
  if (notNumbers.length > 0) return notNumbers;
  if (axis.edges.length < 2) return ['An axis with given edges needs at least two of them.'];
  if (axis.edges.length > MOST_CELLS) return [`Has ${axis.edges.length} edges, more than ${MOST_CELLS}.`];
  const edges = axis.edges.map(Number);
  const falling = edges.findIndex((edge, index) => index > 0 && edge <= (edges[index - 1] ?? -Infinity));
  return falling < 0
    ? []
    : [`Edges must rise, but edge ${falling + 1} (${axis.edges[falling]}) is not above edge ${falling} (${axis.edges[falling - 1]}).`];
};

/** What is wrong with an override, given Base's value (rules 41, 43, 45): only given cells count. */
export const validateOverride = (
  declaration: ParameterDeclaration,
  override: ParameterValue,
  base: ParameterValue | null,
): readonly string[] => {
  const cell = cellTypeOf(declaration);
  if (override.form === 'array' && base?.form === 'array')
    return [
      ...(override.cells.length > base.cells.length
        ? [`Has ${override.cells.length} cells, but Base has ${base.cells.length}; the length changes only in Base.`]
        : []),
      ...givenProblems(cell, override.cells, 'Cell'),
    ];
  if (override.form === 'matrix' && base?.form === 'matrix') {
    const outside =
      override.rows.length > base.rows.length || override.rows.some((row, index) => row.length > (base.rows[index]?.length ?? 0));
    return [
      ...(outside ? ['Has more rows or columns than Base; the size changes only in Base.'] : []),
      ...(override.labelsRows.length + override.labelsCols.length > 0 ? ['Has labels of its own; labels change only in Base.'] : []),
      ...override.rows.flatMap((row, index) => givenProblems(cell, row, `Row ${index + 1}, cell`)),
    ];
  }
  return validateValue(declaration, override);
};
const givenProblems = (cell: CellType, cells: readonly Cell[], place: string): readonly string[] =>
  sentences(
    cells.map((text) => (text === null ? null : cellProblem(cell, text))),
    (index) => `${place} ${index + 1}`,
  );
