import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { comparePositions, START } from '@hyperloop/contracts/kernel';
import type { StoredColumn } from './columns.js';
import { pastOf, Table } from './table.js';

/** Grows when the form of the read store changes; an older store is thrown away and folded anew. */
const FORMAT = 2;
/** The line on which all views stand that are up to date with each other. */
export const MAIN_LINE = 1;

const SCHEMA = `
  CREATE TABLE lines (
    line INTEGER PRIMARY KEY, position TEXT NOT NULL, hash TEXT, events INTEGER NOT NULL DEFAULT 0, at INTEGER NOT NULL DEFAULT 0
  ) STRICT;
  CREATE TABLE tables (
    name TEXT PRIMARY KEY, view TEXT NOT NULL, version INTEGER NOT NULL, line INTEGER NOT NULL,
    serving INTEGER NOT NULL, indexed INTEGER NOT NULL, epoch TEXT NOT NULL, columns TEXT NOT NULL
  ) STRICT;
  CREATE TABLE parked (
    name TEXT NOT NULL, stream TEXT NOT NULL, event TEXT NOT NULL, type TEXT NOT NULL, position TEXT NOT NULL,
    reason TEXT NOT NULL, later INTEGER NOT NULL, PRIMARY KEY (name, stream)
  ) STRICT;
  CREATE TABLE moments (ordinal INTEGER PRIMARY KEY, position TEXT NOT NULL, at INTEGER NOT NULL) STRICT;
  CREATE TABLE bounds (
    name TEXT NOT NULL, ordinal INTEGER NOT NULL, present INTEGER NOT NULL, past INTEGER NOT NULL, ranges TEXT NOT NULL,
    PRIMARY KEY (name, ordinal)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO lines (line, position) VALUES (${MAIN_LINE}, '${START}');
  PRAGMA user_version = ${FORMAT};
`;

export type TableRecord = {
  name: string;
  view: string;
  version: number;
  line: number;
  serving: boolean;
  indexed: boolean;
  epoch: string;
  columns: readonly StoredColumn[];
};
export type Checkpoint = {
  position: string;
  hash: string | null;
  /** Folded since the last boundary. */
  events: number;
  /** The latest time of any event so far (ms): clocks may go back, the past does not. */
  at: number;
};
/** A position at which every table can be seen again as it was. */
export type Boundary = { ordinal: number; position: string; at: number };
/** A stream whose event could not be folded; it and all later ones of the stream wait. */
export type Parked = { view: string; stream: string; event: string; type: string; position: string; reason: string; later: number };

/** Somebody else moved the checkpoint: two engines on one read store, or a store put back under a running one. */
export class CheckpointMoved extends Error {
  override readonly name = 'CheckpointMoved';
}

const recordOf = (row: Record<string, unknown>): TableRecord => ({
  name: String(row['name']),
  view: String(row['view']),
  version: Number(row['version']),
  line: Number(row['line']),
  serving: row['serving'] === 1,
  indexed: row['indexed'] === 1,
  epoch: String(row['epoch']),
  columns: JSON.parse(String(row['columns'])) as readonly StoredColumn[],
});

const open = (path: string, durable: boolean): DatabaseSync => {
  // A defensive connection, the default, keeps a rollback journal whatever it is told: it would write every page twice.
  const db = new DatabaseSync(path, { timeout: 5_000, defensive: durable });
  // Rebuildable from the log, so a lost tail after a power cut costs a little folding, never an answer.
  db.exec(
    durable
      ? 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864'
      : 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -65536; PRAGMA locking_mode = EXCLUSIVE',
  );
  return db;
};
const formatOf = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
export const removeStore = (path: string): void => {
  for (const end of ['', '-wal', '-shm', '-journal']) rmSync(path + end, { force: true });
};

/** The writing side of the read store: tables of projections, where each line of them stands, and what is parked. */
export class ReadStore {
  #inTransaction = false;

  private constructor(readonly db: DatabaseSync) {}

  /** `durable: false` is for a store that is built beside and thrown away when the building stops. */
  static open(path: string, { durable = true }: { durable?: boolean } = {}): ReadStore {
    let db = open(path, durable);
    const format = formatOf(db);
    if (format !== FORMAT && format !== 0) {
      db.close();
      removeStore(path);
      db = open(path, durable);
    }
    const store = new ReadStore(db);
    if (formatOf(db) === 0) store.transaction(() => db.exec(SCHEMA));
    return store;
  }

