import type { MasterjobRow } from '@hyperloop/contracts/grid';
import type { FilterOption } from '../../kernel/parts/filter-chip';
import type { JobShares } from '../../kernel/parts/meters';

export const jobGroupOptions: readonly FilterOption[] = [
  { value: 'done', word: 'DONE' },
  { value: 'active', word: 'RUNNING' },
  { value: 'waiting', word: 'WAITING' },
  { value: 'inserting', word: 'INSERTING' },
  { value: 'error', word: 'ERROR_*' },
  { value: 'killed', word: 'KILLED' },
];

export const matchesRun = ({ run, masterjobId }: MasterjobRow, words: string): boolean =>
  words.trim() === '' || String(run).includes(words.trim()) || masterjobId.includes(words.trim());

/** Whether one of its jobs is in one of these groups; no group asked for: yes. */
export const hasAny = ({ jobs }: MasterjobRow, groups: readonly string[]): boolean => {
  const counts: Readonly<Record<string, number>> = jobs;
  return groups.length === 0 || groups.some((group) => (counts[group] ?? 0) > 0);
};

/** What was killed ended badly, what is being inserted waits. */
export const sharesOf = ({ jobs }: MasterjobRow): JobShares => ({
  total: jobs.total,
  done: jobs.done,
  active: jobs.active,
  waiting: jobs.waiting + jobs.inserting,
  error: jobs.error + jobs.killed,
});

/** Most errors first, then what still runs, then by run. */
export const badlyFirst = (rows: readonly MasterjobRow[]): readonly MasterjobRow[] =>
  [...rows].sort(
    (a, b) =>
      sharesOf(b).error - sharesOf(a).error || b.jobs.active - a.jobs.active || a.run - b.run || a.masterjobId.localeCompare(b.masterjobId),
  );
