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
    `);
    this.#put = this.#db.prepare('INSERT INTO checkpoints VALUES (?, ?) ON CONFLICT (reaction) DO UPDATE SET position = excluded.position');
  }

  /** The start of the log for a reaction that is new. */
  of(reaction: string): Position {
    const row = this.#db.prepare('SELECT position FROM checkpoints WHERE reaction = ?').get(reaction);
    return typeof row?.['position'] === 'string' ? row['position'] : START;
  }

  put(reaction: string, position: Position): void {
    this.#put.run(reaction, position);
  }

  close(): void {
    this.#db.close();
  }
}
