import { DatabaseSync } from 'node:sqlite';
import { view } from '@hyperloop/contracts/kernel';
import { z } from 'zod';
import { storedColumns } from './columns.js';
import { slimOf, Table } from './table.js';

const things = view('things', {
  summary: 'Things.',
  key: 'thingId',
  row: z.object({ thingId: z.string(), name: z.string(), size: z.number(), owner: z.string(), mark: z.string() }),
  columns: {
    name: { type: 'text', sort: true },
    size: { type: 'number' },
    owner: { type: 'text' },
    mark: { type: 'text', filter: true },
  },
  sort: 'name',
});

describe('columns for neither filter nor sort', () => {
  it('are told apart, unless handlers look up by them', () =>
    expect(storedColumns(things, ['owner']).map(({ name, inner }) => [name, inner ?? false])).toEqual([
      ['name', false],
      ['size', true],
      ['owner', false],
      ['mark', false],
    ]));
  it('stand in the index of all columns, and in none of their own', () => {
    const db = new DatabaseSync(':memory:');
    db.exec('CREATE TABLE bounds (name TEXT, ordinal INTEGER, present INTEGER, past INTEGER, ranges TEXT)');
    const columns = storedColumns(things);
    Table.create(db, 'things_1', columns);
    const table = new Table(db, { name: 'things_1', columns, indexed: false }, 0);
    table.write({ key: 'a', row: { thingId: 'a', name: 'n', size: 3, owner: 'o', mark: 'm' }, before: undefined });
    table.index();
    const indices = db
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'things_1' AND sql IS NOT NULL ORDER BY name")
      .all();
    expect(indices.map(({ name }) => name)).toEqual([slimOf('things_1'), 'things_1_mark', 'things_1_name']);
    const [plan] = db.prepare('EXPLAIN QUERY PLAN SELECT "c_size" FROM things_1 WHERE key >= ? AND key < ?').all('a', 'b');
    expect(plan?.['detail']).toContain(`COVERING INDEX ${slimOf('things_1')}`);
    // Opened again: their ends would cost a walk, so nothing is said of them beyond what a boundary knew.
    expect(new Table(db, { name: 'things_1', columns, indexed: true }, 0).read('a')).toMatchObject({ size: 3 });
    db.close();
  });
});
