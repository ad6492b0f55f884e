import { views } from '@hyperloop/contracts/registry';
import type { Row } from '@hyperloop/projections/kernel';
import { projections } from '@hyperloop/projections';
import { MAIN_LINE, ReadStore, storedColumns, Table } from '@hyperloop/projections/engine';
import type { ViewDefinition } from '@hyperloop/contracts/kernel';

type Rows = { count: number; row: (n: number) => Row };

/** Puts rows into a read store with the engine's own writer, as if they had been folded; the indices are made last, as after a rebuild. */
export const writeRows = (path: string, all: Readonly<Record<string, Rows>>): void => {
  const store = ReadStore.open(path);
  for (const [id, { count, row }] of Object.entries(all)) {
    const view: ViewDefinition | undefined = (views as Readonly<Record<string, ViewDefinition>>)[id];
    const projection = projections.find((p) => p.view === id);
    if (view === undefined || projection === undefined) throw new Error(`no view ${id}`);
    const columns = storedColumns(view, projection.indexes);
    const { name } = store.createTable(id, projection.version, columns, MAIN_LINE, true);
    const table = new Table(store.db, { name, columns, indexed: false }, 0);
    for (let from = 0; from < count; from += 10_000)
      store.transaction(() => {
        for (let n = from; n < Math.min(count, from + 10_000); n += 1) {
          const made = row(n);
          table.write({ key: String(made[view.key]), row: made, before: undefined });
        }
      });
    store.transaction(() => {
      table.index();
      store.indexed(name);
    });
  }
  store.close();
};
