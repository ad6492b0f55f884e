import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A dictionary table: gives a name its integer, adding it when it is new. */
export class NameTable {
  readonly #find: StatementSync;
  readonly #add: StatementSync;

  constructor(db: DatabaseSync, table: 'streams' | 'types') {
    this.#find = db.prepare(`SELECT id FROM ${table} WHERE name = ?`);
    this.#add = db.prepare(`INSERT INTO ${table} (name) VALUES (?)`);
  }

  find(name: string): number | undefined {
    const row = this.#find.get(name);
    return row ? Number(row['id']) : undefined;
  }

  add(name: string): number {
    return Number(this.#add.run(name).lastInsertRowid);
  }
}
