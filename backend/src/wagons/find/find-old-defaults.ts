import { describeValue, type DeclaredValueRow } from '@hyperloop/contracts/packages';
import type { FindOldDefaults, FoundOldDefault, FoundOldDefaults } from '@hyperloop/contracts/wagons';
import { BadQuery } from '../../kernel/read-side/bad-query.js';
import { listFingerprint } from '../../kernel/read-side/cursor.js';
import type { JoinedQuestion, Joint } from '../../kernel/read-side/joined/question.js';
import { Bound } from './bound.js';
import { changesTo, newestTag, type Changes } from './declaration-changes.js';
import { readReached, type Reached } from './cursor.js';
import { DEFAULT_LIMIT, pageOf, type Gathered } from './found-page.js';
import { foundRows } from './found-rows.js';
import { namesOf } from './names.js';
import { FOUND_IN, isNarrow, ofVariants, type Budgets, type Wanted } from './scope.js';
import { compareSpots, type Place, type Spot } from './spot.js';

/** Variants looked at together while they are walked in order: few at first, for most pages are full soon. */
const WALKED_AT_ONCE = { first: 100, most: 2_000 };
/** Declarations whose wagons are looked at together. */
const DECLARATIONS_AT_ONCE = 100;

/** SQL: nobody set it, neither in the variant nor, for a subwagon, in Base. */
const unset = (values: string): string => {
  const isSet = (variant: string): string =>
    `EXISTS (SELECT 1 FROM ${values} o WHERE o.key = c.parameter || char(10) || ${variant} || char(10) || c.task)`;
  return `NOT ${isSet('v.key')} AND (v."c_variant" = '' OR NOT ${isSet(`v."c_wagonId" || ':'`)})`;
};

/** The changed places of these declarations as a relation `c`. */
const PLACES = (of: string): string =>
  `(SELECT p.value ->> 0 AS declaration, p.value ->> 1 AS task, p.value ->> 2 AS parameter FROM json_each(${of}) p) c`;

/** Some declarations after the other, until it is clear that there are very many. */
const following = (joint: Joint, changes: Changes, wanted: Wanted, limit: number): Spot[] => {
  const spots: Spot[] = [];
  const all = [...changes];
  for (let from = 0; from < all.length && spots.length < limit; from += DECLARATIONS_AT_ONCE) {
    const bound = new Bound();
    const places = all
      .slice(from, from + DECLARATIONS_AT_ONCE)
      .flatMap(([declaration, { moved }]) => moved.map(([task, parameter]) => [declaration, task, parameter]));
    const sql = `SELECT v."c_name" AS name, v.key AS variantId, c.task AS task, c.parameter AS parameter
      FROM ${PLACES(bound.of(JSON.stringify(places)))} CROSS JOIN ${joint.from('wagon-variants')} v ON v."c_declaration" = c.declaration
      WHERE ${unset(joint.from('wagon-values'))}${ofVariants(wanted, bound)} LIMIT ${bound.of(limit - spots.length)}`;
    spots.push(...spotsOf(joint.ask(sql, bound.params)));
  }
  return spots;
};
const spotsOf = (rows: readonly Record<string, unknown>[]): Spot[] =>
  rows.map((row) => ({ ...(row as Place), origin: 'default' as const })); // its columns are named so

/** The next of very many: variants in their order, until there are enough. */
const walkedFollowing = (
  joint: Joint,
  changes: Changes,
  wanted: Wanted,
  { after, limit }: { after: Place | undefined; limit: number },
): Spot[] => {
  const spots: Spot[] = [];
  let from: { name: string; variantId: string } | undefined = after;
  let size = WALKED_AT_ONCE.first;
  for (let first = true; spots.length < limit; first = false) {
    const bound = new Bound();
    // The variant at which the page before ended may have more to show.
    const beyond =
      from === undefined ? '' : ` AND (v."c_name", v.key) ${first ? '>=' : '>'} (${bound.of(from.name)}, ${bound.of(from.variantId)})`;
    const sql = `SELECT v."c_name" AS name, v.key AS variantId, v."c_declaration" AS declaration FROM ${joint.from('wagon-variants')} v
      WHERE 1${ofVariants(wanted, bound)}${beyond} ORDER BY v."c_name", v.key LIMIT ${bound.of(size)}`;
    const walked = joint.ask(sql, bound.params) as { name: string; variantId: string; declaration: string }[]; // its columns
    const places = walked.flatMap(({ name, variantId, declaration }) =>
      (changes.get(declaration)?.moved ?? []).map(([task, parameter]) => [name, variantId, task, parameter]),
    );
    const values = joint.from('wagon-values');
    const judged = `SELECT c.name, c.variantId, c.task, c.parameter FROM (SELECT p.value ->> 0 AS name, p.value ->> 1 AS variantId,
        p.value ->> 2 AS task, p.value ->> 3 AS parameter FROM json_each(?1) p) c CROSS JOIN ${joint.from('wagon-variants')} v ON v.key = c.variantId
      WHERE ${unset(values)}`;
    const found = spotsOf(joint.ask(judged, [JSON.stringify(places)])).sort(compareSpots);
    spots.push(...found.filter((spot) => after === undefined || compareSpots(spot, after) > 0));
    from = walked.at(-1);
    if (walked.length < size) break;
    size = Math.min(size * 4, WALKED_AT_ONCE.most);
  }
  return spots.slice(0, limit);
};

