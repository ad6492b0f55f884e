import { shapeOfType, type AxisValue, type Cell, type ParameterDeclaration, type ParameterValue } from '@hyperloop/contracts/packages';
import { cellProblem, cellTypeOf, parseField, trimOverride } from '@hyperloop/contracts/wagons/configuration';

/**
 * A value of the grid as the single fields one can stand in: a scalar is one, an array one a cell, an axis its width and
 * then its numbers. `line` and `at` are where it stands, for the arrow keys and for editing.
 */
export type Part = {
  readonly line: number;
  readonly at: number;
  readonly kind: 'text' | 'bool' | 'width' | 'whole';
  /** What is shown: the own text, else the inherited one. */
  readonly text: string;
  /** This variant's own: always so in Base, bold in a subwagon. */
  readonly own: boolean;
  readonly problem: string | null;
};
export type Lines = readonly (readonly Part[])[];
export type AxisChoice = 'inherit' | 'fixed' | 'variable';
export const axisWords: Readonly<Record<AxisChoice, string>> = {
  inherit: 'Inherit from Base',
  fixed: 'Fixed width',
  variable: 'Variable width',
};

/** What stands in a row of one variant. `base` is Base's value, `override` the subwagon's; in Base `override` is null. */
export type Held = { readonly inBase: boolean; readonly base: ParameterValue | null; readonly override: ParameterValue | null };

export const partsOf = (declaration: ParameterDeclaration, held: Held): Lines => {
  const { inBase, base } = held;
  const override = inBase ? base : held.override;
  if (base?.form === 'axis' || override?.form === 'axis') return axisParts(held);
  if (base?.form === 'array' && (override === null || override.form === 'array'))
    return [base.cells.map((cell, at) => cellPart(declaration, { line: 0, at }, cell, override?.cells[at] ?? null))];
  if (base?.form === 'matrix' && (override === null || override.form === 'matrix'))
    return base.rows.map((row, line) =>
      row.map((cell, at) => cellPart(declaration, { line, at }, cell, override?.rows[line]?.[at] ?? null)),
    );
  return [[loneParts(declaration, override ?? base, override !== null)]];
};

const cellPart = (declaration: ParameterDeclaration, place: { line: number; at: number }, base: Cell, own: Cell): Part => {
  const type = cellTypeOf(declaration);
  const text = own ?? base ?? '';
  return {
    ...place,
    kind: type === 'bool' ? 'bool' : 'text',
    text,
    own: own !== null,
    problem: own === null ? null : cellProblem(type, text),
  };
};

/** A single value; nothing where nobody knows the default; or a value without one of its shape in Base, as one text. */
const loneParts = (declaration: ParameterDeclaration, shown: ParameterValue | null, own: boolean): Part => {
  const place = { line: 0, at: 0 };
  if (shown === null) return { ...place, kind: shapeOf(declaration) === 'scalar' ? 'text' : 'whole', text: '', own: false, problem: null };
  if (shown.form === 'scalar') return cellPart(declaration, place, shown.text, own ? shown.text : null);
  return { ...place, kind: 'whole', text: wholeText(shown), own, problem: null };
};

export const shapeOf = (declaration: ParameterDeclaration): 'scalar' | 'array' | 'matrix' | 'axis' => {
  if (declaration.kind === 'axis') return 'axis';
  const { shape } = shapeOfType(declaration.type);
  return shape === 'any' ? 'scalar' : shape;
};

const axisParts = ({ inBase, base, override }: Held): Lines => {
  const own = inBase ? base : override;
  const choice: AxisChoice = own?.form === 'axis' ? own.width : 'inherit';
  const width: Part = { line: 0, at: 0, kind: 'width', text: axisWords[choice], own: own !== null, problem: null };
  const shown = own ?? base;
  if (shown?.form !== 'axis') return [[width]];
  const texts = shown.width === 'fixed' ? [shown.bins, shown.min, shown.max] : [shown.edges.join(', ')];
  const isOwn = own !== null;
  if (!isOwn) return [[width]];
  return [
    [width],
    texts.map((text, at): Part => ({
      line: 1,
      at,
      kind: 'text',
      text,
      own: true,
      problem:
        shown.width === 'fixed'
          ? cellProblem('double', text)
          : (edgesOf(text)
              .map((edge) => cellProblem('double', edge))
              .find((found) => found !== null) ?? null),
    })),
  ];
};
const edgesOf = (text: string): readonly string[] => (text.trim() === '' ? [] : text.split(',').map((edge) => edge.trim()));
const wholeText = (value: ParameterValue): string =>
  value.form === 'scalar'
    ? value.text
    : value.form === 'array'
      ? value.cells.map((cell) => cell ?? '').join(', ')
      : value.form === 'matrix'
        ? JSON.stringify(value.rows)
        : '';

/** What is wrong with a text while it is typed; null when nothing is. Empty in a subwagon inherits, so it is fine there. */
export const typingProblem = (
  declaration: ParameterDeclaration,
  held: Held,
  part: Pick<Part, 'kind' | 'line'>,
  text: string,
): string | null => {
  const empty = text.trim() === '';
  const type = cellTypeOf(declaration);
  if (empty && (!held.inBase || held.base === null)) return null;
  if (part.kind === 'whole') {
    const parsed = parseField(declaration, text);
    return parsed.ok ? null : (parsed.problems[0] ?? null);
  }
  const cells = declaration.kind === 'axis' && axisOf(held)?.width === 'variable' ? edgesOf(text) : [tidy(declaration, text)];
  const problem = cells.map((cell) => cellProblem(type, cell)).find((found) => found !== null);
  return problem === undefined || problem === null ? null : problem.startsWith('is ') ? `It ${problem}.` : `${problem}.`;
};
const axisOf = ({ inBase, base, override }: Held): AxisValue | null => {
  const own = inBase ? base : override;
  return own?.form === 'axis' ? own : null;
};
const tidy = (declaration: ParameterDeclaration, text: string): string => {
  const type = cellTypeOf(declaration);
  return type === 'string' || type === 'any' ? text : text.trim();
};

