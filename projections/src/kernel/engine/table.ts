import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Row } from '../projection.js';
import { sqlColumn, sqlDeclaration, storedValue, storedValues, type Stored, type StoredColumn } from './columns.js';
import { RangeTally, type Range, type Ranges } from './ranges.js';

/** `row` is undefined for a removed one; `before` is what the table holds now. */
export type DirtyRow = { key: string; row: Row | undefined; before: Row | undefined };

/** What folding needs of the rows that are there already. */
export type RowSource = Pick<Table, 'name' | 'isEmpty' | 'read' | 'find' | 'column'>;

/** The table of the versions that rows had before: `since` is the first boundary at which one stood, `until` the first at which it no longer did. */
export const pastOf = (name: string): string => `${name}_past`;

const sameValues = (a: readonly Stored[], b: readonly Stored[]): boolean => a.every((value, i) => value === b[i]);

/** The index with all columns and without the row's JSON: many rows are tested in it at a tenth of the price. */
export const slimOf = (name: string): string => `${name}__columns`;

/**
 * One version of a projection in the read store: the row as JSON, and typed columns to find and order it by. What a
 * boundary saw is kept when it is overwritten: the rows at boundary `n` are those here with `since` ≤ n and those in the
 * table of the past with `since` ≤ n < `until` (docs/decisions/0008-the-past-is-row-versions.md).
 */
export class Table {
  readonly #db: DatabaseSync;
  readonly #upsert: StatementSync;
  readonly #rewrite: StatementSync;
  readonly #delete: StatementSync;
  readonly #read: StatementSync;
  readonly #keep: StatementSync;
  readonly #mark: StatementSync;
  readonly #find = new Map<string, StatementSync>();
  readonly #byName: ReadonlyMap<string, StoredColumn>;
  readonly #ranges: RangeTally;
  /** Written since the last boundary: no boundary saw what they are now. */
  readonly #fresh = new Set<string>();

  readonly name: string;
  readonly columns: readonly StoredColumn[];

