import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { ViewDefinition, ViewPage, ViewQuery } from '@hyperloop/contracts/kernel';
import type { Stored, StoredColumn } from '@hyperloop/projections/engine';
import { BadQuery, UnknownView } from './bad-query.js';
import { writeCursor } from './cursor.js';
import { planOf, type Plan } from './plan.js';

/** Counted exactly up to here. */
const COUNT_TO = 10_000;
const KEPT_STATEMENTS = 300;

export type TextRow = { key: string; row: string };
/** A page whose rows are still the JSON text of the read store: most go out as they are. */
export type TextPage = Omit<ViewPage, 'rows' | 'at' | 'stale'> & { rows: readonly TextRow[]; epoch: string };

type Served = { name: string; epoch: string; position: string; columns: ReadonlySet<string> };
type Found = TextRow & { value: Stored };

/** Answers queries from a read store, over a connection that cannot write. */
export class ViewReader {
  readonly #db: DatabaseSync;
  readonly #views: Readonly<Record<string, ViewDefinition>>;
  readonly #statements = new Map<string, StatementSync>();
  readonly #served: StatementSync;

  constructor(db: DatabaseSync, views: Readonly<Record<string, ViewDefinition>>) {
    this.#db = db;
    this.#views = views;
    db.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
    this.#served = db.prepare('SELECT name, epoch, position, columns FROM tables JOIN lines USING (line) WHERE view = ? AND serving = 1');
  }

  static open(path: string, views: Readonly<Record<string, ViewDefinition>>): ViewReader {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    db.exec('PRAGMA cache_size = -32768');
    return new ViewReader(db, views);
  }

  definition(view: string): ViewDefinition {
    const definition = Object.hasOwn(this.#views, view) ? this.#views[view] : undefined;
    if (definition === undefined) throw new UnknownView(view);
    return definition;
  }

  /** One page, its count and the position, all of the same moment. */
  page(view: string, query: ViewQuery): TextPage {
    const plan = planOf(this.definition(view), query);
    return this.#atOneMoment(() => {
      const table = this.#servedTable(view, plan);
      const found = this.#rows(table, plan, plan.limit + 1);
      const rows = found.slice(0, plan.limit);
      const last = rows.at(-1);
      const more = found.length > rows.length && last !== undefined;
      const whole = !more && plan.after === undefined;
      const total = whole ? rows.length : this.#count(table, plan);
      return {
        rows,
        ...(more ? { next: writeCursor(plan.list, last) } : {}),
        total: Math.min(total, COUNT_TO),
        ...(total > COUNT_TO ? { totalIsAtLeast: true } : {}),
        position: table.position,
        epoch: table.epoch,
      };
    });
  }

  /** The rows as objects. */
  rows(view: string, query: ViewQuery): readonly Record<string, unknown>[] {
    return this.page(view, query).rows.map(({ row }) => JSON.parse(row) as Record<string, unknown>);
  }

  /** The whole list, page by page: no read transaction stays open while a slow reader takes its time. */
  *all(view: string, query: ViewQuery): Generator<readonly TextRow[]> {
    let cursor = query.cursor;
    do {
      const page: TextPage = this.page(view, { ...query, limit: 1_000, ...(cursor === undefined ? {} : { cursor }) });
      yield page.rows;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  /** Where the view stands. */
  position(view: string): string {
    this.definition(view);
    return this.#servedTable(view).position;
  }

  close(): void {
    this.#db.close();
  }

  #atOneMoment<T>(read: () => T): T {
    this.#db.exec('BEGIN');
    try {
      return read();
    } finally {
      this.#db.exec('COMMIT');
    }
  }

  #servedTable(view: string, plan?: Plan): Served {
    const row = this.#served.get(view);
    if (row === undefined) throw new UnknownView(view);
    const columns = new Set((JSON.parse(String(row['columns'])) as readonly StoredColumn[]).map((c) => c.name));
    const missing = plan?.needs.find((name) => !columns.has(name));
    if (missing !== undefined)
      throw new BadQuery(`filter.${missing}`, `${view} is being rebuilt and will know ${missing} soon; until then leave it out`);
    return { name: String(row['name']), epoch: String(row['epoch']), position: String(row['position']), columns };
  }

  /**
   * Rows without a value come last in both directions, so a list is two stretches: those with one, then those without.
   * Each stretch is a walk along an index.
   */
  #rows(table: Served, plan: Plan, limit: number): readonly Found[] {
    const { order, down, after } = plan;
    const direction = down ? 'DESC' : 'ASC';
    const beyond = down ? '<' : '>';
    const stretch = (
      value: string,
      extra: readonly string[],
      params: readonly Stored[],
      orderBy: string,
      take: number,
    ): readonly Found[] => {
      const where = [...plan.conditions.map((c) => c.sql), ...extra];
      const sql = `SELECT key, row, ${value} AS value FROM "${table.name}"${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''} ORDER BY ${orderBy} LIMIT ?`;
      return this.#statement(sql).all(...plan.conditions.flatMap((c) => c.params), ...params, take) as Found[];
    };
    if (order === undefined)
      return stretch(
        'NULL',
        after === undefined ? [] : [`key ${beyond} ?`],
        after === undefined ? [] : [after.key],
        `key ${direction}`,
        limit,
      );
    const found: Found[] = [];
    if (after?.value !== null) {
      const extra = [`${order} IS NOT NULL`, ...(after === undefined ? [] : [`(${order}, key) ${beyond} (?, ?)`])];
      found.push(
        ...stretch(order, extra, after === undefined ? [] : [after.value, after.key], `${order} ${direction}, key ${direction}`, limit),
      );
    }
    if (found.length < limit) {
      const within = after?.value === null;
      const extra = [`${order} IS NULL`, ...(within ? [`key ${beyond} ?`] : [])];
      found.push(...stretch('NULL', extra, within ? [after.key] : [], `key ${direction}`, limit - found.length));
    }
    return found;
  }

  #count(table: Served, plan: Plan): number {
    const where = plan.conditions.map((c) => c.sql).join(' AND ');
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM "${table.name}"${where === '' ? '' : ` WHERE ${where}`} LIMIT ${COUNT_TO + 1})`;
    return Number(this.#statement(sql).get(...plan.conditions.flatMap((c) => c.params))?.['n'] ?? 0);
  }

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.clear();
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
