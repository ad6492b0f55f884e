import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Row } from '../projection.js';
import { sqlColumn, sqlDeclaration, storedValue, storedValues, type Stored, type StoredColumn } from './columns.js';

/** `row` is undefined for a removed one; `before` is what the table holds now. */
export type DirtyRow = { key: string; row: Row | undefined; before: Row | undefined };

/** What folding needs of the rows that are there already. */
export type RowSource = Pick<Table, 'name' | 'isEmpty' | 'read' | 'find' | 'column'>;

const sameValues = (a: readonly Stored[], b: readonly Stored[]): boolean => a.every((value, i) => value === b[i]);

/** The index with all columns and without the row's JSON: many rows are tested in it at a tenth of the price. */
export const slimOf = (name: string): string => `${name}__columns`;

/** One version of a projection in the read store: the row as JSON, and typed columns to find and order it by. */
export class Table {
  readonly #db: DatabaseSync;
  readonly #upsert: StatementSync;
  readonly #rewrite: StatementSync;
  readonly #delete: StatementSync;
  readonly #read: StatementSync;
  readonly #find = new Map<string, StatementSync>();
  readonly #byName: ReadonlyMap<string, StoredColumn>;

  constructor(
    db: DatabaseSync,
    readonly name: string,
    readonly columns: readonly StoredColumn[],
  ) {
    this.#db = db;
    this.#byName = new Map(columns.map((c) => [c.name, c]));
    const names = ['key', 'row', ...columns.map((c) => sqlColumn(c.name))];
    const updates = names.slice(1).map((column) => `${column}=excluded.${column}`);
    this.#upsert = db.prepare(
      `INSERT INTO "${name}" (${names.join(',')}) VALUES (${names.map(() => '?').join(',')}) ON CONFLICT(key) DO UPDATE SET ${updates.join(',')}`,
    );
    this.#rewrite = db.prepare(`UPDATE "${name}" SET row=? WHERE key=?`);
    this.#delete = db.prepare(`DELETE FROM "${name}" WHERE key=?`);
    this.#read = db.prepare(`SELECT row FROM "${name}" WHERE key=?`);
  }

  static create(db: DatabaseSync, name: string, columns: readonly StoredColumn[]): void {
    const declared = columns.map((c) => `, ${sqlDeclaration(c)}`).join('');
    db.exec(`CREATE TABLE "${name}" (key TEXT PRIMARY KEY NOT NULL, row TEXT NOT NULL${declared})`);
    for (const column of columns) if (column.lookedUp) Table.#index(db, name, column);
  }

  static #index(db: DatabaseSync, name: string, column: StoredColumn): void {
    db.exec(`CREATE INDEX IF NOT EXISTS "${name}_${column.name}" ON "${name}" (${sqlColumn(column.name)}, key)`);
  }

  /** Indices for filters and orders come last: a table fills several times faster without them. */
  index(): void {
    for (const column of this.columns) Table.#index(this.#db, this.name, column);
    if (this.columns.length > 0)
      this.#db.exec(
        `CREATE INDEX IF NOT EXISTS "${slimOf(this.name)}" ON "${this.name}" (key, ${this.columns.map((c) => sqlColumn(c.name)).join(', ')})`,
      );
  }

  isEmpty(): boolean {
    return this.#db.prepare(`SELECT 1 FROM "${this.name}" LIMIT 1`).get() === undefined;
  }

  read(key: string): Row | undefined {
    const found = this.#read.get(key);
    return found === undefined ? undefined : (JSON.parse(String(found['row'])) as Row);
  }

  /** Keys and JSON of the rows whose column has this value. */
  find(column: string, value: unknown): readonly { key: string; row: string }[] {
    let find = this.#find.get(column);
    if (find === undefined) {
      // Only now is it known that handlers look up by this column; while the table is filled it may have no index yet.
      Table.#index(this.#db, this.name, this.column(column));
      find = this.#db.prepare(`SELECT key, row FROM "${this.name}" WHERE ${sqlColumn(column)}=?`);
      this.#find.set(column, find);
    }
    return find.all(storedValue(this.column(column).type, value)) as { key: string; row: string }[];
  }

  column(name: string): StoredColumn {
    const column = this.#byName.get(name);
    if (column === undefined) throw new Error(`${this.name} has no index on ${name}: name it in the projection's indexes`);
    return column;
  }

  /** Writes one touched row; a row whose columns stayed the same leaves the indices alone. */
  write({ key, row, before }: DirtyRow): void {
    if (row === undefined) {
      this.#delete.run(key);
      return;
    }
    const values = storedValues(this.columns, row);
    const text = JSON.stringify(row);
    if (before !== undefined && sameValues(values, storedValues(this.columns, before))) this.#rewrite.run(text, key);
    else this.#upsert.run(key, text, ...values);
  }
}
