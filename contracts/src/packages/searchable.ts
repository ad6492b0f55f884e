import type { Cell, ParameterValue } from './catalogue.js';

/**
 * A value in the form that searches compare. No zod here: projections, the server and screens share it. A value is found
 * by any of its cells, so that lists, matrices and axes are found like single numbers.
 */
export type Searchable = {
  /**
   * Its cells, each between line breaks (`\n0.8\n`), numbers in one spelling: equal texts are equal values. null: not
   * known. Rows of a matrix are an empty line apart, edges of an axis begin after one, so that forms never look the same.
   */
  cells: string | null;
  /** The smallest and the largest number among the cells; null when there is none. */
  low: number | null;
  high: number | null;
};

const integer = /^[+-]?\d+$/;
const real = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** The number a text spells, or null: nothing but finite decimal numbers counts. */
export const numberOf = (text: string): number | null => {
  if (text.length > 400 || !real.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
};

/**
 * The framework writes a float with nine digits, or with all those of the nearest double: `0.200000003` and
 * `0.20000000298023224` are what somebody wrote as `0.2`. Other numbers stay what they are.
 */
const asWritten = (value: number): number => {
  const float = Math.fround(value);
  if (!Number.isFinite(float) || (value !== float && value !== Number(float.toPrecision(9)))) return value;
  for (let digits = 1; digits < 9; digits += 1) {
    const shorter = Number(float.toPrecision(digits));
    if (Math.fround(shorter) === float) return shorter;
  }
  return value;
};

const spelt = (text: string): { text: string; number: number | null } => {
  const number = numberOf(text);
  if (number === null) return { text, number };
  // Whole numbers of 64 bits do not fit into a double; as text they do.
  if (integer.test(text)) return { text: String(BigInt(text.replace(/^\+/, ''))), number };
  const written = asWritten(number);
  return { text: String(written === 0 ? 0 : written), number: written };
};

/** One cell, or what somebody looks for, in the one spelling. A line break within a text would end its cell. */
export const spellingOf = (text: string): string => spelt(text).text.replaceAll('\n', ' ');

/** The number that somebody looks for, as it is compared; null when it is none. */
export const soughtNumber = (text: string): number | null => spelt(text).number;

const rowsOf = (value: ParameterValue): readonly (readonly Cell[])[] => {
  switch (value.form) {
    case 'scalar':
      return [[value.text]];
    case 'array':
      return [value.cells];
    case 'matrix':
      return value.rows;
    case 'axis':
      return value.width === 'fixed' ? [[value.bins, value.min, value.max]] : [[], value.edges];
  }
};

export const searchableOf = (value: ParameterValue | null): Searchable => {
  if (value === null) return { cells: null, low: null, high: null };
  let low: number | null = null;
  let high: number | null = null;
  const rows = rowsOf(value).map((row) =>
    row.flatMap((cell) => {
      if (cell === null) return [];
      const { text, number } = spelt(cell);
      if (number !== null) {
        low = low === null || number < low ? number : low;
        high = high === null || number > high ? number : high;
      }
      return [`${text.replaceAll('\n', ' ')}\n`];
    }),
  );
  return { cells: `\n${rows.map((row) => row.join('')).join('\n')}`, low, high };
};
