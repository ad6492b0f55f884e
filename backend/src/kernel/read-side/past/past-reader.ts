import { DatabaseSync } from 'node:sqlite';
import { type StepAnswer, type StepDirection, type ViewDefinition, type ViewQuery } from '@hyperloop/contracts/kernel';
import type { Model, Range, Stored } from '@hyperloop/projections/engine';
import type { EventLog } from '../../event-log/event-log.js';
import { BadQuery, UnknownView } from '../bad-query.js';
import { writeCursor } from '../cursor.js';
import { planOf, type Plan } from '../plan.js';
import type { TextPage, TextRow } from '../query.js';
import type { Moment } from './moment.js';
import type { Overlay } from './overlay.js';
import { Overlays, type MomentView } from './overlays.js';
import { Steps } from './steps.js';
import { Stretches } from './stretches.js';

/** Counted exactly up to here, as in the present. */
const COUNT_TO = 10_000;
/** So few rows are sorted sooner than an index is walked through all that came after them. */
const FEW_ROWS = 20_000;
/** Farther from a boundary than live folding and a lagging thread ever get. */
const MOST_EVENTS = 50_000;

type Found = TextRow & { value: Stored };
/** A part of a list that an index gives in its order: rows with a value, then rows without. */
type Part = { value: string; where: readonly string[]; params: readonly Stored[]; orderBy: string };

/** Answers queries about moments of the past from the read store, over a connection that cannot write it. */
export class PastReader {
  readonly #overlays: Overlays;
  readonly #steps: Steps;

  constructor(
    private readonly db: DatabaseSync,
    log: Pick<EventLog, 'readAll'>,
    private readonly model: Model,
    { keptBytes, mostEvents = MOST_EVENTS }: { keptBytes?: number; mostEvents?: number } = {},
  ) {
    db.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
    const stretches = new Stretches(log, mostEvents);
    this.#overlays = new Overlays(db, stretches, model, keptBytes);
    this.#steps = new Steps(db, this.#overlays, stretches);
  }

  static open(path: string, log: Pick<EventLog, 'readAll'>, model: Model): PastReader {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    db.exec('PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY');
    return new PastReader(db, log, model);
  }

  /** The page as it was at the moment, with the position of the last event that it shows. */
  page(view: string, query: ViewQuery, moment: Moment): Promise<TextPage> {
    const plan = planOf(this.#definition(view), query);
    return this.#overlays.with(view, moment, (at) => pageOf(at, plan));
  }

  step(view: string, query: ViewQuery, moment: Moment, direction: StepDirection): Promise<StepAnswer> {
    return this.#steps.of(this.#definition(view), query, moment, direction);
  }

  close(): void {
    this.db.close();
  }

  #definition(view: string): ViewDefinition {
    const definition = Object.hasOwn(this.model.views, view) ? this.model.views[view] : undefined;
    if (definition === undefined) throw new UnknownView(view);
    return definition;
  }
}

const pageOf = ({ overlay, position }: MomentView, plan: Plan): TextPage => {
  const { view, epoch, columns } = overlay.served;
  const missing = plan.needs.find((name) => !columns.some((c) => c.name === name));
  if (missing !== undefined)
    throw new BadQuery(`filter.${missing}`, `${view} is being rebuilt and will know ${missing} soon; until then leave it out`);
  const found = rowsOf(overlay, plan, plan.limit + 1);
  const rows = found.slice(0, plan.limit);
  const last = rows.at(-1);
  const more = found.length > rows.length && last !== undefined;
  const total = !more && plan.after === undefined ? rows.length : totalOf(overlay, plan);
  return {
    rows: rows.map(({ key, row }) => ({ key, row })),
    ...(more ? { next: writeCursor(plan.list, last) } : {}),
    total: Math.min(total, COUNT_TO),
    ...(total > COUNT_TO ? { totalIsAtLeast: true } : {}),
    position,
    epoch,
  };
};

