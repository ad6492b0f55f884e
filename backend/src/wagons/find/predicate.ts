import { soughtNumber, spellingOf, type Searchable } from '@hyperloop/contracts/packages';
import type { ValueOp } from '@hyperloop/contracts/wagons';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import { containing } from '../../kernel/read-side/conditions.js';
import type { Bound } from './bound.js';

/** The condition on a value twice, as SQL over stored columns and as a function: a property compares them. */
export type Predicate = {
  /** Over the columns of this alias; undefined: every value fits. */
  sql: ((alias: string, bound: Bound) => string) | undefined;
  fits(value: Searchable): boolean;
};

/** A text that is empty is one empty cell; as a piece of the cells it would stand everywhere. */
const cellOf = (value: string): string => `\n${spellingOf(value)}\n`;
const holds = ({ cells }: Searchable, cell: string): boolean => (cell === '\n\n' ? cells === cell : (cells?.includes(cell) ?? false));
const holdsSql = (alias: string, cell: string, { of }: Bound): string =>
  cell === '\n\n' ? `${alias}."c_cells" = ${of(cell)}` : `instr(${alias}."c_cells", ${of(cell)}) > 0`;

const numberFor = (value: string): number => {
  const number = soughtNumber(value.trim());
  if (number === null)
    throw new BadQuery(
      'value',
      `“${value.slice(0, 40)}” is no number, and only numbers are more or less than others. Use “=” or “contains” for texts.`,
    );
  return number;
};

const compared = (column: 'low' | 'high', sign: string, number: number, fits: (end: number) => boolean): Predicate => ({
  sql: (alias, { of }) => `${alias}."c_${column}" ${sign} ${of(number)}`,
  fits: (value) => {
    const end = value[column];
    return end !== null && fits(end);
  },
});

const byOp: Readonly<Record<ValueOp, (value: string) => Predicate>> = {
  is: (value) => {
    const cell = cellOf(value.trim());
    return { sql: (alias, bound) => holdsSql(alias, cell, bound), fits: (one) => holds(one, cell) };
  },
  // A default that nobody knows is neither equal nor different.
  isNot: (value) => {
    const cell = cellOf(value.trim());
    return {
      sql: (alias, bound) => `(${alias}."c_cells" IS NOT NULL AND NOT (${holdsSql(alias, cell, bound)}))`,
      fits: (one) => one.cells !== null && !holds(one, cell),
    };
  },
  above: (value) => {
    const number = numberFor(value);
    return compared('high', '>', number, (end) => end > number);
  },
  atLeast: (value) => {
    const number = numberFor(value);
    return compared('high', '>=', number, (end) => end >= number);
  },
  below: (value) => {
    const number = numberFor(value);
    return compared('low', '<', number, (end) => end < number);
  },
  atMost: (value) => {
    const number = numberFor(value);
    return compared('low', '<=', number, (end) => end <= number);
  },
  contains: (value) => {
    if (value === '') throw new BadQuery('value', 'Every text contains nothing. Say what it shall contain.');
    const needle = value.replaceAll('\n', ' ');
    return {
      sql: (alias, { of }) => {
        const { sql, params } = containing(`${alias}."c_cells"`, needle);
        return sql.replace('?', of(params[0] ?? null));
      },
      fits: ({ cells }) => cells?.toLowerCase().includes(needle.toLowerCase()) ?? false,
    };
  },
};

export const predicateOf = ({ op, value }: { op?: ValueOp | undefined; value?: string | undefined }): Predicate => {
  if (op === undefined) {
    if (value !== undefined) throw new BadQuery('op', 'A value without a comparison: add op, such as is, above or contains.');
    return { sql: undefined, fits: () => true };
  }
  if (value === undefined) throw new BadQuery('value', 'A comparison without a value: say which value.');
  return byOp[op](value);
};
