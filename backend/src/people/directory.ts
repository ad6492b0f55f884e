import { DatabaseSync } from 'node:sqlite';

export type DirectoryEntry = { personId: string; name: string; email: string };

/** Names and addresses of people: a table that can be corrected and emptied, because the log can not. */
export class Directory {
  readonly #db: DatabaseSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS people (person TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `);
  }

  put({ personId, name, email }: DirectoryEntry): void {
    this.#db
      .prepare('INSERT INTO people VALUES (?, ?, ?) ON CONFLICT (person) DO UPDATE SET name = excluded.name, email = excluded.email')
      .run(personId, name, email);
  }

  /** The login itself where no name is known. */
  nameOf(personId: string): string {
    return String(this.#db.prepare('SELECT name FROM people WHERE person = ?').get(personId)?.['name'] ?? personId);
  }

  /** For the postman only. */
  addressOf(personId: string): string | null {
    const email = this.#db.prepare('SELECT email FROM people WHERE person = ?').get(personId)?.['email'];
    return typeof email === 'string' && email.includes('@') ? email : null;
  }

  /** Without addresses: those are nobody's business on a screen. */
  names(): readonly { personId: string; name: string }[] {
    return this.#db
      .prepare('SELECT person, name FROM people ORDER BY person')
      .all()
      .map((row) => ({ personId: String(row['person']), name: String(row['name']) }));
  }

  /** A person may ask to be forgotten; their events keep the login only. */
  forget(personId: string): void {
    this.#db.prepare('DELETE FROM people WHERE person = ?').run(personId);
  }

  close(): void {
    this.#db.close();
  }
}
