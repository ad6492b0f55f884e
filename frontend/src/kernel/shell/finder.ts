import { inject, Injectable } from '@angular/core';
import { Router, type Routes } from '@angular/router';
import type { IconName } from '../parts/icons';
import { ViewDoor } from '../live/view-door';
import type { ViewName, ViewRows } from '../live/views';
import { Moment } from '../url/moment';
import { placesOf } from './navigation';

export type Found = { readonly id: string; readonly icon: IconName; readonly label: string; readonly note: string; readonly link: string };

const EACH = 6;

/** Finds screens by name, and wagons, datasets and trains through their views. */
@Injectable({ providedIn: 'root' })
export class Finder {
  readonly #door = inject(ViewDoor);
  readonly #moment = inject(Moment);
  readonly #routes: Routes = inject(Router).config;

  screens(words: string): readonly Found[] {
    const wanted = words.trim().toLowerCase();
    return placesOf(this.#routes)
      .filter(({ label }) => label.toLowerCase().includes(wanted))
      .map(({ path, label, icon, key }) => ({ id: `screen:${path}`, icon, label, note: `G ${key.toUpperCase()}`, link: `/${path}` }));
  }

  async things(words: string, signal: AbortSignal): Promise<readonly Found[]> {
    const wanted = words.trim();
    if (wanted.length < 2) return [];
    const found = await Promise.all([
      this.#find('wagons', 'name', wanted, signal, (row) => ({
        id: `wagon:${row.wagonId}`,
        icon: 'box',
        label: row.name,
        note: `Wagon, ${row.workflowName}`,
        link: `/wagon/${row.wagonId}`,
      })),
      this.#find('datasets', 'name', wanted, signal, (row) => ({
        id: `dataset:${row.datasetId}`,
        icon: 'database',
        label: row.name,
        note: 'Dataset',
        link: `/dataset/${row.datasetId}`,
      })),
      this.#find('train-runs', /^\d+$/.test(wanted) ? 'trainId' : 'datasetName', wanted, signal, (row) => ({
        id: `train:${row.trainId}`,
        icon: 'train',
        label: row.trainId,
        note: `Train on ${row.datasetName}`,
        link: `/train-run/${row.trainId}`,
      })),
    ]);
    return found.flat();
  }

  async #find<V extends ViewName>(
    view: V,
    column: string,
    words: string,
    signal: AbortSignal,
    told: (row: ViewRows[V]) => Found,
  ): Promise<readonly Found[]> {
    try {
      const page = await this.#door.read<ViewRows[V]>(
        view,
        { filter: [{ column, op: 'contains', value: words }], limit: EACH },
        { at: this.#moment.at(), signal },
      );
      return page.rows.map(told);
    } catch {
      // One view that cannot be read must not hide what the others found.
      return [];
    }
  }
}
