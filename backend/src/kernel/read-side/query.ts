import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { countedTo, type ViewDefinition, type ViewPage, type ViewQuery } from '@hyperloop/contracts/kernel';
import { slimOf, type Stored, type StoredColumn } from '@hyperloop/projections/engine';
import { BadQuery, UnknownView } from './bad-query.js';
import { writeCursor } from './cursor.js';
import type { Ask } from './needles.js';
import { BUDGETS, LARGE, PageFinder, type Budgets, type Found } from './page-finder.js';
import { beyondOf, orderOf, partsOf, type Part } from './parts.js';
import { planOf, type Plan } from './plan.js';

const KEPT_STATEMENTS = 300;

export type TextRow = { key: string; row: string };
/** A page whose rows are still the JSON text of the read store: most go out as they are. */
export type TextPage = Omit<ViewPage, 'rows' | 'at' | 'stale'> & { rows: readonly TextRow[]; epoch: string };

type Served = { name: string; epoch: string; position: string; columns: ReadonlySet<string> };

/** Answers queries from a read store, over a connection that cannot write. */
export class ViewReader {
  readonly #db: DatabaseSync;
  readonly #views: Readonly<Record<string, ViewDefinition>>;
  readonly #statements = new Map<string, StatementSync>();
  readonly #served: StatementSync;
  readonly #manyValued = new Set<string>();

  constructor(
    db: DatabaseSync,
    views: Readonly<Record<string, ViewDefinition>>,
    /** From how many rows on a table is large, and what may then be looked at: small in specs. */
    private readonly large = LARGE,
    private readonly budgets: Budgets = BUDGETS,
  ) {
    this.#db = db;
    this.#views = views;
    db.function('folded', { deterministic: true }, (text) => (typeof text === 'string' ? text.toLowerCase() : null));
    this.#served = db.prepare('SELECT name, epoch, position, columns FROM tables JOIN lines USING (line) WHERE view = ? AND serving = 1');
  }

  static open(path: string, views: Readonly<Record<string, ViewDefinition>>): ViewReader {
    const db = new DatabaseSync(path, { readOnly: true, timeout: 5_000 });
    // Filled only as far as tables are large: the index of all columns of 700,000 trains fits, and leaps through it stay in memory.
    db.exec('PRAGMA cache_size = -204800');
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
      const finder = this.#finder(table, plan);
      const found = this.#rows(table, plan, plan.limit + 1, finder);
      const rows = found.slice(0, plan.limit);
      const last = rows.at(-1);
      const more = found.length > rows.length && last !== undefined;
      const whole = !more && plan.after === undefined;
      const { total, exact } = whole ? { total: rows.length, exact: true } : this.#count(table, plan, finder);
      return {
        rows,
        ...(more ? { next: writeCursor(plan.list, last) } : {}),
        total: Math.min(Math.max(total, rows.length + (more ? 1 : 0)), countedTo),
        ...(total > countedTo || !exact ? { totalIsAtLeast: true } : {}),
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
   * Rows without a value come last in both directions, so a list is two parts: those with one, then those without.
   * Each part is a walk along an index.
   */
  #rows(table: Served, plan: Plan, limit: number, finder: PageFinder | undefined): readonly Found[] {
    const found: Found[] = [];
    for (const part of partsOf(plan)) {
      if (found.length < limit)
        found.push(...(finder?.rows(part, limit - found.length) ?? this.#plainRows(table, plan, part, limit - found.length)));
    }
    return found;
  }

  #plainRows(table: Served, plan: Plan, part: Part, limit: number): readonly Found[] {
    const beyond = beyondOf(part);
    const where = [...plan.conditions.map((c) => c.sql), ...beyond.where];
    const sql = `SELECT key, row, ${part.value} AS value FROM "${table.name}"${where.length > 0 ? ` WHERE ${where.join(' AND ')}` : ''} ORDER BY ${orderOf(part, part.value)} LIMIT ?`;
    return this.#ask(sql, [...plan.conditions.flatMap((c) => c.params), ...beyond.params, limit]) as readonly Found[]; // these are its columns
  }

  #count(table: Served, plan: Plan, finder: PageFinder | undefined): { total: number; exact: boolean } {
    if (finder !== undefined) return finder.count(countedTo + 1);
    const where = plan.conditions.map((c) => c.sql).join(' AND ');
    const sql = `SELECT count(*) AS n FROM (SELECT 1 FROM "${table.name}"${where === '' ? '' : ` WHERE ${where}`} LIMIT ${countedTo + 1})`;
    const [counted] = this.#ask(
      sql,
      plan.conditions.flatMap((c) => c.params),
    );
    return { total: Number(counted?.['n'] ?? 0), exact: true };
  }

  /** Large tables are read with forethought, if they have the index for it: one served since before may not. */
  #finder({ name }: Served, { conditions }: Plan): PageFinder | undefined {
    if (conditions.length === 0) return undefined;
    const rows = Number(this.#ask(`SELECT max(rowid) AS rows FROM "${name}"`, [])[0]?.['rows'] ?? 0);
    if (rows < this.large) return undefined;
    const slim = slimOf(name);
    if (this.#ask("SELECT 1 FROM sqlite_schema WHERE type = 'index' AND name = ?", [slim]).length === 0) return undefined;
    return new PageFinder(this.#ask, { name, slim, rows }, conditions, this.#manyValued, this.budgets);
  }

  readonly #ask: Ask = (sql, params) => this.#statement(sql).all(...params) as Record<string, Stored>[]; // columns hold nothing else

  #statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.clear();
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }
}
