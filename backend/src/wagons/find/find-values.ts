import { searchableOf, type DeclaredValueRow } from '@hyperloop/contracts/packages';
import type { FindValues, FoundValues, WagonValueRow } from '@hyperloop/contracts/wagons';
import { listFingerprint } from '../../kernel/read-side/cursor.js';
import type { JoinedQuestion } from '../../kernel/read-side/joined/question.js';
import { collected, RESOLVED_FITS, walked, type Search } from './arms.js';
import { readReached, type Reached } from './cursor.js';
import { DEFAULT_LIMIT, pageOf, type Gathered } from './found-page.js';
import { effective, foundRows } from './found-rows.js';
import { namesOf } from './names.js';
import { predicateOf } from './predicate.js';
import { FOUND_IN, isNarrow, type Budgets, type Wanted } from './scope.js';
import { compareSpots, type Origin, type Spot } from './spot.js';

const originsOf: Readonly<Record<NonNullable<FindValues['from']>, readonly Origin[]>> = {
  any: ['own', 'base', 'default'],
  set: ['own', 'base'],
  differs: ['own', 'base'],
  default: ['default'],
};

/** The search that is being answered, for the function that its SQL calls: one question is answered at a time. */
let current: Pick<Search, 'predicate' | 'differs'> | undefined;

const valueIn = <Row extends { value: unknown }>(text: unknown): Row['value'] | undefined =>
  typeof text === 'string' ? (JSON.parse(text) as Row).value : undefined; // a row of the view

const resolvedFits = (own: unknown, base: unknown, standard: unknown): number => {
  if (current === undefined) return 0;
  const byDefault = valueIn<DeclaredValueRow>(standard);
  const runs = searchableOf(effective(valueIn<WagonValueRow>(own), valueIn<WagonValueRow>(base), byDefault));
  const another = !current.differs || runs.cells !== searchableOf(byDefault ?? null).cells;
  return current.predicate.fits(runs) && another ? 1 : 0;
};

/** Of each origin all that matches, or, where that is very much, the next of it. */
type How = { narrow: boolean; limit: number; countTo: number; reached: Reached | undefined };
const gather = (search: Search, origins: readonly Origin[], { narrow, limit, countTo, reached }: How): Gathered => {
  const after = reached?.after;
  const gathered = { spots: [] as Spot[], dense: [] as Origin[], total: 0 };
  for (const origin of origins) {
    const all = reached?.dense.includes(origin) ? undefined : collected(origin, search, { narrow, limit: countTo + 1 });
    if (all !== undefined && all.length <= countTo) {
      gathered.total += all.length;
      gathered.spots.push(...(after === undefined ? all : all.filter((spot) => compareSpots(spot, after) > 0)));
      continue;
    }
    gathered.total += countTo + 1;
    gathered.dense.push(origin);
    gathered.spots.push(...walked(origin, search, { after, limit: limit + 1 }));
  }
  gathered.spots.sort(compareSpots);
  return gathered;
};

/** Who runs with such a value (rules 45, 53). */
export const findValuesWithin = ({ countTo, fewVariants }: Budgets): JoinedQuestion<FindValues, FoundValues> => ({
  views: FOUND_IN,
  functions: { [RESOLVED_FITS]: resolvedFits },
  answer: (joint, { cursor, limit = DEFAULT_LIMIT, ...asked }) => {
    const { from = 'any', task, workflow, packageTag, analysisId, enabled, active } = asked;
    const wanted: Wanted = { task, workflow, packageTag, analysisId, enabled, active };
    const list = listFingerprint('find-values', asked);
    const reached = cursor === undefined ? undefined : readReached(list, cursor);
    const search: Search = { joint, names: namesOf(joint, asked), predicate: predicateOf(asked), wanted, differs: from === 'differs' };
    current = search;
    const narrow = isNarrow(joint, wanted, fewVariants);
    const gathered = gather(search, originsOf[from], { narrow, limit, countTo, reached });
    const { page, answer } = pageOf(gathered, { joint, wanted, list, reached, limit });
    return { rows: foundRows(joint, page), ...answer };
  },
});
