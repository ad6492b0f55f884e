import type { Stored } from '@hyperloop/projections/engine';
import type { After } from './cursor.js';
import type { Plan } from './plan.js';

/** A part of a list that one index gives in its order: the rows with a value to order by, or those without (`NULL`). */
export type Part = { value: string; column: string; down: boolean; after: After | undefined };

/** The parts of the list from where the page begins, in their order. Rows without a value come last in both directions. */
export const partsOf = ({ order, down, after }: Pick<Plan, 'order' | 'down' | 'after'>): readonly Part[] => {
  if (order === undefined) return [{ value: 'NULL', column: 'key', down, after }];
  const empty: Part = { value: 'NULL', column: order, down, after: after?.value === null ? after : undefined };
  return after?.value === null ? [empty] : [{ value: order, column: order, down, after }, empty];
};

/** What narrows the table to the part, and to what comes after its beginning. */
export const beyondOf = ({ value, column, down, after }: Part): { where: readonly string[]; params: readonly Stored[] } => {
  const beyond = down ? '<' : '>';
  if (value !== 'NULL')
    return after === undefined
      ? { where: [`${column} IS NOT NULL`], params: [] }
      : { where: [`(${column}, key) ${beyond} (?, ?)`, `${column} IS NOT NULL`], params: [after.value, after.key] };
  const empty = column === 'key' ? [] : [`${column} IS NULL`];
  return after === undefined ? { where: empty, params: [] } : { where: [...empty, `key ${beyond} ?`], params: [after.key] };
};

export const orderOf = ({ value, down }: Part, valueName: string, keyName = 'key'): string => {
  const direction = down ? 'DESC' : 'ASC';
  return value === 'NULL' ? `${keyName} ${direction}` : `${valueName} ${direction}, ${keyName} ${direction}`;
};