const newValues = (
  joint: Joint,
  changes: Changes,
  page: readonly Spot[],
  declarationOf: ReadonlyMap<string, string>,
): (DeclaredValueRow | undefined)[] => {
  const keys = page.map(({ variantId, task, parameter }) => {
    const now = changes.get(declarationOf.get(variantId) ?? '')?.now ?? '';
    return `${parameter}\n${now}\n${task}`;
  });
  const sql = `SELECT (SELECT d.row FROM ${joint.present('declared-values')} d WHERE d.key = k.value) AS row FROM json_each(?1) k ORDER BY k.key`;
  return joint
    .ask(sql, [JSON.stringify(keys)])
    .map(({ row }) => (typeof row === 'string' ? (JSON.parse(row) as DeclaredValueRow) : undefined)); // rows of that view
};

const declarationsOf = (joint: Joint, page: readonly Spot[]): ReadonlyMap<string, string> => {
  const sql = `SELECT v.key AS variantId, v."c_declaration" AS declaration FROM json_each(?1) k CROSS JOIN ${joint.from('wagon-variants')} v ON v.key = k.value`;
  return new Map(
    joint
      .ask(sql, [JSON.stringify([...new Set(page.map(({ variantId }) => variantId))])])
      .map(({ variantId, declaration }) => [String(variantId), String(declaration)]),
  );
};

const toRows = (joint: Joint, changes: Changes, page: readonly Spot[]): FoundOldDefault[] => {
  const now = newValues(joint, changes, page, declarationsOf(joint, page));
  return foundRows(joint, page).map((row, at) => {
    const newValue = now[at]?.value ?? null;
    return { ...row, newValue, newText: newValue === null ? '' : describeValue(newValue) };
  });
};

type Sought = { changes: Changes; wanted: Wanted };

const gather = (
  joint: Joint,
  { changes, wanted }: Sought,
  { reached, limit, countTo }: { reached: Reached | undefined; limit: number; countTo: number },
): Gathered => {
  const all = reached?.dense.length === 1 ? undefined : following(joint, changes, wanted, countTo + 1);
  if (all === undefined || all.length > countTo) {
    const spots = walkedFollowing(joint, changes, wanted, { after: reached?.after, limit: limit + 1 });
    return { spots, total: countTo + 1, dense: ['default'] };
  }
  const spots = all.filter((spot) => reached === undefined || compareSpots(spot, reached.after) > 0).sort(compareSpots);
  return { spots, total: all.length, dense: [] };
};

/** The tag that is compared with, when its defaults are known. */
const tagOf = (joint: Joint, asked: string | undefined): string | null => {
  if (asked === undefined) return newestTag(joint);
  const known = joint.ask(`SELECT "c_catalogue" AS catalogue FROM ${joint.from('package-tags')} WHERE key = ?1`, [asked])[0]?.['catalogue'];
  if (known === 'complete') return asked;
  throw new BadQuery(
    'tag',
    `${asked.slice(0, 80)} has no complete catalogue, so its defaults are not known. Choose a tag of the page Packages that has one.`,
  );
};

/** Wagons that follow a default of their declaration that is another in a tag (rule 53). */
export const findOldDefaultsWithin = ({ countTo, fewVariants }: Budgets): JoinedQuestion<FindOldDefaults, FoundOldDefaults> => ({
  views: [...FOUND_IN, 'workflows', 'package-tags'],
  answer: (joint, { cursor, limit = DEFAULT_LIMIT, ...asked }) => {
    const { parameter, match, task, workflow, packageTag, analysisId, enabled, active } = asked;
    const wanted: Wanted = { task, workflow, packageTag, analysisId, enabled, active };
    if (match !== undefined && parameter === undefined) throw new BadQuery('match', 'Only the name of a parameter can match: say which.');
    const tag = tagOf(joint, asked.tag);
    if (tag === null) return { rows: [], total: 0, position: joint.position, tag };
    const names = parameter === undefined ? undefined : new Set(namesOf(joint, { parameter, match }));
    const list = listFingerprint('find-old-defaults', asked, tag);
    const reached = cursor === undefined ? undefined : readReached(list, cursor);
    const changes = changesTo(joint, tag, wanted, { names, narrow: isNarrow(joint, wanted, fewVariants) });
    const gathered = gather(joint, { changes, wanted }, { reached, limit, countTo });
    const { page, answer } = pageOf(gathered, { joint, wanted, list, reached, limit });
    return { rows: toRows(joint, changes, page), ...answer, tag };
  },
});
