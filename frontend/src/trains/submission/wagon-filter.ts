import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import type { FilterOption } from '../../kernel/parts/filter-chip';

/** Rule 176: the standard shows what was enabled within one week; `any` shows all. */
export const WEEK = '7';
export const anyAge = 'any';
export const ages: readonly FilterOption[] = [
  { value: '1', word: '1 day' },
  { value: '3', word: '3 days' },
  { value: WEEK, word: '1 week' },
  { value: '14', word: '2 weeks' },
  { value: '28', word: '4 weeks' },
];

export type WagonWish = {
  readonly words: string;
  readonly within: string;
  readonly tests: readonly string[];
  readonly modes: readonly string[];
};

const DAY_MS = 86_400_000;
export const matches = (wish: WagonWish, cell: WagonCellRow, now: number): boolean => {
  const words = wish.words.trim().toLowerCase();
  const text = `${cell.wagonName} ${cell.analysisName} ${cell.enabledBy ?? ''} ${cell.workflowName}`.toLowerCase();
  const youngEnough = wish.within === anyAge || cell.enabledAt === null || Date.parse(cell.enabledAt) >= now - Number(wish.within) * DAY_MS;
  return (
    youngEnough &&
    text.includes(words) &&
    (wish.tests.length === 0 || wish.tests.includes(cell.testState)) &&
    (wish.modes.length === 0 || wish.modes.includes(cell.packageMode ?? ''))
  );
};

type Value = string | number;
const values: Readonly<Record<string, (cell: WagonCellRow) => Value | null>> = {
  wagon: ({ wagonName }) => wagonName.toLowerCase(),
  analysis: ({ analysisName }) => analysisName.toLowerCase(),
  user: ({ enabledBy }) => enabledBy,
  tag: ({ packageTag }) => packageTag,
  enabled: ({ enabledAt }) => enabledAt,
  test: ({ testState }) => testState,
  cpu: ({ cpuDays }) => cpuDays,
  pss: ({ pssMaxBytes }) => pssMaxBytes,
  private: ({ privateMaxBytes }) => privateMaxBytes,
};

/** `-enabled`, `pss` …: by that column, what has no value last. `fits`: usable wagons first, the newest on top (06 of the screens). */
export const sorted = (cells: readonly WagonCellRow[], sort: string, usable: (cell: WagonCellRow) => boolean): readonly WagonCellRow[] => {
  const down = sort.startsWith('-');
  const value = values[down ? sort.slice(1) : sort];
  if (value === undefined)
    return [...cells].sort((a, b) => Number(usable(b)) - Number(usable(a)) || (b.enabledAt ?? '').localeCompare(a.enabledAt ?? ''));
  return [...cells].sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    const order = x < y ? -1 : x > y ? 1 : 0;
    return down ? -order : order;
  });
};
