import { countedTo } from '@hyperloop/contracts/kernel';
import { compareStored, rangeOfColumn, slimOf, type Stored } from '@hyperloop/projections/engine';
import { BadQuery } from '../bad-query.js';
import type { Condition } from '../conditions.js';
import { writeCursor, type After } from '../cursor.js';
import type { Ask } from '../needles.js';
import { PageFinder, type Found } from '../page-finder.js';
import { beyondOf, orderOf, partsOf, type Part } from '../parts.js';
import type { Plan } from '../plan.js';
import type { TextPage } from '../query.js';
import type { Overlay } from './overlay.js';
import type { MomentView } from './overlays.js';

/** `few`: so few rows that they are sorted sooner than an index is walked through all that came after them. */
type Then = { overlay: Overlay; plan: Plan; few: boolean };

const isKey = (condition: Condition): boolean => condition.column === 'key';

/** A page of a moment, as a page of the present: what stood at the boundary and still does, and what the overlay knows. */
export const pageOf = ({ overlay, position }: MomentView, plan: Plan, fewRows: number): TextPage => {
  const { view, epoch, columns } = overlay.served;
  const missing = plan.needs.find((name) => !columns.some((c) => c.name === name));
  if (missing !== undefined)
    throw new BadQuery(`filter.${missing}`, `${view} is being rebuilt and will know ${missing} soon; until then leave it out`);
  const then: Then = { overlay, plan, few: overlay.bounds.present <= fewRows };
  const found = rowsOf(then, plan.limit + 1);
  const rows = found.slice(0, plan.limit);
  const last = rows.at(-1);
  const more = found.length > rows.length && last !== undefined;
  const total = !more && plan.after === undefined ? rows.length : totalOf(then);
  return {
    rows: rows.map(({ key, row }) => ({ key, row })),
    ...(more ? { next: writeCursor(plan.list, last) } : {}),
    total: Math.min(total, countedTo),
    ...(total > countedTo ? { totalIsAtLeast: true } : {}),
    position,
    epoch,
  };
};

const rowsOf = (then: Then, limit: number): readonly Found[] => {
  const finder = finderOf(then);
  const found: Found[] = [];
  for (const part of partsOf(then.plan)) {
    const left = limit - found.length;
    if (left > 0) found.push(...(finder === undefined ? plainRows(then, part, left) : foundRows(then, part, left, finder)));
  }
  return found;
};

const selectOf = (part: Part, from: string, where: readonly string[]): string =>
  `SELECT key, row, ${part.value} AS value FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${orderOf(part, part.value)} LIMIT ?`;

/** In one order by the database. */
const plainRows = (then: Then, part: Part, limit: number): readonly Found[] => {
  const { overlay, plan } = then;
  const beyond = beyondOf(part);
  const conditions = [...plan.conditions.map((c) => c.sql), ...beyond.where];
  const given = [...plan.conditions.flatMap((c) => c.params), ...beyond.params];
  const present = presentOf(then);
  const ends = endsOf(overlay, part);
  const sql = `SELECT * FROM (${selectOf(part, present.from, [...conditions, ...ends.where, ...present.where])}) UNION ALL
    SELECT * FROM (${selectOf(part, overlay.name, [...conditions, 'row IS NOT NULL'])}) ORDER BY ${orderOf(part, 'value')} LIMIT ?`;
  return overlay.statement(sql).all(...given, ...ends.params, ...present.params, limit, ...given, limit, limit) as Found[]; // these are its columns
};

/** A filter on a large table: the present's rows are found as in the present, and the overlay's are put between them. */
const foundRows = ({ overlay, plan }: Then, part: Part, limit: number, finder: PageFinder): readonly Found[] => {
  const beyond = beyondOf(part);
  const conditions = [...plan.conditions.map((c) => c.sql), ...beyond.where, 'row IS NOT NULL'];
  const present = finder.rows({ ...part, after: part.after ?? startOf(overlay, part) }, limit);
  const here = overlay
    .statement(selectOf(part, overlay.name, conditions))
    .all(...plan.conditions.flatMap((c) => c.params), ...beyond.params, limit) as Found[]; // these are its columns
  const order = (a: Found, b: Found): number =>
    (a.value === null || b.value === null ? 0 : compareStored(a.value, b.value)) || compareStored(a.key, b.key);
  return [...present, ...here].sort((a, b) => (part.down ? order(b, a) : order(a, b))).slice(0, limit);
};

