import Papa from 'papaparse';
import type { ParameterDeclaration, ParameterValue } from '@hyperloop/contracts/packages';
import { formatField, parseField, parseOverride, trimOverride } from '@hyperloop/contracts/wagons/configuration';
import type { Place } from './draft';
import type { Standing } from './movement';
import type { Range } from './range';
import { mayResize, type Held } from './value-parts';

/** A block as spreadsheets put it on the clipboard: lines of cells. */
export type Block = readonly (readonly string[])[];
/** What paste needs to know of the grid: the lines that are shown, the columns, and what stands in a place. */
export type PasteField = {
  readonly rows: readonly string[];
  readonly variants: readonly { readonly id: string; readonly name: string }[];
  readonly declarationOf: (row: string) => ParameterDeclaration | null;
  readonly heldIn: (row: string, variant: string) => Held;
};
export type Pasting = {
  readonly changes: readonly { readonly place: Place; readonly value: ParameterValue | null }[];
  /** Cells that were taken, and sentences for those that were not. */
  readonly taken: number;
  readonly refused: readonly string[];
};

/** What stands on the clipboard, as spreadsheets write it: tabs between cells, quotes where a cell holds tabs or lines. */
export const blockOfText = (text: string): Block => {
  const lines = Papa.parse<string[]>(text, { delimiter: '\t' }).data;
  return lines.at(-1)?.length === 1 && lines.at(-1)?.[0] === '' ? lines.slice(0, -1) : lines;
};
export const textOfBlock = (block: Block): string =>
  Papa.unparse(
    block.map((line) => [...line]),
    { delimiter: '\t', newline: '\n' },
  );

const variantWord = (name: string): string => (name === '' ? 'Base' : name);
const sizeOf = (block: Block): number => block.reduce((sum, line) => sum + line.length, 0);

/**
 * A block put down where somebody stands. Into a list or a matrix cells fill it from there; else each line is a
 * parameter further down and each column a variant further right. An empty cell inherits, in Base it is the default.
 * What does not fit is named, never lost without a word. `byPlace`: each cell is the whole value of a place, lists too.
 */
