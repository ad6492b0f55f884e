import { DatabaseSync } from 'node:sqlite';
import { openEventLog } from '../event-log/open-event-log.js';
import { readStoreFile } from './projector.js';
import { rebuildingPlainly } from './rebuild-on-two-threads.js';
import { rebuildStore, verifyStore } from './rebuild-store.js';
import { model } from './sample-model.testing.mjs';
import { append, dataDir, openStore, optionsFor } from './stage.testing.js';
import { came, left, renamed } from './told.testing.js';

const dir = dataDir();
afterAll(dir.remove);

describe('rebuilding the views of a data directory', () => {
  it('finds rebuilt and live views the same, also while the server runs, and leaves that one its views', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const readSide = await openStore(dir.path, log);
    for (let i = 0; i < 30; i += 1)
      await append(log, came(String(i % 7)), renamed(String(i % 7), `name ${i}`), ...(i % 5 === 4 ? [left(String(i % 7))] : []));
    await readSide.projector.waitFor((await log.head()).position, 10_000);
    const verified = await verifyStore(rebuildingPlainly(log, model), readStoreFile(dir.path));
    expect(verified.views.map(({ view, same }) => [view, same])).toEqual([
      ['sample-tally', true],
      ['sample-wagons', true],
    ]);
    expect(verified.events).toBe(66);
    expect((await rebuildStore(rebuildingPlainly(log, model), readStoreFile(dir.path))).taken).toBe(false);
    expect(readSide.reader.rows('sample-tally', {})).toEqual([{ what: 'came', count: 30 }]);
    await readSide.stop();
    await log.close();
  });

  it('finds a view that was tampered with, and mends it', async () => {
    const log = await openEventLog(optionsFor(dir.path));
    const store = readStoreFile(dir.path);
    const db = new DatabaseSync(store);
    const table = String(db.prepare(`SELECT name FROM tables WHERE view = 'sample-tally'`).get()?.['name']);
    db.exec(`UPDATE "${table}" SET row = replace(row, '30', '31')`);
    db.close();
    const verified = await verifyStore(rebuildingPlainly(log, model), store);
    expect(verified.same).toBe(false);
    expect(verified.views.filter(({ same }) => !same).map(({ view }) => view)).toEqual(['sample-tally']);

    expect((await rebuildStore(rebuildingPlainly(log, model), store)).taken).toBe(true);
    expect((await verifyStore(rebuildingPlainly(log, model), store)).same).toBe(true);
    const at = await append(log, came('99'));
    const readSide = await openStore(dir.path, log); // goes on from the rebuilt one
    await readSide.projector.waitFor(at, 10_000);
    expect(readSide.reader.rows('sample-tally', {})).toEqual([{ what: 'came', count: 31 }]);
    await readSide.stop();
    await log.close();
  });
});
