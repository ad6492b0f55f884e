import { shapeOfType, type ParameterDeclaration, type ParameterValue } from '../../packages/index.js';
import { axisOfList, listOfAxis } from './cells.js';
import { trimOverride } from './configuration.js';
import { readJson, type JsonNode } from './json-text.js';
import { validateOverride, validateValue } from './validation.js';

export type ParsedField =
  { readonly ok: true; readonly value: ParameterValue } | { readonly ok: false; readonly problems: readonly string[] };

/**
 * What someone typed or pasted into one field: a single value as it stands; a list separated by commas; a matrix row by
 * row on lines; an axis as in files (`100, 0, 10`, or `0` and the edges). JSON's brackets are understood too, which
 * texts with commas need.
 */
export const parseField = (declaration: ParameterDeclaration, typed: string): ParsedField => {
  const value = valueOf(declaration, typed);
  return value === null ? unreadable : outcome(value, validateValue(declaration, value));
};
/**
 * The same for a subwagon, whose Base is given: an empty cell of a list or a matrix inherits, and labels are Base's
 * (rules 41, 45). null: nothing of it overrides.
 */
export const parseOverride = (
  declaration: ParameterDeclaration,
  typed: string,
  base: ParameterValue | null,
): ParsedField | { readonly ok: true; readonly value: null } => {
  const value = valueOf(declaration, typed);
  if (value === null) return unreadable;
  const override = withGaps(value);
  const problems = validateOverride(declaration, override, base);
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: trimOverride(base, override) };
};
const withGaps = (value: ParameterValue): ParameterValue => {
  const gap = (cell: string | null) => (cell === '' ? null : cell);
  if (value.form === 'array') return { ...value, cells: value.cells.map(gap) };
  if (value.form === 'matrix') return { form: 'matrix', rows: value.rows.map((row) => row.map(gap)), labelsRows: [], labelsCols: [] };
  return value;
};

/** What was typed, in the form of the type, whatever it holds; null when its brackets cannot be read. */
const valueOf = (declaration: ParameterDeclaration, typed: string): ParameterValue | null => {
  const { shape, cell } = shapeOfType(declaration.type);
  if (declaration.kind !== 'axis' && (shape === 'scalar' || shape === 'any'))
    return { form: 'scalar', text: cell === 'string' || cell === 'any' ? typed : typed.trim() };
  const rows = rowsOf(typed);
  if (rows === null) return null;
  const cells = rows.flat();
  if (declaration.kind === 'axis') return axisOfList(cells) ?? { form: 'array', cells };
  return shape === 'array' ? { form: 'array', cells } : labelled(declaration.default, rows);
};
/** The labels of the default, as long as the size is its size. */
const labelled = (standard: ParameterValue | null, rows: readonly (readonly string[])[]): ParameterValue => {
  const before = standard?.form === 'matrix' ? standard : null;
  const fits = before !== null && before.rows.length === rows.length && before.rows[0]?.length === rows[0]?.length;
  return { form: 'matrix', rows, labelsRows: fits ? before.labelsRows : [], labelsCols: fits ? before.labelsCols : [] };
};
const unreadable: ParsedField = { ok: false, problems: ['The brackets do not close, or what they hold is no list of values.'] };
const outcome = (value: ParameterValue, problems: readonly string[]): ParsedField =>
  problems.length === 0 ? { ok: true, value } : { ok: false, problems };

const rowsOf = (typed: string): readonly (readonly string[])[] | null => {
  const text = typed.trim();
  if (text === '') return [];
  if (!text.startsWith('[')) return text.split('\n').map((line) => line.split(',').map((cell) => cell.trim()));
  const read = readJson(text);
  if (!read.ok || read.node.kind !== 'list') return null;
  const { items } = read.node;
  const rows =
    items.every(({ kind }) => kind === 'list') && items.length > 0 ? items.map((row) => (row.kind === 'list' ? row.items : [])) : [items];
  const cells = rows.map((row) => row.map(textOf));
  return cells.every((row): row is string[] => !row.includes(null)) ? cells : null;
};
const textOf = (node: JsonNode): string | null =>
  node.kind === 'text' || node.kind === 'number' || node.kind === 'boolean' ? node.text : null;

/** The text that `parseField` reads back as this value. */
export const formatField = (value: ParameterValue): string => {
  switch (value.form) {
    case 'scalar':
      return value.text;
    case 'array':
      return list(value.cells.map((cell) => cell ?? ''));
    case 'matrix':
      return value.rows.length === 0 ? '' : matrix(value.rows.map((row) => row.map((cell) => cell ?? '')));
    case 'axis':
      return list(listOfAxis(value));
  }
};
const simple = (cell: string): boolean => cell !== '' && cell === cell.trim() && !/[,\n[]/.test(cell);
const list = (cells: readonly string[]): string => (cells.every(simple) ? cells.join(', ') : JSON.stringify(cells));
const matrix = (rows: readonly (readonly string[])[]): string =>
  rows.every((row) => row.length > 0 && row.every(simple)) ? rows.map((row) => row.join(', ')).join('\n') : JSON.stringify(rows);
