/**
 * What a package declares: workflows, their tasks, the parameters and tables of each task. A declaration is stored as
 * JSON once for all tags in which it is the same. This file has no imports, because it reaches the browser.
 */

/** The framework's types, spelt as its catalogue spells them (`variantTypes`). */
export const parameterTypes = [
  'Bool',
  'Int',
  'Int8',
  'Int16',
  'Int64',
  'UInt8',
  'UInt16',
  'UInt32',
  'UInt64',
  'Float',
  'Double',
  'String',
  'ArrayInt',
  'ArrayFloat',
  'ArrayDouble',
  'ArrayBool',
  'ArrayString',
  'Array2DInt',
  'Array2DFloat',
  'Array2DDouble',
  'LabeledArrayInt',
  'LabeledArrayFloat',
  'LabeledArrayDouble',
  'LabeledArrayString',
  'Empty',
  'Dict',
  'Unknown',
] as const;
export type ParameterType = (typeof parameterTypes)[number];

/** One cell as text, exactly as it was given: `0.200000003` and 64-bit integers survive. null, in subwagons only: inherits (rule 45). */
export type Cell = string | null;

export interface ScalarValue {
  readonly form: 'scalar';
  readonly text: string;
}
export interface ArrayValue {
  readonly form: 'array';
  readonly cells: readonly Cell[];
}
/** Labels belong to Base; a subwagon's matrix has none of its own. */
export interface MatrixValue {
  readonly form: 'matrix';
  readonly rows: readonly (readonly Cell[])[];
  readonly labelsRows: readonly string[];
  readonly labelsCols: readonly string[];
}
/** Equal bins between two ends (rule 42). */
export interface FixedAxisValue {
  readonly form: 'axis';
  readonly width: 'fixed';
  readonly bins: string;
  readonly min: string;
  readonly max: string;
}
/** Bins between given edges. In files the edges follow a leading 0; here they stand alone. */
export interface VariableAxisValue {
  readonly form: 'axis';
  readonly width: 'variable';
  readonly edges: readonly string[];
}
export type AxisValue = FixedAxisValue | VariableAxisValue;
/** A value of Base, or what a subwagon overrides of it (then cells may be null). */
export type ParameterValue = ScalarValue | ArrayValue | MatrixValue | AxisValue;

/** The longest text of one cell: file paths and track-cut strings of the field are below 2,000 characters. */
export const LONGEST_CELL = 20_000;
/** The most cells one value may hold: the largest axis of the field has 1,100 edges. */
export const MOST_CELLS = 20_000;

export type ParameterKind = 'value' | 'axis' | 'processSwitch';

export interface ParameterDeclaration {
  readonly name: string;
  readonly type: ParameterType;
  readonly kind: ParameterKind;
  /**
   * null when nobody knows it: a C++ expression that was not evaluated, or one name declared twice with different
   * defaults. Such a parameter is left out of a configuration until someone gives it a value, so the program's own
   * default stands: we never write what we only guess.
   */
  readonly default: ParameterValue | null;
  /** Why the default is not known, for the reader: the expression, or the rival defaults. */
  readonly unresolved?: string;
  /** Of a `std::array`: its length can never change (rule 40). */
  readonly fixedLength?: number;
  readonly help: string;
}

/** A table that a task makes (rule 66). Label and the rest are null where the template could not be resolved. */
export interface OutputDeclaration {
  readonly kind: string;
  readonly cppType: string;
  readonly label: string | null;
  readonly origin: string | null;
  readonly description: string | null;
  readonly version: number | null;
}

/** Parameter names are unique here: repeated declarations are merged on import, see `mergeParameters`. */
export interface TaskDeclaration {
  readonly name: string;
  readonly parameters: readonly ParameterDeclaration[];
  readonly outputs: readonly OutputDeclaration[];
}

export interface WorkflowDeclaration {
  readonly name: string;
  readonly executable: string;
  readonly pwg: string;
  readonly component: string;
  readonly tasks: readonly TaskDeclaration[];
}

/** What a single cell of a type may hold; `any` for types that the catalogue could not resolve. */
export type CellType =
  'bool' | 'string' | 'float' | 'double' | 'any' | 'int8' | 'int16' | 'int32' | 'int64' | 'uint8' | 'uint16' | 'uint32' | 'uint64';
