import { mkdtempSync, rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { pastOf } from '@hyperloop/projections/engine';
import { openEventLog } from '../event-log/open-event-log.js';
import { rebuildingFrom, rebuildingPlainly } from './rebuild-on-two-threads.js';
import { model } from './sample-model.testing.mjs';
import { append, optionsFor } from './stage.testing.js';
import { came, left, renamed } from './told.testing.js';

jest.setTimeout(120_000);

/** All that a store says of its views, now and at every boundary; names of tables hold a random part. */
const contentOf = (path: string): unknown => {
  const db = new DatabaseSync(path, { readOnly: true });
  const all = (sql: string): unknown[] => db.prepare(sql).all();
  const tables = all('SELECT view, name, indexed, serving, line FROM tables ORDER BY view') as { view: string; name: string }[];
  const content = {
    lines: all('SELECT * FROM lines'),
    moments: all('SELECT * FROM moments ORDER BY ordinal'),
    tables: tables.map(({ name, ...table }) => ({
      ...table,
      present: all(`SELECT rowid, * FROM "${name}" ORDER BY rowid`),
      past: all(`SELECT rowid, * FROM "${pastOf(name)}" ORDER BY rowid`),
      bounds: db.prepare('SELECT ordinal, present, past, ranges FROM bounds WHERE name=? ORDER BY ordinal').all(name),
      indices: all(`SELECT sql FROM sqlite_schema WHERE type='index' AND tbl_name='${name}' AND sql IS NOT NULL`)
        .map((row) => (row as { sql: string }).sql.replaceAll(name, ''))
        .sort(),
    })),
  };
  db.close();
  return content;
};

describe('a rebuild on two threads', () => {
  it('leaves the same store as a plain one: rows, old versions, boundaries, bounds and indices', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'hyperloop-two-threads-'));
    const log = await openEventLog(optionsFor(dir));
    const there = new Set<string>();
    const next = (i: number) => {
      const wagon = String((i * 7) % 901);
      if (!there.has(wagon)) return (there.add(wagon), came(wagon));
      if (i % 11 === 1) return (there.delete(wagon), left(wagon));
      return renamed(wagon, `name ${i}`);
    };
    for (let i = 0; i < 24_000; i += 800) await append(log, ...Array.from({ length: 800 }, (_, n) => next(i + n)));
    const modelUrl = new URL('./sample-model.testing.mjs', import.meta.url).href;
    const [two, plain] = [join(dir, 'two.sqlite'), join(dir, 'plain.sqlite')];
    const seen: number[] = [];
    const rebuilt = await rebuildingFrom(optionsFor(dir), model, modelUrl)(two, { progress: (events) => seen.push(events) });
    const expected = await rebuildingPlainly(log, model)(plain);
    expect(rebuilt.events).toBe(24_000);
    expect(expected.events).toBe(24_000);
    expect(contentOf(two)).toEqual(contentOf(plain));
    expect((contentOf(plain) as { moments: unknown[] }).moments).toHaveLength(2);

    // Up to a position between two boundaries, as when a running server's views are checked.
    await rebuildingFrom(optionsFor(dir), model, modelUrl)(two, { to: '23456' });
    await rebuildingPlainly(log, model)(plain, { to: '23456' });
    expect(contentOf(two)).toEqual(contentOf(plain));
    await log.close();
    rmSync(dir, { recursive: true });
  });
});
