import { comparePositions } from '@hyperloop/contracts/kernel';
import { Engine, rebuild, removeStore } from '@hyperloop/projections/engine';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { median, secondsOf } from '../kernel/statistics.js';
import { model, type Product, type Reader } from './product.js';

export type Sizes = { presentBytes: number; historyBytes: number; versions: number; boundaries: number };

/** What present and past take on disk, indices included. */
export const sizesOf = (store: string): Sizes => {
  const db = new DatabaseSync(store, { readOnly: true });
  const pages = db
    .prepare('SELECT s.tbl_name AS name, sum(d.pgsize) AS bytes FROM dbstat d JOIN sqlite_schema s ON s.name = d.name GROUP BY 1')
    .all();
  const ofPast = (name: string): boolean => name.endsWith('_past') || name === 'moments' || name === 'bounds';
  const bytes = (past: boolean): number => pages.reduce((sum, p) => sum + (ofPast(String(p['name'])) === past ? Number(p['bytes']) : 0), 0);
  const tables = db.prepare('SELECT name FROM tables').all();
  const count = (name: string): number => Number(db.prepare(`SELECT count(*) AS n FROM "${name}"`).get()?.['n']);
  const sizes = {
    presentBytes: bytes(false),
    historyBytes: bytes(true),
    versions: tables.reduce((sum, { name }) => sum + count(`${String(name)}_past`), 0),
    boundaries: count('moments'),
  };
  db.close();
  return sizes;
};

export type Snapshots = {
  middleBytes: number;
  /** A moment right after a snapshot, and what each event between makes it slower. */
  openSeconds: number;
  secondsPerEvent: number;
};

/**
 * The other design: whole read stores kept as files; a moment is the last one before it with the events since folded
 * over it in memory. The store at the middle of the log is one, and the product's own thread rolls it forward.
 */
export const measureSnapshots = async (
  { ours, log, reader, events }: { ours: Product; log: string; reader: Reader; events: number },
  dir: string,
  roll: number,
): Promise<Snapshots> => {
  const store = join(dir, 'middle.sqlite');
  await rebuild(reader, model, store, { to: String(Math.floor(events / 2)) });
  const db = new DatabaseSync(store, { readOnly: true });
  const last = Number(db.prepare('SELECT position FROM moments ORDER BY ordinal DESC LIMIT 1').get()?.['position'] ?? 0);
  db.close();
  const pasts = ours.pastsOf(log, store);
  const busiest = 'grid-jobs';
  const rolled = async (events: number): Promise<number> =>
    secondsOf(async () => void (await pasts.page(busiest, {}, { position: String(last + events) })));
  await rolled(1);
  const near: number[] = [];
  const far: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    near.push(await rolled(2 + round));
    far.push(await rolled(roll - round));
  }
  await pasts.stop();
  const { presentBytes } = sizesOf(store);
  removeStore(store);
  return { middleBytes: presentBytes, openSeconds: median(near), secondsPerEvent: Math.max(0, median(far) - median(near)) / roll };
};

/** The limit: one view folded from the start of the log up to a moment. */
export const refoldSeconds = async (reader: Reader, view: string, to: number): Promise<number> =>
  secondsOf(async () => {
    const engine = Engine.open(':memory:', { ...model, projections: model.projections.filter((p) => p.view === view) });
    for await (const page of reader.readAll()) {
      engine.foldAll(page.filter((event) => comparePositions(event.position, String(to)) <= 0));
      if (comparePositions(page.at(-1)?.position ?? String(to), String(to)) >= 0) break;
    }
    engine.finish();
    engine.close();
  });
