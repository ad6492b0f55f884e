import type { Filter } from '@hyperloop/contracts/kernel';
import type { Wagon } from './told.testing.js';

type Value = string | number | boolean | null;

const textBefore = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
/** As the documentation of views has it: instants as moments, text by its bytes. */
const compared = (a: Value, b: Value): number =>
  typeof a === 'string' && typeof b === 'string' ? textBefore(a, b) : Number(a) < Number(b) ? -1 : Number(a) > Number(b) ? 1 : 0;

const valueOf = (wagon: Wagon, column: string): Value => {
  const value = wagon[column as keyof Wagon];
  return column === 'at' ? Date.parse(String(value)) : value;
};

const fits = (wagon: Wagon, { column, op, value }: Filter): boolean => {
  const mine = valueOf(wagon, column);
  const asked = (given: unknown): Value => (column === 'at' ? Date.parse(String(given)) : (given as Value)); // specs ask in the column's own type
  if (op === 'in') return mine !== null && (value as readonly Value[]).some((one) => compared(mine, asked(one)) === 0);
  if (value === '' && (op === 'is' || op === 'isNot')) return (mine === null || mine === '') === (op === 'is');
  if (op === 'isNot') return mine === null || compared(mine, asked(value)) !== 0;
  if (mine === null) return false;
  if (op === 'contains') return String(mine).toLowerCase().includes(String(value).toLowerCase());
  const order = compared(mine, asked(value));
  return op === 'is' ? order === 0 : op === 'from' ? order >= 0 : order <= 0;
};

/** The list as anybody would make it from all rows: filtered, then sorted with the rows without a value last. */
export const plainList = (wagons: readonly Wagon[], filters: readonly Filter[], sort: string): readonly string[] => {
  const down = sort.startsWith('-') ? -1 : 1;
  const column = sort.replace('-', '');
  const found = wagons.filter((wagon) => filters.every((filter) => fits(wagon, filter)));
  const before = (a: Wagon, b: Wagon): number => {
    const [mine, other] = [valueOf(a, column), valueOf(b, column)];
    if ((mine === null) !== (other === null)) return mine === null ? 1 : -1;
    return down * ((mine === null ? 0 : compared(mine, other)) || textBefore(a.wagonId, b.wagonId));
  };
  return [...found].sort(before).map(({ wagonId }) => wagonId);
};
