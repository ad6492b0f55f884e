import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';

export type ViewHash = { hash: string; rows: number };

/** sha256 over the rows of a table in the order of their keys: equal exactly when the tables show the same. */
export const hashOfTable = (db: DatabaseSync, table: string): ViewHash => {
  const hash = createHash('sha256');
  let rows = 0;
  for (const { key, row } of db.prepare(`SELECT key, row FROM "${table}" ORDER BY key`).iterate() as Iterable<{
    key: string;
    row: string;
  }>) {
    hash.update(JSON.stringify(key)).update('\t').update(row).update('\n');
    rows += 1;
  }
  return { hash: hash.digest('hex'), rows };
};

export type StoreHashes = Readonly<Record<string, ViewHash & { position: string; parked: number }>>;

/** Of every served view, with the position it stands at and the streams parked in it. */
export const hashesOf = (db: DatabaseSync): StoreHashes => {
  const served = db
    .prepare(
      `SELECT view, name, position, (SELECT count(*) FROM parked WHERE parked.name = tables.name) AS parked
       FROM tables JOIN lines USING (line) WHERE serving = 1 ORDER BY view`,
    )
    .all() as { view: string; name: string; position: string; parked: number }[];
  return Object.fromEntries(served.map(({ view, name, position, parked }) => [view, { ...hashOfTable(db, name), position, parked }]));
};
