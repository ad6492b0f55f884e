import type { AnalysisTrainRow } from '@hyperloop/contracts/trains';
import type { WagonChangeRow } from '@hyperloop/contracts/wagons';

type Train = Pick<AnalysisTrainRow, 'trainId' | 'wagonNames' | 'composedAt'>;
type Change = Pick<WagonChangeRow, 'kind' | 'revision' | 'at' | 'name'>;

/** What it was called at a time; `changes` newest first. */
const nameAt = (changes: readonly Change[], at: number): string | null =>
  changes.find(({ name, at: since }) => name !== null && Date.parse(since) <= at)?.name ?? null;

/**
 * Trains of its analysis that froze the wagon in the state that a change made: composed from then until the next change
 * of what it runs with. A train names its wagons as they were called then (rule 32), and no two of an analysis at one
 * time are called the same (rule 25). `changes` newest first, `states` those after which it runs with something else.
 */
export const usedIn = (
  state: Change,
  { changes, states, trains }: { changes: readonly Change[]; states: readonly Change[]; trains: readonly Train[] },
): readonly string[] => {
  const next = states.findLast(({ revision }) => revision > state.revision);
  const [from, to] = [Date.parse(state.at), next === undefined ? Infinity : Date.parse(next.at)];
  return trains
    .filter(({ composedAt, wagonNames }) => {
      const at = Date.parse(composedAt);
      const name = at >= from && at < to ? nameAt(changes, at) : null;
      return name !== null && wagonNames.split(', ').includes(name);
    })
    .map(({ trainId }) => trainId);
};
