import {
  LONGEST_CELL,
  numberOf,
  shapeOfType,
  type AxisValue,
  type Cell,
  type CellType,
  type MatrixValue,
  type ParameterDeclaration,
  type ParameterValue,
} from '../../packages/index.js';

const integers: Readonly<Partial<Record<CellType, readonly [bigint, bigint]>>> = {
  int8: [-(2n ** 7n), 2n ** 7n - 1n],
  int16: [-(2n ** 15n), 2n ** 15n - 1n],
  int32: [-(2n ** 31n), 2n ** 31n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint8: [0n, 2n ** 8n - 1n],
  uint16: [0n, 2n ** 16n - 1n],
  uint32: [0n, 2n ** 32n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
};
const truths: Readonly<Record<string, boolean>> = { true: true, false: false, '1': true, '0': false };
const integer = /^[+-]?\d{1,40}$/;

export { LONGEST_CELL, numberOf };

/** The type of a parameter's cells: edges and ends of an axis are doubles whatever its type says. */
export const cellTypeOf = ({ type, kind }: Pick<ParameterDeclaration, 'type' | 'kind'>): CellType =>
  kind === 'axis' ? 'double' : kind === 'processSwitch' ? 'bool' : shapeOfType(type).cell;

/** What is wrong with one cell, as a sentence without its place; null when nothing is. */
export const cellProblem = (cell: CellType, text: string): string | null => {
  if (text.length > LONGEST_CELL) return `is longer than ${LONGEST_CELL} characters`;
  if (cell === 'any' || cell === 'string') return null;
  if (cell === 'bool') return Object.hasOwn(truths, text) ? null : `“${shown(text)}” is neither true, false, 1 nor 0`;
  const range = integers[cell];
  if (range !== undefined) {
    if (!integer.test(text)) return `“${shown(text)}” is no whole number`;
    const value = BigInt(text.replace(/^\+/, ''));
    return value < range[0] || value > range[1] ? `${shown(text)} does not fit: ${cell} goes from ${range[0]} to ${range[1]}` : null;
  }
  const value = numberOf(text);
  if (value === null) return `“${shown(text)}” is no finite number`;
  return cell === 'float' && !Number.isFinite(Math.fround(value)) ? `${shown(text)} is too large for a float` : null;
};
const shown = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text);

/**
 * Whether two texts mean the same value of the type. The framework writes floats with nine digits and doubles that were
 * float literals with seventeen, so `0.2`, `0.200000003` and `0.20000000298023224` are one value; texts that are not
 * valid are the same only when they are equal.
 */
export const sameCell = (cell: CellType, a: Cell, b: Cell): boolean => {
  if (a === b) return true;
  if (a === null || b === null) return false;
  if (cell === 'string' || cell === 'any') return false;
  if (cellProblem(cell, a) !== null || cellProblem(cell, b) !== null) return false;
  if (cell === 'bool') return truths[a] === truths[b];
  if (integers[cell] !== undefined) return BigInt(a.replace(/^\+/, '')) === BigInt(b.replace(/^\+/, ''));
  const [x, y] = [Number(a), Number(b)];
  if (x === y) return true;
  return cell === 'float' ? Math.fround(x) === Math.fround(y) : Math.fround(x) === y || Math.fround(y) === x;
};

/** An axis from the list that files hold: bins, min, max, or 0 and then the edges. Anything else is no axis and stays a list. */
export const axisOfList = (cells: readonly string[]): AxisValue | null => {
  const [first, second, third] = cells;
  if (first === undefined) return null;
  if (numberOf(first) === 0) return { form: 'axis', width: 'variable', edges: cells.slice(1) };
  if (cells.length !== 3 || second === undefined || third === undefined) return null;
  return { form: 'axis', width: 'fixed', bins: first, min: second, max: third };
};
/** The list that files hold for an axis. */
export const listOfAxis = (axis: AxisValue): readonly string[] =>
  axis.width === 'fixed' ? [axis.bins, axis.min, axis.max] : ['0', ...axis.edges];

type SameRow = (x: readonly Cell[], y: readonly Cell[]) => boolean;

/** Whether two values of a parameter mean the same. */
export const sameValue = (
  declaration: Pick<ParameterDeclaration, 'type' | 'kind'>,
  a: ParameterValue | null,
  b: ParameterValue | null,
): boolean => {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const cell = cellTypeOf(declaration);
  const sameRow: SameRow = (x, y) => x.length === y.length && x.every((text, at) => sameCell(cell, text, y[at] ?? null));
  switch (a.form) {
    case 'scalar':
      return b.form === 'scalar' && sameCell(cell, a.text, b.text);
    case 'array':
      return b.form === 'array' && sameRow(a.cells, b.cells);
    case 'matrix':
      return b.form === 'matrix' && sameMatrix(a, b, sameRow);
    case 'axis':
      return b.form === 'axis' && a.width === b.width && sameRow(listOfAxis(a), listOfAxis(b));
  }
};
const sameMatrix = (a: MatrixValue, b: MatrixValue, sameRow: SameRow): boolean =>
  a.rows.length === b.rows.length &&
  a.rows.every((row, index) => sameRow(row, b.rows[index] ?? [])) &&
  sameLabels(a.labelsRows, b.labelsRows) &&
  sameLabels(a.labelsCols, b.labelsCols);
export const sameLabels = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((label, index) => label === b[index]);

/** Whether a value of Base differs from the default it came with (rule 53). Every value does when that is not known. */
export const isModified = (declaration: ParameterDeclaration, value: ParameterValue | null): boolean =>
  value !== null && !sameValue(declaration, declaration.default, value);
