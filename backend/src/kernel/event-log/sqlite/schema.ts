import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { LogDamaged } from '../event-log.js';

export const logFile = (dir: string): string => join(dir, 'log.sqlite');

const SCHEMA_VERSION = 2;
/** Version 1 kept an index of commands, which nothing reads any more. */
const OLDER_VERSIONS: readonly number[] = [1];

/** The first SQLite without the WAL-reset corruption (3.7.0 to 3.51.2). */
const OLDEST_SQLITE = [3, 51, 3] as const;

/** Refuses a SQLite that can lose a log by itself. */
export const refuseOldSqlite = (version = process.versions['sqlite'] ?? '0'): void => {
  const have = version.split('.').map(Number);
  for (const [i, least] of OLDEST_SQLITE.entries()) {
    const part = have[i] ?? 0;
    if (part > least) return;
    if (part < least)
      throw new Error(`SQLite ${version} can corrupt its write-ahead log; ${OLDEST_SQLITE.join('.')} or later is needed: run a newer Node`);
  }
};

/**
 * Streams and types are integers inside; names stand once. A repeated command is known by the id of its first event,
 * which is derived from command id and stream: the events of the stream themselves are its index.
 */
const SCHEMA = `
  CREATE TABLE streams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE types (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
  CREATE TABLE events (
    position INTEGER PRIMARY KEY,
    stream INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    type INTEGER NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL,
    meta TEXT NOT NULL,
    hash BLOB NOT NULL
  ) STRICT;
  CREATE UNIQUE INDEX events_by_stream ON events (stream, revision);
  CREATE TRIGGER events_never_change BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'an event never changes'); END;
  CREATE TRIGGER events_never_go BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'an event never goes'); END;
  PRAGMA user_version = ${SCHEMA_VERSION};
`;

const userVersion = (db: DatabaseSync): number => Number(db.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);

/** Made, but killed before the schema was stored: there is nothing in it yet. */
export const isBlank = (db: DatabaseSync): boolean =>
  userVersion(db) === 0 && db.prepare('SELECT count(*) AS n FROM sqlite_schema').get()?.['n'] === 0;

export const refuseOtherSchema = (db: DatabaseSync, file: string): void => {
  const version = userVersion(db);
  if (version !== SCHEMA_VERSION && !OLDER_VERSIONS.includes(version))
    throw new LogDamaged(
      `${file} has schema ${version}, this program writes ${SCHEMA_VERSION}: it belongs to another version or is no log`,
    );
};

/** The one connection that writes. */
export const openForWriting = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { timeout: 5_000 });
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000; PRAGMA journal_size_limit = 67108864',
  );
  if (isBlank(db)) db.exec(`BEGIN IMMEDIATE; ${SCHEMA} COMMIT`);
  refuseOtherSchema(db, file);
  if (userVersion(db) === 1)
    db.exec(`BEGIN IMMEDIATE; DROP TABLE commands; DROP TABLE commands_new_0; DROP TABLE commands_new_1;
      PRAGMA user_version = ${SCHEMA_VERSION}; COMMIT`);
  return db;
};

/** A connection that cannot write and that does not fold the write-ahead log away when it closes. */
export const openForReading = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { readOnly: true, timeout: 5_000 });
  db.exec('PRAGMA cache_size = -32768');
  return db;
};

/** A copy that nobody writes, wherever it lies: a folder that cannot be written is enough, and stays as it is. */
export const openCopy = (file: string): DatabaseSync =>
  new DatabaseSync(new URL(`${pathToFileURL(file).href}?immutable=1`), { readOnly: true });
