import { jest } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventId } from '../encode.js';
import { CommandTable } from './command-table.js';
import { openForWriting } from './schema.js';

// A busy machine may take its time; nothing here is measured.
jest.setTimeout(60_000);

describe('the table of commands', () => {
  let dir: string;
  let db: DatabaseSync;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'hyperloop-commands-'));
    db = openForWriting(join(dir, 'log.sqlite'));
  });
  afterEach(() => {
    db.close();
    rmSync(dir, { recursive: true });
  });

  const command = (n: number) => eventId(`c-${n}`, 'train-7', 0);
  const rows = (table: string) => Number(db.prepare(`SELECT count(*) AS n FROM ${table}`).get()?.['n']);
  const write = (table: CommandTable, first: number, last: number) => {
    for (let n = first; n < last; n += 10) {
      db.exec('BEGIN');
      for (let i = n; i < Math.min(n + 10, last); i++) table.add(command(i), { position: i + 1, revision: i });
      table.settle(20);
      db.exec('COMMIT');
    }
  };
  const unknown = (table: CommandTable, last: number) =>
    Array.from({ length: last }, (_, n) => n).filter((n) => table.find(command(n))?.position !== n + 1);

  it('finds every command at any moment of settling', () => {
    const table = new CommandTable(db, 100);
    for (let last = 10; last <= 1_000; last += 10) {
      write(table, last - 10, last);
      expect(unknown(table, last)).toEqual([]);
    }
    expect(table.find(command(1_000))).toBeUndefined();
    expect(rows('commands')).toBeGreaterThan(700);
    expect(rows('commands_new_0') + rows('commands_new_1')).toBeLessThan(300);
  });

  it('finds every command after it was opened again in the middle of settling', () => {
    for (let last = 50; last <= 1_000; last += 50) {
      write(new CommandTable(db, 100), last - 50, last);
      expect(unknown(new CommandTable(db, 100), last)).toEqual([]);
    }
  });

  it('forgets what was rolled back and keeps what was not', () => {
    const table = new CommandTable(db, 100);
    write(table, 0, 155);
    db.exec('BEGIN');
    for (let n = 155; n < 260; n++) table.add(command(n), { position: n + 1, revision: n });
    table.settle(500);
    db.exec('ROLLBACK');
    table.reload();
    expect(unknown(table, 155)).toEqual([]);
    expect(table.find(command(155))).toBeUndefined();
    write(table, 155, 600);
    expect(unknown(table, 600)).toEqual([]);
  });
});
