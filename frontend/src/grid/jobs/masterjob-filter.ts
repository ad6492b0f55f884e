import type { MasterjobRow } from '@hyperloop/contracts/grid';
import type { FilterOption } from '../../kernel/parts/filter-chip';

export const jobGroupOptions: readonly FilterOption[] = [
  { value: 'done', word: 'DONE' },
  { value: 'active', word: 'RUNNING' },
  { value: 'waiting', word: 'WAITING' },
  { value: 'inserting', word: 'INSERTING' },
  { value: 'error', word: 'ERROR_*' },
  { value: 'killed', word: 'KILLED' },
];

export const matchesRun = ({ run, masterjobId }: MasterjobRow, words: string): boolean => words.trim() === '' || String(run).includes(words.trim()) || masterjobId.includes(words.trim());

/** Whether one of its jobs is in one of these groups; no group asked for: yes. */
export const hasAny = ({ jobs }: MasterjobRow, groups: readonly string[]): boolean => {
  const counts: Readonly<Record<string, number>> = jobs;
  return groups.length === 0 || groups.some((group) => (counts[group] ?? 0) > 0);
};