const rowsOf = (overlay: Overlay, plan: Plan, limit: number): readonly Found[] => {
  const { order, down, after } = plan;
  const direction = down ? 'DESC' : 'ASC';
  const beyond = down ? '<' : '>';
  const byKey = (where: readonly string[]): Part => ({
    value: 'NULL',
    where: [...where, ...(after?.value === null ? [`key ${beyond} ?`] : [])],
    params: after?.value === null ? [after.key] : [],
    orderBy: `key ${direction}`,
  });
  if (order === undefined) return partOf(overlay, plan, byKey([]), limit);
  const found: Found[] = [];
  if (after?.value !== null) {
    const part: Part = {
      value: order,
      where: [`${order} IS NOT NULL`, ...(after === undefined ? [] : [`(${order}, key) ${beyond} (?, ?)`])],
      params: after === undefined ? [] : [after.value, after.key],
      orderBy: `${order} ${direction}, key ${direction}`,
    };
    found.push(...partOf(overlay, plan, part, limit));
  }
  if (found.length < limit) found.push(...partOf(overlay, plan, byKey([`${order} IS NULL`]), limit - found.length));
  return found;
};

/** Rows of the present that were so already, and those of the overlay, in one order. */
const partOf = (overlay: Overlay, plan: Plan, { value, where, params, orderBy }: Part, limit: number): readonly Found[] => {
  const conditions = [...plan.conditions.map((c) => c.sql), ...where];
  const given = [...plan.conditions.flatMap((c) => c.params), ...params];
  const then = thenOf(overlay, plan);
  // A later page begins inside already.
  const ends =
    plan.after !== undefined
      ? NO_ENDS
      : value === 'NULL'
        ? endsOf('key', overlay.bounds.ranges['key'], plan.down)
        : endsOf(value, rangeOf(overlay, value), plan.down);
  const select = (from: string, wheres: readonly string[]): string =>
    `SELECT * FROM (SELECT key, row, ${value} AS value FROM ${from} WHERE ${wheres.join(' AND ')} ORDER BY ${orderBy} LIMIT ?)`;
  const sql = `${select(then.from, [...conditions, ...ends.where, ...then.where])} UNION ALL
    ${select(overlay.name, [...conditions, 'row IS NOT NULL'])} ORDER BY ${orderBy.replace(value, 'value')} LIMIT ?`;
  return overlay.statement(sql).all(...given, ...ends.params, ...then.params, limit, ...given, limit, limit) as Found[];
};

const totalOf = (overlay: Overlay, plan: Plan): number => {
  const name = JSON.stringify(plan.conditions);
  const known = overlay.totals.get(name);
  if (known !== undefined) return known;
  const conditions = plan.conditions.map((c) => c.sql);
  const params = plan.conditions.flatMap((c) => c.params);
  const then = thenOf(overlay, plan);
  const counted = (from: string, where: readonly string[]): string =>
    `(SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where.join(' AND ')} LIMIT ${COUNT_TO + 1}))`;
  const sql = `SELECT ${counted(then.from, [...conditions, ...then.where])} + ${counted(overlay.name, [...conditions, 'row IS NOT NULL'])} AS n`;
  const total = Number(overlay.statement(sql).get(...params, ...then.params, ...params)?.['n'] ?? 0);
  overlay.totals.set(name, total);
  return total;
};

/**
 * The present's rows that already stood at the boundary. Row numbers only grow, and every index holds them: what came
 * later is passed over without looking at the row. While there were few rows, they are read in that order and sorted.
 */
const thenOf = (overlay: Overlay, plan: Plan): { from: string; where: readonly string[]; params: readonly Stored[] } => {
  const { served, bounds, ordinal } = overlay;
  const few = bounds.present <= FEW_ROWS && !plan.conditions.some((c) => c.sql === 'key = ?');
  return {
    from: `"${served.name}"${few ? ' NOT INDEXED' : ''}`,
    where: [`${few ? '' : '+'}rowid <= ?`, 'since <= ?', overlay.notHere()],
    params: [bounds.present, ordinal],
  };
};

const rangeOf = (overlay: Overlay, sqlName: string): Range | undefined => overlay.bounds.ranges[sqlName.slice(1, -1).replace('c_', 'c.')];

const NO_ENDS = { where: [], params: [] } as const;

/** Where a walk from above (or below) may begin: beyond it there was nothing then. */
const endsOf = (sql: string, range: Range | undefined, down: boolean): { where: readonly string[]; params: readonly Stored[] } => {
  if (range === undefined || range === null || range === 'any') return NO_ENDS;
  return down ? { where: [`${sql} <= ?`], params: [range[1]] } : { where: [`${sql} >= ?`], params: [range[0]] };
};
