import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { copyDatabase } from './copy-database.js';

const dir = mkdtempSync(join(tmpdir(), 'hyperloop-copy-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const openAt = (name: string, rows: number): DatabaseSync => {
  const db = new DatabaseSync(join(dir, name));
  db.exec('PRAGMA journal_mode = WAL; CREATE TABLE numbers (n INTEGER PRIMARY KEY, text TEXT)');
  const insert = db.prepare('INSERT INTO numbers VALUES (?, ?)');
  db.exec('BEGIN');
  for (let n = 1; n <= rows; n += 1) insert.run(n, 'x'.repeat(400));
  db.exec('COMMIT');
  return db;
};
const countIn = (file: string): unknown => {
  const db = new DatabaseSync(join(dir, file), { readOnly: true });
  const count = db.prepare('SELECT count(*) AS n FROM numbers').get()?.['n'];
  db.close();
  return count;
};

describe('a copy of an open database', () => {
  it('waits for a transaction that is open when it begins, and has what that stored', async () => {
    const db = openAt('open.sqlite', 10);
    db.exec("BEGIN IMMEDIATE; INSERT INTO numbers VALUES (11, 'late')");
    const copied = copyDatabase(db, join(dir, 'open.copy'));
    await new Promise((wake) => setTimeout(wake, 50));
    db.exec('COMMIT');
    await copied;
    db.close();
    expect(countIn('open.copy')).toBe(11);
  });

  it('is whole although its own connection writes all the time', async () => {
    const db = openAt('busy.sqlite', 20_000);
    const insert = db.prepare("INSERT INTO numbers (text) VALUES ('more')");
    let done = false;
    const copied = copyDatabase(db, join(dir, 'busy.copy')).finally(() => (done = true));
    while (!done) {
      insert.run();
      await new Promise((wake) => setImmediate(wake));
    }
    await copied;
    db.close();
    expect(Number(countIn('busy.copy'))).toBeGreaterThanOrEqual(20_000);
  });

  it('is no copy when it is stopped, or when something has its name', async () => {
    const db = openAt('stopped.sqlite', 20_000);
    const stop = new AbortController();
    stop.abort(new Error('stopped half way'));
    await expect(copyDatabase(db, join(dir, 'stopped.copy'), stop.signal)).rejects.toThrow('stopped half way');
    await expect(copyDatabase(db, join(dir, 'busy.copy'))).rejects.toThrow(/exists already/);
    db.close();
  });
});
