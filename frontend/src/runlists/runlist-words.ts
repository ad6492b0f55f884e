import type { RunlistRow } from '@hyperloop/contracts/runlists';
import { counted } from '../kernel/format';
import { listed } from '../kernel/format/runs';

/** Rule 157: a changed runlist changes every dataset that uses it. In numbers, before it is saved. */
export const reachOf = ({ usedBy, usedByCount }: Pick<RunlistRow, 'usedBy' | 'usedByCount'>): string => {
  if (usedByCount === 0) return 'No dataset uses it.';
  const names = [...new Set(usedBy.map(({ name }) => name))];
  return `${counted(usedByCount, 'dataset changes', 'datasets change')} with it: ${listed(names, 4)}.`;
};

/** Why a runlist cannot be deleted; null when it can. */
export const usedBecause = ({ usedBy }: Pick<RunlistRow, 'usedBy'>): string | null => {
  const names = [...new Set(usedBy.map(({ name }) => name))];
  return names.length === 0 ? null : `${listed(names, 4)} ${names.length === 1 ? 'uses' : 'use'} it. Remove the production there first.`;
};

/** “2 added: 528463, 529552. 1 removed: 527041.” */
export const changedRuns = ({ added, removed }: { added: readonly number[]; removed: readonly number[] }): string =>
  [
    added.length > 0 ? `${String(added.length)} added: ${listed(added)}.` : '',
    removed.length > 0 ? `${String(removed.length)} removed: ${listed(removed)}.` : '',
  ]
    .filter((part) => part !== '')
    .join(' ');

export const fields = [
  {
    id: 'name',
    label: 'Name',
    form: /^[A-Za-z0-9][A-Za-z0-9_.-]{2,63}$/,
    why: 'Letters, digits, _, . and -, 3 to 64 of them.',
    example: 'LHC22o_apass7_CBT',
  },
  {
    id: 'collisionSystem',
    label: 'Collision system',
    form: /^[A-Za-z0-9-]{1,16}$/,
    why: 'Letters, digits and -, at most 16.',
    example: 'pp',
  },
  {
    id: 'anchor',
    label: 'Period or anchor',
    form: /^[A-Za-z0-9_ -]{1,32}$/,
    why: 'Letters, digits, _, - and spaces, at most 32.',
    example: 'LHC22o',
  },
  { id: 'pass', label: 'Pass', form: /^[A-Za-z0-9_-]{1,32}$/, why: 'Letters, digits, _ and -, at most 32.', example: 'apass7' },
  { id: 'production', label: 'Production', form: /^[A-Za-z0-9_-]{1,64}$/, why: 'Letters, digits, _ and -, at most 64.', example: 'LHC22o' },
] as const;
export type FieldId = (typeof fields)[number]['id'];
export const MOST_RUNS = 5_000;
