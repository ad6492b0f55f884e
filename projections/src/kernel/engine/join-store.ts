import type { DatabaseSync } from 'node:sqlite';
import { sqlColumn, type StoredColumn } from './columns.js';
import { ReadStore } from './read-store.js';
import { pastOf, Table } from './table.js';

/** Two stores do not stand at the same position, or their boundaries differ: they are not two parts of one. */
export class NotOfOneStore extends Error {
  override readonly name = 'NotOfOneStore';
}

type Joined = { name: string; columns: readonly StoredColumn[] };

const refuseStranger = (db: DatabaseSync): void => {
  const differ = db
    .prepare(
      `SELECT (SELECT count(*) FROM (SELECT line, position, events FROM main.lines EXCEPT SELECT line, position, events FROM part.lines))
            + (SELECT count(*) FROM (SELECT ordinal, position FROM main.moments EXCEPT SELECT ordinal, position FROM part.moments))
            + abs((SELECT count(*) FROM main.moments) - (SELECT count(*) FROM part.moments)) AS n`,
    )
    .get();
  if (differ?.['n'] !== 0) throw new NotOfOneStore('the parts of the store were folded to different positions');
};

/** Row numbers stay: the bounds of each boundary name them. */
const copy = (db: DatabaseSync, { name, columns }: Joined): void => {
  Table.create(db, name, columns);
  const fields = [...columns.map((c) => sqlColumn(c.name)), 'row'].join(',');
  for (const [table, spans] of [
    [name, 'key,since'],
    [pastOf(name), 'key,since,until'],
  ])
    db.exec(`INSERT INTO main."${table}" (rowid,${spans},${fields}) SELECT rowid,${spans},${fields} FROM part."${table}" ORDER BY rowid`);
};

/**
 * Puts the views of another store, folded from the same log to the same position, beside those of the store at `path`, and
 * makes the indices of all. The other file is left as it is.
 */
export const joinStore = (path: string, other: string): void => {
  const store = ReadStore.open(path, { durable: false });
  const { db } = store;
  try {
    db.prepare('ATTACH ? AS part').run(other);
    refuseStranger(db);
    store.transaction(() => {
      const coming = db.prepare('SELECT name, columns FROM part.tables').all() as { name: string; columns: string }[];
      for (const { name, columns } of coming) copy(db, { name, columns: JSON.parse(columns) as readonly StoredColumn[] });
      db.exec(`
        INSERT INTO main.tables SELECT * FROM part.tables;
        INSERT INTO main.bounds SELECT * FROM part.bounds;
        INSERT INTO main.parked SELECT * FROM part.parked;
        UPDATE main.moments SET at = max(at, (SELECT p.at FROM part.moments p WHERE p.ordinal = moments.ordinal));
        UPDATE main.lines SET at = max(at, (SELECT p.at FROM part.lines p WHERE p.line = lines.line));
      `);
    });
    for (const table of store.tables())
      if (!table.indexed)
        store.transaction(() => {
          Table.indexAll(db, table);
          store.indexed(table.name);
        });
    db.exec('DETACH part');
  } finally {
    store.close();
  }
};
