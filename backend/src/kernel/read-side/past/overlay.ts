import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Row } from '@hyperloop/projections/kernel';
import {
  boundsOf,
  pastOf,
  sqlColumn,
  sqlDeclaration,
  storedValue,
  storedValues,
  type Bounds,
  type DirtyRow,
  type RowSource,
  type StoredColumn,
} from '@hyperloop/projections/engine';

/** The table that screens read now, and how far it is folded. */
export type ServedTable = { view: string; name: string; epoch: string; position: string; columns: readonly StoredColumn[] };

const KEPT_STATEMENTS = 100;
let made = 0;

/**
 * What differs between a moment and the rows of the present that are as old as its boundary: versions that were
 * overwritten since, and what the events after the boundary did. A temporary table with the columns of the view; a row
 * without text was gone then. Together with the present's rows of `since` ≤ boundary it is the view of the moment.
 */
export class Overlay implements RowSource {
  readonly name: string;
  readonly bounds: Bounds;
  /** Counted once: a moment does not change. By the conditions asked. */
  readonly totals = new Map<string, number>();
  readonly #db: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();
  readonly #names: string;
  #pastSeen: number;
  #related = false;

  constructor(
    db: DatabaseSync,
    readonly served: ServedTable,
    /** The boundary that the moment builds upon; 0: the start of the log. */
    readonly ordinal: number,
  ) {
    this.#db = db;
    this.name = `temp."moment_${(made += 1)}"`;
    this.bounds = boundsOf(db, served.name, ordinal);
    this.#names = ['key', ...served.columns.map((c) => sqlColumn(c.name)), 'row'].join(',');
    const declared = served.columns.map((c) => `, ${sqlDeclaration(c)}`).join('');
    db.exec(`CREATE TABLE ${this.name} (key TEXT PRIMARY KEY NOT NULL${declared}, row TEXT)`);
    for (const { name, lookedUp } of served.columns)
      if (lookedUp) db.exec(`CREATE INDEX temp."moment_${made}_${name}" ON "moment_${made}" (${sqlColumn(name)})`);
    this.#pastSeen = this.#lastPast();
    db.prepare(
      `INSERT INTO ${this.name} (${this.#names}) SELECT ${this.#names} FROM "${pastOf(served.name)}" WHERE until>? AND since<=?`,
    ).run(ordinal, ordinal);
  }

  /** Versions that were overwritten since the overlay was made. Inside the transaction that reads the present. */
  refresh(): void {
    const last = this.#lastPast();
    if (last === this.#pastSeen) return;
    this.statement(
      `INSERT OR IGNORE INTO ${this.name} (${this.#names}) SELECT ${this.#names} FROM "${pastOf(this.served.name)}" NOT INDEXED WHERE rowid>? AND since<=? AND until>?`,
    ).run(this.#pastSeen, this.ordinal, this.ordinal);
    this.#pastSeen = last;
  }

  /** What folding made of rows. */
  put(rows: Iterable<DirtyRow>): void {
    const { columns } = this.served;
    const put = this.#db.prepare(
      `INSERT OR REPLACE INTO ${this.name} (${this.#names}) VALUES (${['key', ...columns, 'row'].map(() => '?').join(',')})`,
    );
    for (const { key, row } of rows)
      put.run(
        key,
        ...(row === undefined ? columns.map(() => null) : storedValues(columns, row)),
        row === undefined ? null : JSON.stringify(row),
      );
  }

  bytes(): number {
    return Number(this.#db.prepare(`SELECT total(length(row)) + 300 * count(*) AS bytes FROM ${this.name}`).get()?.['bytes'] ?? 0);
  }

  /** The rows of the moment as one relation, with the columns of the view's table, for questions that join views. */
  relation(): string {
    const { name } = this.served;
    const view = this.name.replace('moment_', 'rows_');
    if (!this.#related)
      this.#db.exec(
        `CREATE TEMP VIEW ${view.replace('temp.', '')} AS
         SELECT ${this.#names} FROM main."${name}" WHERE since<=${this.ordinal} AND ${this.notHere()}
         UNION ALL SELECT ${this.#names} FROM ${this.name} WHERE row IS NOT NULL`,
      );
    this.#related = true;
    return view;
  }

  drop(): void {
    this.#statements.clear();
    if (this.#related) this.#db.exec(`DROP VIEW IF EXISTS ${this.name.replace('moment_', 'rows_')}`);
    this.#db.exec(`DROP TABLE IF EXISTS ${this.name}`);
  }

  isEmpty(): boolean {
    return this.ordinal === 0;
  }

  read(key: string): Row | undefined {
    const here = this.statement(`SELECT row FROM ${this.name} WHERE key=?`).get(key);
    const found = here ?? this.statement(`SELECT row FROM "${this.served.name}" WHERE key=? AND since<=?`).get(key, this.ordinal);
    const row = found?.['row'] ?? null;
    return row === null ? undefined : (JSON.parse(String(row)) as Row);
  }

  find(column: string, value: unknown): readonly { key: string; row: string }[] {
    const wanted = storedValue(this.column(column).type, value);
    const is = `${sqlColumn(column)}=?`;
    return this.statement(
      `SELECT key, row FROM ${this.name} WHERE row IS NOT NULL AND ${is} UNION ALL
       SELECT key, row FROM "${this.served.name}" WHERE ${is} AND since<=? AND ${this.notHere()}`,
    ).all(wanted, wanted, this.ordinal) as { key: string; row: string }[];
  }

  column(name: string): StoredColumn {
    const column = this.served.columns.find((c) => c.name === name);
    if (column === undefined) throw new Error(`${this.served.name} has no index on ${name}: name it in the projection's indexes`);
    return column;
  }

  /** SQL: the present's row is not one that differs. */
  notHere(): string {
    return `NOT EXISTS (SELECT 1 FROM ${this.name} AS here WHERE here.key="${this.served.name}".key)`;
  }

  statement(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known !== undefined) return known;
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.clear();
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  #lastPast(): number {
    return Number(this.#db.prepare(`SELECT max(rowid) AS last FROM "${pastOf(this.served.name)}"`).get()?.['last'] ?? 0);
  }
}