export const pasting = (block: Block, standing: Standing, field: PasteField, byPlace = false): Pasting => {
  const declaration = field.declarationOf(standing.row);
  const variant = field.variants.find(({ id }) => id === standing.variant);
  if (declaration === null || variant === undefined || sizeOf(block) === 0) return { changes: [], taken: 0, refused: [] };
  const held = field.heldIn(standing.row, variant.id);
  const { base } = held;
  // One cell that is a whole list as text stands for the whole value.
  const whole = sizeOf(block) === 1 && /[,[\n]/.test(block[0]?.[0] ?? '');
  if (!whole && !byPlace && (base?.form === 'array' || base?.form === 'matrix'))
    return intoCells(block, standing, { declaration, held, word: `${declaration.name} in ${variantWord(variant.name)}` });
  return overPlaces(block, standing, field);
};

const overPlaces = (block: Block, standing: Standing, field: PasteField): Pasting => {
  const [top, left] = [field.rows.indexOf(standing.row), field.variants.findIndex(({ id }) => id === standing.variant)];
  const changes: { place: Place; value: ParameterValue | null }[] = [];
  const refused: string[] = [];
  let beyond = 0;
  for (const [down, line] of block.entries())
    for (const [right, text] of line.entries()) {
      const [row, variant] = [field.rows[top + down], field.variants[left + right]];
      const declaration = row === undefined ? null : field.declarationOf(row);
      if (row === undefined || variant === undefined || declaration === null) {
        beyond++;
        continue;
      }
      const value = read(declaration, field.heldIn(row, variant.id), text);
      if (typeof value === 'string') refused.push(`${declaration.name} in ${variantWord(variant.name)}: ${value}`);
      else changes.push({ place: { variant: variant.id, key: row }, value: value.value });
    }
  if (beyond > 0) refused.push(`${String(beyond)} ${beyond === 1 ? 'cell lies' : 'cells lie'} beyond the last line or column.`);
  return { changes, taken: changes.length, refused };
};

/** The value that one cell means there, or why it means none. */
const read = (declaration: ParameterDeclaration, held: Held, text: string): { value: ParameterValue | null } | string => {
  const isText = declaration.type === 'String' && declaration.kind !== 'axis';
  if (text.trim() === '' && !(isText && held.inBase)) return { value: null };
  const parsed = held.inBase ? parseField(declaration, text) : parseOverride(declaration, text, held.base);
  return parsed.ok ? { value: parsed.value } : (parsed.problems[0] ?? 'is no value of its type.');
};

type Target = { readonly declaration: ParameterDeclaration; readonly held: Held; readonly word: string };
/** A list grows where it may; a matrix, and a list in a subwagon, keep Base's shape (rules 40, 41). */
const intoCells = (block: Block, standing: Standing, { declaration, held, word }: Target): Pasting => {
  const { base, inBase } = held;
  const own = inBase ? base : held.override;
  const place = { variant: standing.variant, key: standing.row };
  const blank = (text: string) => (text.trim() === '' && !inBase ? null : text.trim());
  if (base?.form === 'array') {
    const texts = block.flat();
    const grows = mayResize(declaration, held);
    const room = grows ? texts.length : Math.max(0, base.cells.length - standing.at);
    const cells = Array.from(
      { length: grows ? Math.max(base.cells.length, standing.at + texts.length) : base.cells.length },
      (_, index) => {
        const text = index < standing.at ? undefined : texts[index - standing.at];
        return text === undefined ? (own?.form === 'array' ? (own.cells[index] ?? null) : null) : blank(text);
      },
    );
    return taken(place, { declaration, held, word }, { form: 'array', cells }, [Math.min(room, texts.length), texts.length]);
  }
  if (base?.form !== 'matrix') return { changes: [], taken: 0, refused: [] };
  let fitting = 0;
  const rows = base.rows.map((line, r) =>
    line.map((cell, c) => {
      const text = block[r - standing.line]?.[c - standing.at];
      if (text === undefined || r < standing.line || c < standing.at)
        return inBase ? cell : own?.form === 'matrix' ? (own.rows[r]?.[c] ?? null) : null;
      fitting++;
      return blank(text);
    }),
  );
  const value: ParameterValue = inBase ? { ...base, rows } : { form: 'matrix', rows, labelsRows: [], labelsCols: [] };
  return taken(place, { declaration, held, word }, value, [fitting, sizeOf(block)]);
};
/** The value with its cells; wrong ones stand in it marked red, as if they had been typed. */
const taken = (place: Place, { held, word }: Target, value: ParameterValue, [fitting, all]: readonly [number, number]): Pasting => {
  const beyond = all - fitting;
  return {
    changes: fitting === 0 ? [] : [{ place, value: held.inBase ? value : trimOverride(held.base, value) }],
    taken: fitting,
    refused: beyond === 0 ? [] : [`${word} has no place for ${String(beyond)} more ${beyond === 1 ? 'cell' : 'cells'}.`],
  };
};

/** One cell put into every place of a range. */
export const filling = (text: string, { rows, variants }: Range, field: PasteField): Pasting => {
  const shown = { ...field, rows, variants: field.variants.filter(({ id }) => variants.includes(id)) };
  const block = rows.map(() => variants.map(() => text));
  return overPlaces(block, { row: rows[0] ?? '', variant: variants[0] ?? '', line: 0, at: 0 }, shown);
};
/** A range as a block: each place is one cell, lists and matrices as text; empty where a subwagon inherits. */
export const blockOfRange = ({ rows, variants }: Range, heldIn: PasteField['heldIn']): Block =>
  rows.map((row) =>
    variants.map((variant) => {
      const held = heldIn(row, variant);
      const value = held.inBase ? held.base : held.override;
      return value === null ? '' : formatField(value);
    }),
  );

/** The block that a value is, for a spreadsheet and for pasting it again: null where nothing stands that could be copied. */
export const blockOf = (held: Held): Block | null => {
  const value = held.inBase ? held.base : (held.override ?? null);
  if (value === null) return held.inBase ? null : [['']];
  switch (value.form) {
    case 'array':
      return [value.cells.map((cell) => cell ?? '')];
    case 'matrix':
      return value.rows.map((row) => row.map((cell) => cell ?? ''));
    default:
      return [[formatField(value)]];
  }
};

/** What became of it, as a sentence for the person. */
export const pastedWords = ({ taken: count, refused }: Pasting): string => {
  const pasted = `${String(count)} ${count === 1 ? 'cell' : 'cells'} pasted.`;
  if (refused.length === 0) return pasted;
  const shown = refused.slice(0, 3).join(' ');
  return `${pasted} Not taken: ${shown}${refused.length > 3 ? ` And ${String(refused.length - 3)} more.` : ''}`;
};
