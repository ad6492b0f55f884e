import type { DatabaseSync } from 'node:sqlite';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { LogDamaged } from '../event-log.js';
import { GENESIS, linkHash } from './chain.js';
import { readHeadMark, type HeadAt } from './head-mark.js';
import { isBlank, logFile, openCopy, openForReading, refuseOtherSchema } from './schema.js';

const PAGE = 1_000;
/** At start only the newest links are checked (0.1 s); all of them by `verifyLog`. */
const LINKS_AT_START = 10_000;
/** Both checks of SQLite read the whole file; above these sizes they would break the promise to start within 5 s. */
const INTEGRITY_CHECK_BYTES = 256 * 1024 ** 2;
const QUICK_CHECK_BYTES = 1024 ** 3;

type Row = [position: number, id: string, stream: string, revision: number, type: string, data: string, meta: string, hash: Uint8Array];

const hex = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString('hex');

const REPAIR = 'Nothing was changed. Restore log.sqlite and head.json together from a backup, or keep the folder for an analysis';

const damaged = (what: string): LogDamaged => new LogDamaged(`${what}. ${REPAIR}.`);

const storedHash = (db: DatabaseSync, position: number): string | undefined => {
  if (position === 0) return GENESIS;
  const row = db.prepare('SELECT hash FROM events WHERE position = ?').get(position);
  return row ? hex(row['hash']) : undefined;
};

const lastPosition = (db: DatabaseSync): number => Number(db.prepare('SELECT max(position) AS p FROM events').get()?.['p'] ?? 0);

/** Walks the links after `from`, page by page; every gap and every changed byte has its position named. */
const walk = (db: DatabaseSync, from: number, upTo: number): HeadAt => {
  const page = db.prepare(
    `SELECT e.position, e.id, s.name, e.revision, t.name, e.data, e.meta, e.hash
       FROM events e LEFT JOIN streams s ON s.id = e.stream LEFT JOIN types t ON t.id = e.type
      WHERE e.position > ? AND e.position <= ? ORDER BY e.position LIMIT ${PAGE}`,
  );
  page.setReturnArrays(true);
  let at: HeadAt = { position: from, hash: storedHash(db, from) ?? '' };
  while (at.position < upTo) {
    // node:sqlite types rows as records; with setReturnArrays they are arrays in the order of the columns.
    const rows = page.all(at.position, upTo) as unknown as Row[];
    if (rows.length === 0) throw damaged(`The log has no event at position ${at.position + 1}`);
    for (const [position, id, stream, revision, type, data, meta, hash] of rows) {
      if (position !== at.position + 1) throw damaged(`The log has no event at position ${at.position + 1}`);
      const expected = linkHash(at.hash, { position, id, stream, revision, type, data, meta });
      if (expected !== hex(hash)) throw damaged(`The log is damaged at position ${position}: the event is not what was stored`);
      at = { position, hash: expected };
    }
  }
  return at;
};

/** Only the integrity check sees an index that says something else than its table; the quick one takes a quarter of the time. */
const sqliteCheck = (db: DatabaseSync, check: 'integrity_check' | 'quick_check'): void => {
  const verdict = db.prepare(`PRAGMA ${check}(1)`).get()?.[check];
  if (verdict !== 'ok') throw damaged(`The log file is damaged (${String(verdict)})`);
};

const compareMark = (db: DatabaseSync, mark: HeadAt | undefined, head: number): void => {
  if (!mark) {
    if (head > 0) throw damaged(`The head mark head.json is missing beside a log that ends at position ${head}`);
    return;
  }
  if (mark.position > head)
    throw damaged(`The log ends at position ${head}, but position ${mark.position} was acknowledged: the events after ${head} are lost`);
  if (storedHash(db, mark.position) !== mark.hash)
    throw damaged(`The log has another history than the one acknowledged up to position ${mark.position}`);
};

/** SQLite's own words for a broken file become ours; its other errors stay what they are. */
const inOurWords = <T>(check: () => T): T => {
  try {
    return check();
  } catch (error) {
    const code = (error as { errcode?: number }).errcode ?? 0;
    // 11: malformed, 26: not a database.
    if ([11, 26].includes(code & 0xff)) throw damaged(`The log file is damaged (${(error as Error).message})`);
    throw error;
  }
};

const inspect = <T>(file: string, check: (db: DatabaseSync) => T, open = openForReading): T =>
  inOurWords(() => {
    const db = open(file);
    try {
      return check(db);
    } finally {
      db.close();
    }
  });

/**
 * What must hold before the log is opened for writing. Uses a read-only connection: a writing one would fold the
 * write-ahead log away on closing and, with it, the traces of what happened.
 */
export const verifyAtStart = (dir: string): void => {
  const mark = readHeadMark(dir);
  const file = logFile(dir);
  if (!existsSync(file)) {
    if (mark && mark.position > 0) throw damaged(`log.sqlite is missing, but position ${mark.position} was acknowledged`);
    return;
  }
  inspect(file, (db) => {
    if (isBlank(db) && (mark?.position ?? 0) === 0) return;
    refuseOtherSchema(db, file);
    const { size } = statSync(file);
    if (size <= QUICK_CHECK_BYTES) sqliteCheck(db, size <= INTEGRITY_CHECK_BYTES ? 'integrity_check' : 'quick_check');
    const head = lastPosition(db);
    compareMark(db, mark, head);
    walk(db, Math.max(0, head - LINKS_AT_START), head);
  });
};

/** Walks every link of a log, closed or in use; gives the head, or throws `LogDamaged` naming the first bad position. */
export const verifyLog = (file: string): HeadAt => {
  const dir = dirname(file);
  // Before the log is looked at: of a log in use, the mark may be behind, never ahead.
  const mark = readHeadMark(dir);
  return inspect(file, (db) => {
    // One state of the log from the first look to the last, whatever its writer does meanwhile.
    db.exec('BEGIN');
    refuseOtherSchema(db, file);
    sqliteCheck(db, 'integrity_check');
    const head = lastPosition(db);
    compareMark(db, mark, head);
    return walk(db, 0, head);
  });
};

/**
 * Walks the links of a copy that nobody writes: all, or those after a head whose chain is known to be whole. Looks for
 * no head mark, and leaves nothing beside the file.
 */
export const verifyCopy = (file: string, known?: HeadAt): HeadAt =>
  inspect(
    file,
    (db) => {
      refuseOtherSchema(db, file);
      sqliteCheck(db, known === undefined ? 'integrity_check' : 'quick_check');
      const from = known?.position ?? 0;
      const head = lastPosition(db);
      if (known !== undefined && (head < from || storedHash(db, from) !== known.hash))
        throw damaged(`The log has another history than the one known up to position ${from}`);
      return walk(db, from, head);
    },
    openCopy,
  );
