import { hash, randomBytes } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { AUTOMATION } from '@hyperloop/contracts/people';

const HOUR = 3_600_000;
export const IDLE_MS = 8 * HOUR;
export const LONGEST_MS = 24 * HOUR;
/** A session is marked as used at most this often: reading must not write every time. */
const NOTE_MS = 60_000;

const digest = (token: string): string => hash('sha256', token, 'hex');

/** Sessions behind an opaque 256-bit token. Only its hash is kept, so that the file opens no door. */
export class SessionStore {
  readonly #db: DatabaseSync;
  readonly #listeners = new Set<() => void>();

  constructor(
    file: string,
    private readonly now: () => number = Date.now,
  ) {
    this.#db = new DatabaseSync(file, { timeout: 5_000 });
    this.#db.exec(`
      PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
      CREATE TABLE IF NOT EXISTS sessions (token TEXT PRIMARY KEY, person TEXT NOT NULL, begun INTEGER NOT NULL, seen INTEGER NOT NULL) STRICT, WITHOUT ROWID;
    `);
  }

  /** A new token for every sign-in; the one before it ends. */
  begin(personId: string, before?: string): string {
    if (personId === AUTOMATION) throw new Error('automation has no session');
    if (before !== undefined) this.end(before);
    const token = randomBytes(32).toString('base64url');
    const now = this.now();
    this.#db.prepare('DELETE FROM sessions WHERE seen < ? OR begun < ?').run(now - IDLE_MS, now - LONGEST_MS);
    this.#db.prepare('INSERT INTO sessions VALUES (?, ?, ?, ?)').run(digest(token), personId, now, now);
    return token;
  }

  personOf(token: string): string | undefined {
    const row = this.#db.prepare('SELECT person, begun, seen FROM sessions WHERE token = ?').get(digest(token));
    if (row === undefined) return undefined;
    const now = this.now();
    const [begun, seen] = [Number(row['begun']), Number(row['seen'])];
    if (now - seen > IDLE_MS || now - begun > LONGEST_MS) {
      this.end(token);
      return undefined;
    }
    if (now - seen > NOTE_MS) this.#db.prepare('UPDATE sessions SET seen = ? WHERE token = ?').run(now, digest(token));
    return String(row['person']);
  }

  end(token: string): void {
    if (this.#db.prepare('DELETE FROM sessions WHERE token = ?').run(digest(token)).changes > 0)
      for (const ended of this.#listeners) ended();
  }

  onEnd(ended: () => void): () => void {
    this.#listeners.add(ended);
    return () => void this.#listeners.delete(ended);
  }

  close(): void {
    this.#db.close();
  }
}
