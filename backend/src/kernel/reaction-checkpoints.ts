import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { START, type Position } from '@hyperloop/contracts/kernel';

/** How far each reaction has come, on disk before the next event is looked at. */
export class ReactionCheckpoints {
  readonly #db: DatabaseSync;
  readonly #put: StatementSync;

  constructor(file: string) {
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS checkpoints (reaction TEXT PRIMARY KEY, position TEXT NOT NULL) STRICT;
      CREATE TABLE IF NOT EXISTS waiting (reaction TEXT NOT NULL, stream TEXT NOT NULL, revision INTEGER NOT NULL,
        PRIMARY KEY (reaction, stream)) STRICT, WITHOUT ROWID;
    `);
    this.#put = this.#db.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT (reaction) DO UPDATE SET position = excluded.position');
  }

  /** The start of the log for a reaction that is new. */
  of(reaction: string): Position {
    const row = this.#db.prepare('SELECT position FROM checkpoints WHERE reaction = ?').get(reaction);
    return typeof row?.['position'] === 'string' ? row['position'] : START;
  }

  knows(reaction: string): boolean {
    return this.#db.prepare('SELECT 1 FROM checkpoints WHERE reaction = ?').get(reaction) !== undefined;
  }

  put(reaction: string, position: Position): void {
    this.#put.run(reaction, position);
  }

  /** Streams that the reaction left behind, each with the first revision that it did not react to. */
  waitingOf(reaction: string): { stream: string; revision: number }[] {
    const rows = this.#db.prepare('SELECT stream, revision FROM waiting WHERE reaction = ?').all(reaction);
    return rows.map((row) => ({ stream: String(row['stream']), revision: Number(row['revision']) }));
  }

  wait(reaction: string, stream: string, revision: number): void {
    this.#db.prepare('INSERT OR REPLACE INTO waiting VALUES (?, ?, ?)').run(reaction, stream, revision);
  }

  waitsNoMore(reaction: string, stream: string): void {
    this.#db.prepare('DELETE FROM waiting WHERE reaction = ? AND stream = ?').run(reaction, stream);
  }

  close(): void {
    this.#db.close();
  }
}
