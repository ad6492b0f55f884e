import type { Filter } from '@hyperloop/contracts/kernel';
import type { ColumnKind } from './table-model';

/** One filter of one column, as the address and the chip hold it (rule 214). */
export type ColumnFilter = { readonly column: string; readonly way: FilterWay; readonly text: string };
export type FilterWay = 'contains' | 'from' | 'to' | 'within';
/** What can be filtered: a column of the view, what its head says, and what it holds. */
export type Filterable = { readonly column: string; readonly label: string; readonly kind: ColumnKind };

const HOUR_MS = 3_600_000;
/** Steps of the time slider; the first is Off. */
export const spans = [
  { text: '', word: 'Off', ms: 0 },
  { text: '1h', word: 'last hour', ms: HOUR_MS },
  { text: '1d', word: 'last day', ms: 24 * HOUR_MS },
  { text: '3d', word: 'last 3 days', ms: 72 * HOUR_MS },
  { text: '1w', word: 'last week', ms: 168 * HOUR_MS },
  { text: '1m', word: 'last month', ms: 30 * 24 * HOUR_MS },
  { text: '3m', word: 'last 3 months', ms: 91 * 24 * HOUR_MS },
  { text: '1y', word: 'last year', ms: 365 * 24 * HOUR_MS },
] as const;

const waysOf: Readonly<Record<ColumnKind, readonly FilterWay[]>> = {
  text: ['contains'],
  number: ['from', 'to'],
  instant: ['within'],
};
const scales: Readonly<Record<string, number>> = { '': 1, k: 1e3, m: 1e6, g: 1e9, t: 1e12, p: 1e15 };
/** `1.5`, `1.5 G`, `2k`: a number as people write sizes; null when it is none. */
export const numberOf = (text: string): number | null => {
  const [, digits = '', scale = ''] = /^\s*([+-]?\d+(?:\.\d+)?)\s*([kmgtp]?)b?\s*$/i.exec(text) ?? [];
  return digits === '' ? null : Number(digits) * (scales[scale.toLowerCase()] ?? 1);
};

/** Filters of the address; what nobody can have chosen here is left out. */
export const readColumnFilters = (written: readonly string[], columns: readonly Filterable[]): readonly ColumnFilter[] =>
  written.flatMap((one) => {
    const [column = '', way = '', ...rest] = one.split('~');
    const text = rest.join('~');
    const kind = columns.find((known) => known.column === column)?.kind;
    const known = kind === undefined ? undefined : waysOf[kind].find((each) => each === way);
    return known === undefined || isWrong(known, text) ? [] : [{ column, way: known, text }];
  });
export const writeColumnFilter = ({ column, way, text }: ColumnFilter): string => `${column}~${way}~${text}`;

const isWrong = (way: FilterWay, text: string): boolean => {
  if (way === 'contains') return text.trim() === '';
  return way === 'within' ? spanOf(text) === undefined : numberOf(text) === null;
};
const spanOf = (text: string) => spans.find((span) => span.text === text && span.ms > 0);

/** As the view is asked; `now` in milliseconds, which is the moment shown when the past is looked at. */
export const filterOf = ({ column, way, text }: ColumnFilter, now: number): Filter => {
  switch (way) {
    case 'contains':
      return { column, op: 'contains', value: text };
    case 'within':
      return { column, op: 'from', value: new Date(now - (spanOf(text)?.ms ?? 0)).toISOString() };
    case 'from':
    case 'to':
      return { column, op: way, value: numberOf(text) ?? 0 };
  }
};

/** “Size at least 1.5 G”: what the chip says. */
export const filterWords = ({ column, way, text }: ColumnFilter, columns: readonly Filterable[]): string => {
  const label = columns.find((known) => known.column === column)?.label ?? column;
  switch (way) {
    case 'contains':
      return `${label} contains “${text}”`;
    case 'within':
      return `${label} in the ${spanOf(text)?.word ?? ''}`;
    case 'from':
      return `${label} at least ${text}`;
    case 'to':
      return `${label} at most ${text}`;
  }
};

/** The filters of the other columns stay; those of this one are replaced by what the form holds, empty fields by nothing. */
export const withColumn = (
  now: readonly ColumnFilter[],
  column: string,
  fields: Readonly<Partial<Record<FilterWay, string>>>,
): readonly ColumnFilter[] => [
  ...now.filter((one) => one.column !== column),
  ...(['contains', 'from', 'to', 'within'] as const).flatMap((way): ColumnFilter[] => {
    const text = (fields[way] ?? '').trim();
    return text === '' ? [] : [{ column, way, text }];
  }),
];
/** Why a form cannot be applied, as a sentence; null when it can. */
export const formFault = ({ from = '', to = '' }: Readonly<Partial<Record<FilterWay, string>>>): string | null => {
  const wrong = [from, to].find((text) => text.trim() !== '' && numberOf(text) === null);
  if (wrong !== undefined) return `“${wrong}” is no number. Write 1500, 1.5 k or 1.5 G.`;
  const [low, high] = [numberOf(from), numberOf(to)];
  return low !== null && high !== null && low > high ? 'The smallest is larger than the largest.' : null;
};
