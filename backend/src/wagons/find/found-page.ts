import type { FoundValues } from '@hyperloop/contracts/wagons';
import type { Joint } from '../../kernel/read-side/joined/question.js';
import { Bound } from './bound.js';
import { writeReached, type Reached } from './cursor.js';
import { unrecordedOf, type Wanted } from './scope.js';
import type { Origin, Spot } from './spot.js';

export const DEFAULT_LIMIT = 100;

/** What was gathered for a page, in its order: one more than fits when there are more. */
export type Gathered = {
  spots: readonly Spot[];
  /** Counted now; of later pages the cursor knows. */ total: number;
  dense: readonly Origin[];
};
type Asked = { joint: Joint; wanted: Wanted; list: string; reached: Reached | undefined; limit: number };

/** Wagons whose defaults are not searched because their declaration is not known. */
const countUnrecorded = (joint: Joint, wanted: Wanted): number => {
  const bound = new Bound();
  const sql = unrecordedOf(joint, wanted, bound);
  return Number(joint.ask(sql, bound.params)[0]?.['n'] ?? 0);
};

/** The page itself, and all of the answer but its rows. */
export const pageOf = (
  { spots, total: counted, dense }: Gathered,
  { joint, wanted, list, reached, limit }: Asked,
): { page: readonly Spot[]; answer: Omit<FoundValues, 'rows'> } => {
  const page = spots.slice(0, limit);
  const last = page.at(-1);
  const total = reached?.total ?? counted;
  const atLeast = reached?.atLeast ?? dense.length > 0;
  const next = spots.length > limit && last !== undefined ? { next: writeReached(list, { after: last, total, atLeast, dense }) } : {};
  return {
    page,
    answer: {
      ...next,
      total,
      ...(atLeast ? { totalIsAtLeast: true } : {}),
      position: joint.position,
      ...(reached === undefined ? { unrecorded: countUnrecorded(joint, wanted) } : {}),
    },
  };
};