  constructor(
    db: DatabaseSync,
    { name, columns, indexed }: { name: string; columns: readonly StoredColumn[]; indexed: boolean },
    /** The last boundary that the rows have passed. */
    private ordinal: number,
  ) {
    this.#db = db;
    this.name = name;
    this.columns = columns;
    this.#byName = new Map(columns.map((c) => [c.name, c]));
    const names = ['key', 'since', ...columns.map((c) => sqlColumn(c.name)), 'row'];
    const updates = names.slice(1).map((column) => `${column}=excluded.${column}`);
    this.#upsert = db.prepare(
      `INSERT INTO "${name}" (${names.join(',')}) VALUES (${names.map(() => '?').join(',')}) ON CONFLICT(key) DO UPDATE SET ${updates.join(',')}`,
    );
    this.#rewrite = db.prepare(`UPDATE "${name}" SET since=?, row=? WHERE key=?`);
    this.#delete = db.prepare(`DELETE FROM "${name}" WHERE key=?`);
    this.#read = db.prepare(`SELECT row FROM "${name}" WHERE key=?`);
    this.#keep = db.prepare(
      `INSERT INTO "${pastOf(name)}" (until,${names.join(',')}) SELECT ?,${names.join(',')} FROM "${name}" WHERE key=? AND since<=?`,
    );
    // No boundary saw it, so its span is empty: whoever looks for what happened to the row finds that it was there.
    this.#mark = db.prepare(`INSERT INTO "${pastOf(name)}" (key, since, until, row) VALUES (?, ?, ?, '')`);
    this.#ranges = new RangeTally(columns, this.#rangesSoFar(indexed));
  }

  static create(db: DatabaseSync, name: string, columns: readonly StoredColumn[]): void {
    const declared = columns.map((c) => `${sqlDeclaration(c)}, `).join('');
    db.exec(`
      CREATE TABLE "${name}" (key TEXT PRIMARY KEY NOT NULL, since INTEGER NOT NULL, ${declared}row TEXT NOT NULL);
      CREATE TABLE "${pastOf(name)}" (key TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER NOT NULL, ${declared}row TEXT NOT NULL);
    `);
    for (const column of columns) if (column.lookedUp) Table.#index(db, name, column);
  }

  static #index(db: DatabaseSync, name: string, column: StoredColumn): void {
    db.exec(`CREATE INDEX IF NOT EXISTS "${name}_${column.name}" ON "${name}" (${sqlColumn(column.name)}, key)`);
  }

  /** Indices for filters, orders and the past come last: a table fills several times faster without them. */
  index(): void {
    Table.indexAll(this.#db, this);
  }

  static indexAll(db: DatabaseSync, { name, columns }: { name: string; columns: readonly StoredColumn[] }): void {
    db.exec(`
      CREATE INDEX IF NOT EXISTS "${pastOf(name)}_span" ON "${pastOf(name)}" (until, since);
      CREATE INDEX IF NOT EXISTS "${pastOf(name)}_key" ON "${pastOf(name)}" (key, until);
    `);
    for (const column of columns) if (column.inner !== true) Table.#index(db, name, column);
    if (columns.length > 0)
      db.exec(`CREATE INDEX IF NOT EXISTS "${slimOf(name)}" ON "${name}" (key, ${columns.map((c) => sqlColumn(c.name)).join(', ')})`);
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
    const kept = before !== undefined && !this.#fresh.has(key) && this.#keep.run(this.ordinal + 1, key, this.ordinal).changes !== 0;
    this.#fresh.add(key);
    if (row === undefined) {
      this.#delete.run(key);
      if (!kept) this.#mark.run(key, this.ordinal + 1, this.ordinal + 1);
      return;
    }
    const values = storedValues(this.columns, row);
    const text = JSON.stringify(row);
    if (before !== undefined && sameValues(values, storedValues(this.columns, before))) this.#rewrite.run(this.ordinal + 1, text, key);
    else {
      this.#upsert.run(key, this.ordinal + 1, ...values, text);
      this.#ranges.widen(key, values);
    }
  }

  /** The rows stand at a boundary: from now on what it saw is kept. Inside the transaction that writes them. */
  pass(ordinal: number): void {
    const last = (table: string): number => Number(this.#db.prepare(`SELECT max(rowid) AS last FROM "${table}"`).get()?.['last'] ?? 0);
    this.#db
      .prepare('INSERT INTO bounds VALUES (?, ?, ?, ?, ?)')
      .run(this.name, ordinal, last(this.name), last(pastOf(this.name)), JSON.stringify(this.#ranges.all()));
    this.ordinal = ordinal;
    this.#fresh.clear();
  }

  /** Kept with the last boundary; what was written after it is asked of the table. */
  #rangesSoFar(indexed: boolean): Ranges {
    if (this.isEmpty()) return {};
    const kept = this.#db.prepare('SELECT ranges FROM bounds WHERE name=? ORDER BY ordinal DESC LIMIT 1').get(this.name);
    const tally = new RangeTally(this.columns, kept === undefined ? {} : (JSON.parse(String(kept['ranges'])) as Ranges));
    const sqlNames = ['key', ...this.columns.map((c) => sqlColumn(c.name))];
    // Nothing is ordered by an inner column, and without an index its ends would cost a walk through the table.
    const inner = new Set(this.columns.filter((c) => c.inner).map((c) => sqlColumn(c.name)));
    for (const pick of ['min', 'max']) {
      // One look at the end of each index; where there are none yet, one walk through the table.
      const end = (column: string): string => {
        if (inner.has(column)) return 'NULL';
        return indexed ? `(SELECT ${pick}(${column}) FROM "${this.name}")` : `${pick}(${column})`;
      };
      const ends = this.#db
        .prepare(`SELECT ${sqlNames.map((c, i) => `${end(c)} AS v${i}`).join(', ')}${indexed ? '' : ` FROM "${this.name}"`}`)
        .get();
      const [key, ...values] = sqlNames.map((_, i) => (ends?.[`v${i}`] ?? null) as Stored);
      if (typeof key === 'string') tally.widen(key, values);
    }
    return tally.all();
  }
}

export const boundsOf = (db: DatabaseSync, name: string, ordinal: number): Bounds => {
  const row = db.prepare('SELECT present, past, ranges FROM bounds WHERE name=? AND ordinal=?').get(name, ordinal);
  if (row === undefined) return { present: 0, past: 0, ranges: {} };
  return { present: Number(row['present']), past: Number(row['past']), ranges: JSON.parse(String(row['ranges'])) as Ranges };
};
/** Of a table at a boundary: the last row numbers of present and past, and between which values its columns lay. */
export type Bounds = { present: number; past: number; ranges: Readonly<Record<string, Range>> };
