import {
  parameterTypes,
  shapeOfType,
  type ParameterDeclaration,
  type ParameterType,
  type ParameterValue,
} from '@hyperloop/contracts/packages';
import { axisOfList } from '@hyperloop/contracts/wagons';
import { ImportFault } from './import-fault.js';
import { field, fieldsOf, nameField, textField, type Fields } from './shapes.js';

const known = new Set<string>(parameterTypes);
const isParameterType = (text: string): text is ParameterType => known.has(text);

/** A configurable of the catalogue: `kind` 0 is a value, 1 an axis. */
export const shapeConfigurable = (value: unknown, path: string): ParameterDeclaration => {
  const fields = fieldsOf(value, path);
  const name = nameField(fields, 'name', path);
  const type = textField(fields, 'type', path);
  if (!isParameterType(type)) throw new ImportFault(`${path}.type`, `“${type}” is no type of the framework`);
  const kind = field(fields, 'kind');
  if (kind !== '0' && kind !== '1' && kind !== '2')
    throw new ImportFault(`${path}.kind`, 'should be 0 (value), 1 (axis) or 2 (process switch)');
  const about = {
    name,
    type,
    kind: (['value', 'axis', 'processSwitch'] as const)[Number(kind)] ?? 'value',
    help: helpOf(fields, path),
  };
  const given = defaultOf(about, fields, path);
  const cppType = field(fields, 'cppType');
  const fixed = typeof cppType === 'string' && given.default?.form !== 'axis' ? fixedLength(cppType, given.default) : undefined;
  return { ...about, ...given, ...(fixed === undefined ? {} : { fixedLength: fixed }) };
};

/** A process switch is a Bool that turns one process function of its task on. */
export const shapeProcessSwitch = (value: unknown, path: string): ParameterDeclaration => {
  const fields = fieldsOf(value, path);
  const about = {
    name: nameField(fields, 'name', path),
    type: 'Bool',
    kind: 'processSwitch',
    help: helpOf(fields, path),
  } as const;
  return { ...about, ...defaultOf(about, fields, path) };
};

const helpOf = (fields: Fields, path: string): string => (field(fields, 'help') === undefined ? '' : textField(fields, 'help', path));

/** `std::array<float, 3>`; a length that is a C++ name is taken from the default where that is known. */
const fixedLength = (cppType: string, value: ParameterValue | null): number | undefined => {
  const length = /^(?:std::)?array<.*,([^,>]*)>$/.exec(cppType.trim())?.[1]?.trim();
  if (length === undefined) return undefined;
  if (/^\d{1,6}$/.test(length)) return Number(length);
  return value?.form === 'array' ? value.cells.length : undefined;
};

type About = Pick<ParameterDeclaration, 'type' | 'kind'>;
type Given = Pick<ParameterDeclaration, 'default' | 'unresolved'>;

/** Only a default that was fully evaluated counts; one with a C++ expression in it is unknown as a whole. */
const defaultOf = (about: About, fields: Fields, path: string): Given => {
  const unresolved = field(fields, 'defaultUnresolved');
  if (unresolved !== undefined) return { default: null, unresolved: textField(fields, 'defaultUnresolved', path) };
  const value = field(fields, 'default');
  if (value === undefined || value === null) return { default: null, unresolved: '' };
  const at = `${path}.default`;
  if (about.kind === 'axis') {
    const cells = cellsOf(about, value, at);
    // A few real axes are neither form; they are kept as the list they are, and validation says so when one is edited.
    return { default: axisOfList(cells) ?? { form: 'array', cells } };
  }
  const { shape } = shapeOfType(about.type);
  if (shape === 'matrix') return { default: matrixOf(about, value, at) };
  if (shape === 'array' || Array.isArray(value)) return { default: { form: 'array', cells: cellsOf(about, value, at) } };
  return { default: { form: 'scalar', text: textOf(about, value, at) } };
};

const matrixOf = (about: About, value: unknown, path: string): ParameterValue => {
  const fields = fieldsOf(value, path);
  const rows = field(fields, 'values');
  if (!Array.isArray(rows)) throw new ImportFault(`${path}.values`, 'should be a list of rows');
  const labels = (name: string): readonly string[] => {
    const given = field(fields, name);
    return given === undefined ? [] : listOf(given, `${path}.${name}`).map((label, index) => stringOf(label, `${path}.${name}[${index}]`));
  };
  return {
    form: 'matrix',
    rows: rows.map((row, index) => cellsOf(about, row, `${path}.values[${index}]`)),
    labelsRows: labels('labels_rows'),
    labelsCols: labels('labels_cols'),
  };
};
const listOf = (value: unknown, path: string): readonly unknown[] => {
  if (!Array.isArray(value)) throw new ImportFault(path, 'should be a list');
  return value as unknown[];
};
const cellsOf = (about: About, value: unknown, path: string): readonly string[] =>
  listOf(value, path).map((cell, index) => textOf(about, cell, `${path}[${index}]`));
const stringOf = (value: unknown, path: string): string => {
  if (typeof value !== 'string') throw new ImportFault(path, 'should be a text');
  return value;
};
/** C++ gives a truth value to a number as 0 or 1. */
const textOf = ({ type }: About, value: unknown, path: string): string => {
  if (typeof value !== 'boolean') return stringOf(value, path);
  const cell = shapeOfType(type).cell;
  return cell === 'bool' || cell === 'string' || cell === 'any' ? String(value) : value ? '1' : '0';
};