  transaction<T>(work: () => T): T {
    if (this.#inTransaction) return work();
    this.db.exec('BEGIN IMMEDIATE');
    this.#inTransaction = true;
    try {
      const result = work();
      this.db.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.db.isTransaction) this.db.exec('ROLLBACK');
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  tables(): readonly TableRecord[] {
    return this.db.prepare('SELECT * FROM tables ORDER BY rowid').all().map(recordOf);
  }

  checkpoint(line: number): Checkpoint {
    const row = this.db.prepare('SELECT position, hash, events, at FROM lines WHERE line=?').get(line);
    if (row === undefined) return { position: START, hash: null, events: 0, at: 0 };
    return { position: String(row['position']), hash: row['hash'] as string | null, events: Number(row['events']), at: Number(row['at']) };
  }

  /** Compare and set: only from where we know the line to stand. */
  moveCheckpoint(line: number, from: string, to: Checkpoint): void {
    const { changes } = this.db
      .prepare('UPDATE lines SET position=?, hash=?, events=?, at=? WHERE line=? AND position=?')
      .run(to.position, to.hash, to.events, to.at, line, from);
    if (Number(changes) !== 1) throw new CheckpointMoved(`line ${line} of the read store no longer stands at ${from}`);
  }

  /** All of them in order: a few hundred for a million events. */
  boundaries(): readonly Boundary[] {
    const rows = this.db.prepare('SELECT ordinal, position, at FROM moments ORDER BY ordinal').all();
    return rows.map((row) => ({ ordinal: Number(row['ordinal']), position: String(row['position']), at: Number(row['at']) }));
  }

  boundaryAfter(ordinal: number): Boundary | undefined {
    const row = this.db.prepare('SELECT position, at FROM moments WHERE ordinal=?').get(ordinal + 1);
    return row === undefined ? undefined : { ordinal: ordinal + 1, position: String(row['position']), at: Number(row['at']) };
  }

  /** The last boundary at or before this position; 0: none. */
  passedAt(position: string): number {
    return this.boundaries().findLast((b) => comparePositions(b.position, position) <= 0)?.ordinal ?? 0;
  }

  declareBoundary({ ordinal, position, at }: Boundary): void {
    this.db.prepare('INSERT INTO moments VALUES (?, ?, ?)').run(ordinal, position, at);
  }

  /** A new line at the start of the log. */
  openLine(): number {
    return Number(this.db.prepare('INSERT INTO lines (position) VALUES (?)').run(START).lastInsertRowid);
  }

  createTable(view: string, version: number, columns: readonly StoredColumn[], line: number, serving: boolean): TableRecord {
    const epoch = randomUUID().slice(0, 8);
    const name = `${view.replaceAll(/[^A-Za-z0-9]/g, '_')}_${version}_${epoch}`;
    Table.create(this.db, name, columns);
    const record: TableRecord = { name, view, version, line, serving, indexed: false, epoch: `${version}-${epoch}`, columns };
    this.db
      .prepare('INSERT INTO tables VALUES (?, ?, ?, ?, ?, 0, ?, ?)')
      .run(name, view, version, line, serving ? 1 : 0, record.epoch, JSON.stringify(columns));
    return record;
  }

  indexed(name: string): void {
    this.db.prepare('UPDATE tables SET indexed=1 WHERE name=?').run(name);
  }

  dropTable(name: string): void {
    this.db.exec(`DROP TABLE IF EXISTS "${name}"; DROP TABLE IF EXISTS "${pastOf(name)}"`);
    this.db.prepare('DELETE FROM bounds WHERE name=?').run(name);
    this.db.prepare('DELETE FROM tables WHERE name=?').run(name);
    this.db.prepare('DELETE FROM parked WHERE name=?').run(name);
  }

  /** Tables of `line` become the ones that are served and join the main line; those they replace are dropped. */
  swapIn(line: number): void {
    const coming = this.tables().filter((t) => t.line === line);
    for (const { view, name } of coming) {
      for (const old of this.tables()) if (old.view === view && old.name !== name) this.dropTable(old.name);
      this.db.prepare('UPDATE tables SET serving=1, line=? WHERE name=?').run(MAIN_LINE, name);
    }
    this.db.prepare('DELETE FROM lines WHERE line=?').run(line);
  }

  dropLine(line: number): void {
    for (const table of this.tables()) if (table.line === line) this.dropTable(table.name);
    this.db.prepare('DELETE FROM lines WHERE line=?').run(line);
  }

  /** Everything anew, from the start of the log. */
  reset(): void {
    this.transaction(() => {
      for (const table of this.tables()) this.dropTable(table.name);
      this.db.exec(`DELETE FROM moments; DELETE FROM lines; INSERT INTO lines (line, position) VALUES (${MAIN_LINE}, '${START}')`);
    });
  }

  park(name: string, { stream, event, type, position, reason }: Omit<Parked, 'view' | 'later'>): void {
    this.db.prepare('INSERT INTO parked VALUES (?, ?, ?, ?, ?, ?, 0)').run(name, stream, event, type, position, reason);
  }

  parkLater(name: string, stream: string, more: number): void {
    this.db.prepare('UPDATE parked SET later = later + ? WHERE name=? AND stream=?').run(more, name, stream);
  }

  parkedStreams(name: string): readonly string[] {
    return this.db
      .prepare('SELECT stream FROM parked WHERE name=?')
      .all(name)
      .map((row) => String(row['stream']));
  }

  parked(limit = 100): readonly Parked[] {
    const rows = this.db
      .prepare(
        'SELECT view, stream, event, type, position, reason, later FROM parked JOIN tables USING (name) ORDER BY length(position), position LIMIT ?',
      )
      .all(limit);
    return rows.map((row) => ({ ...row }) as unknown as Parked); // node:sqlite types its rows as plain records; the columns are named above
  }

  close(): void {
    this.db.close();
  }
}