export type TypeShape = 'scalar' | 'array' | 'matrix' | 'any';

const scalarCells: Readonly<Partial<Record<ParameterType, CellType>>> = {
  Bool: 'bool',
  String: 'string',
  Float: 'float',
  Double: 'double',
  Int: 'int32',
  Int8: 'int8',
  Int16: 'int16',
  Int64: 'int64',
  UInt8: 'uint8',
  UInt16: 'uint16',
  UInt32: 'uint32',
  UInt64: 'uint64',
};
const elementCells: Readonly<Record<string, CellType>> = {
  Int: 'int32',
  Float: 'float',
  Double: 'double',
  Bool: 'bool',
  String: 'string',
};

/** Shape and cell of a type; types that nobody resolved carry any value unchecked. */
export const shapeOfType = (type: ParameterType): { readonly shape: TypeShape; readonly cell: CellType } => {
  const scalar = scalarCells[type];
  if (scalar !== undefined) return { shape: 'scalar', cell: scalar };
  const [, container, element] = /^(Array2D|LabeledArray|Array)(Int|Float|Double|Bool|String)$/.exec(type) ?? [];
  const cell = element === undefined ? undefined : elementCells[element];
  if (container === undefined || cell === undefined) return { shape: 'any', cell: 'any' };
  return { shape: container === 'Array' ? 'array' : 'matrix', cell };
};

/** Whether two values hold the same text in the same form. */
export const sameText = (a: ParameterValue | null, b: ParameterValue | null): boolean => a === b || textOfValue(a) === textOfValue(b);
const textOfValue = (value: ParameterValue | null): string => {
  if (value === null) return '';
  switch (value.form) {
    case 'scalar':
      return JSON.stringify(['s', value.text]);
    case 'array':
      return JSON.stringify(['a', value.cells]);
    case 'matrix':
      return JSON.stringify(['m', value.rows, value.labelsRows, value.labelsCols]);
    case 'axis':
      return JSON.stringify(value.width === 'fixed' ? ['f', value.bins, value.min, value.max] : ['v', value.edges]);
  }
};

/** A value as one readable line, for lists of changes and for the reader of an unresolved default. */
export const describeValue = (value: ParameterValue | null): string => {
  if (value === null) return '(none)';
  const cell = (text: Cell) => text ?? '·';
  switch (value.form) {
    case 'scalar':
      return value.text;
    case 'array':
      return `[${value.cells.map(cell).join(', ')}]`;
    case 'matrix':
      return `[${value.rows.map((row) => `[${row.map(cell).join(', ')}]`).join(', ')}]`;
    case 'axis':
      return value.width === 'fixed' ? `${value.bins} bins, ${value.min} to ${value.max}` : `edges ${value.edges.join(', ')}`;
  }
};

/**
 * One declaration for each name. Extracts of real packages repeat names, because a prefix could not be resolved. Equal
 * declarations are one. Where types differ, the type counts as unknown; where defaults differ, the default does: which
 * of them the program means cannot be told, and writing either would change the other.
 */
export const mergeParameters = (declared: readonly ParameterDeclaration[]): readonly ParameterDeclaration[] => {
  const byName = new Map<string, ParameterDeclaration>();
  for (const next of declared) {
    const first = byName.get(next.name);
    byName.set(next.name, first === undefined ? next : mergeTwo(first, next));
  }
  return [...byName.values()];
};
const mergeTwo = (first: ParameterDeclaration, next: ParameterDeclaration): ParameterDeclaration => {
  const sameType = first.type === next.type && first.kind === next.kind && first.fixedLength === next.fixedLength;
  if (sameType && first.default !== null && sameText(first.default, next.default)) return first;
  const rivals = [...new Set([first, next].map((one) => one.unresolved ?? describeValue(one.default)))].join(' | ');
  const { name, type, kind, help } = first;
  return sameType
    ? { ...first, default: null, unresolved: rivals }
    : {
        name,
        type: 'Unknown',
        kind: kind === next.kind ? kind : 'value',
        help,
        default: null,
        unresolved: type === next.type ? rivals : `${type} | ${next.type}: ${rivals}`,
      };
};