const finderOf = ({ overlay, plan, few }: Then): PageFinder | undefined => {
  const { name } = overlay.served;
  if (few || plan.conditions.length === 0 || plan.conditions.some(isKey)) return undefined;
  const ask: Ask = (sql, params) => overlay.statement(sql).all(...params) as Record<string, Stored>[]; // columns hold nothing else
  const slim = slimOf(name);
  if (ask("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?", [slim]).length === 0) return undefined;
  const stood = `rowid <= ${overlay.bounds.present} AND since <= ${overlay.ordinal} AND key NOT IN (SELECT here.key FROM ${overlay.name} AS here)`;
  const conditions = [...plan.conditions, { sql: stood, params: [], column: 'since', ranged: false }];
  return new PageFinder(ask, { name, slim, rows: overlay.bounds.present }, conditions, new Set());
};

/** A page that would come right before the first row there was then. */
const startOf = ({ bounds }: Overlay, { value, column, down }: Part): After | undefined => {
  const keys = bounds.ranges['key'];
  const range = value === 'NULL' ? keys : bounds.ranges[rangeOfColumn(column)];
  if (keys === undefined || keys === null || keys === 'any' || range === undefined || range === null || range === 'any') return undefined;
  return { value: value === 'NULL' ? null : range[down ? 1 : 0], key: down ? `${keys[1]}\u0000` : '' };
};

const totalOf = (then: Then): number => {
  const { overlay, plan } = then;
  const name = JSON.stringify(plan.conditions);
  const known = overlay.totals.get(name);
  if (known !== undefined) return known;
  const conditions = plan.conditions.map((c) => c.sql);
  const params = plan.conditions.flatMap((c) => c.params);
  const present = presentOf(then);
  const counted = (from: string, where: readonly string[]): string =>
    `(SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where.join(' AND ')} LIMIT ${countedTo + 1}))`;
  const sql = `SELECT ${counted(present.from, [...conditions, ...present.where])} + ${counted(overlay.name, [...conditions, 'row IS NOT NULL'])} AS n`;
  const total = Number(overlay.statement(sql).get(...params, ...present.params, ...params)?.['n'] ?? 0);
  overlay.totals.set(name, total);
  return total;
};

/**
 * The present's rows that already stood at the boundary. Row numbers only grow, and every index holds them: what came
 * later is passed over without looking at the row. While there were few rows, they are read in that order and sorted.
 */
const presentOf = ({ overlay, plan, few: isFew }: Then): { from: string; where: readonly string[]; params: readonly Stored[] } => {
  const { served, bounds, ordinal } = overlay;
  const few = isFew && !plan.conditions.some(isKey);
  return {
    from: `"${served.name}"${few ? ' NOT INDEXED' : ''}`,
    where: [`${few ? '' : '+'}rowid <= ?`, 'since <= ?', overlay.notHere()],
    params: [bounds.present, ordinal],
  };
};

const NO_ENDS = { where: [], params: [] } as const;

/** Where a walk from above (or below) may begin: beyond it there was nothing then. A later page begins inside already. */
const endsOf = ({ bounds }: Overlay, { value, column, down, after }: Part): { where: readonly string[]; params: readonly Stored[] } => {
  const ordered = value === 'NULL' ? 'key' : column;
  const range = bounds.ranges[ordered === 'key' ? 'key' : rangeOfColumn(ordered)];
  if (after !== undefined || range === undefined || range === null || range === 'any') return NO_ENDS;
  return down ? { where: [`${ordered} <= ?`], params: [range[1]] } : { where: [`${ordered} >= ?`], params: [range[0]] };
};