/**
 * The value a variant holds after one of its fields was changed; null: nothing of its own. `text` null empties the
 * field: in a subwagon it inherits (rule 45), in Base it goes back to its default.
 */
export const editPart = (
  declaration: ParameterDeclaration,
  held: Held,
  { line, at, kind }: Pick<Part, 'line' | 'at' | 'kind'>,
  text: string | null,
): ParameterValue | null => {
  const { inBase, base } = held;
  const own = inBase ? base : held.override;
  const given = text === null || (!inBase && text.trim() === '') ? null : tidy(declaration, text);
  if (kind === 'whole') return given === null ? null : wholeValue(declaration, given);
  if (own?.form === 'axis') return given === null ? null : axisWith(own, at, given);
  if (base?.form === 'array') return arrayWith(declaration, held, at, given);
  if (base?.form === 'matrix') return matrixWith(declaration, held, { line, at }, given);
  return scalarOf(declaration, given);
};

const wholeValue = (declaration: ParameterDeclaration, text: string): ParameterValue | null => {
  if (text.trim() === '') return null;
  const parsed = parseField(declaration, text);
  return parsed.ok ? parsed.value : { form: 'scalar', text };
};

/** Nothing typed is a value only where texts are values. */
const scalarOf = (declaration: ParameterDeclaration, text: string | null): ParameterValue | null => {
  const isText = ['string', 'any'].includes(cellTypeOf(declaration));
  return text === null || (text === '' && !isText) ? null : { form: 'scalar', text };
};

const axisWith = (axis: AxisValue, at: number, text: string): AxisValue => {
  if (axis.width === 'variable') return { ...axis, edges: edgesOf(text) };
  return at === 0 ? { ...axis, bins: text } : at === 1 ? { ...axis, min: text } : { ...axis, max: text };
};

const arrayWith = (
  declaration: ParameterDeclaration,
  { inBase, base, override }: Held,
  at: number,
  text: string | null,
): ParameterValue | null => {
  if (base?.form !== 'array') return null;
  const standard = declaration.default?.form === 'array' ? declaration.default.cells : [];
  if (inBase) return { form: 'array', cells: base.cells.map((cell, index) => (index === at ? (text ?? standard[at] ?? cell) : cell)) };
  const before = override?.form === 'array' ? override.cells : [];
  return trimOverride(base, { form: 'array', cells: base.cells.map((_, index) => (index === at ? text : (before[index] ?? null))) });
};

const matrixWith = (
  declaration: ParameterDeclaration,
  { inBase, base, override }: Held,
  { line, at }: { line: number; at: number },
  text: string | null,
): ParameterValue | null => {
  if (base?.form !== 'matrix') return null;
  const standard = declaration.default?.form === 'matrix' ? declaration.default.rows : [];
  const replaced = (fill: (row: number, column: number, cell: Cell) => Cell) =>
    base.rows.map((row, r) => row.map((cell, c) => fill(r, c, cell)));
  if (inBase) return { ...base, rows: replaced((r, c, cell) => (r === line && c === at ? (text ?? standard[r]?.[c] ?? cell) : cell)) };
  const before = override?.form === 'matrix' ? override.rows : [];
  return trimOverride(base, {
    form: 'matrix',
    rows: replaced((r, c) => (r === line && c === at ? text : (before[r]?.[c] ?? null))),
    labelsRows: [],
    labelsCols: [],
  });
};

/** The width of an axis: in a subwagon it starts with what it inherited (rules 42, 43). */
export const axisOfWidth = (choice: AxisChoice, held: Held): ParameterValue | null => {
  if (choice === 'inherit') return null;
  const from = axisOf(held) ?? (held.base?.form === 'axis' ? held.base : null);
  if (from?.width === choice) return from;
  if (choice === 'fixed') {
    const edges = from?.width === 'variable' ? from.edges : [];
    return { form: 'axis', width: 'fixed', bins: String(Math.max(1, edges.length - 1)), min: edges[0] ?? '0', max: edges.at(-1) ?? '1' };
  }
  const ends = from?.width === 'fixed' ? [from.min, from.max] : ['0', '1'];
  return { form: 'axis', width: 'variable', edges: ends };
};

/** Whether the number of cells may change here: variable arrays in Base only (rules 40, 41). */
export const mayResize = (declaration: ParameterDeclaration, { inBase, base }: Held): boolean =>
  inBase && declaration.fixedLength === undefined && declaration.kind !== 'axis' && base?.form === 'array';

/** One cell more (a copy of the last one, or the plainest value of the type) or one less. */
export const resized = (declaration: ParameterDeclaration, { base }: Held, by: 1 | -1): ParameterValue | null => {
  if (base?.form !== 'array') return base;
  if (by < 0) return { form: 'array', cells: base.cells.slice(0, -1) };
  const type = cellTypeOf(declaration);
  return { form: 'array', cells: [...base.cells, base.cells.at(-1) ?? (type === 'string' ? '' : type === 'bool' ? 'false' : '0')] };
};

export const isOn = (text: string): boolean => text === 'true' || text === '1';
/** A box toggled keeps the spelling of its file: `1` and `0` stay numbers. */
export const toggled = (text: string): string => (text === '1' ? '0' : text === '0' ? '1' : isOn(text) ? 'false' : 'true');
