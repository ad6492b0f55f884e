import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { MenuButton, type MenuItem } from '../../kernel/parts/menu-button';

const SHOWN = 6;
/** What belongs to one dataset only goes when another is opened. */
const afresh = { wagons: null, target: null };

/** Datasets that have enabled wagons, those with the most first; from the seventh on in a menu. */
@Component({
  selector: 'hl-dataset-tabs',
  imports: [RouterLink, MenuButton],
  template: `
    <nav class="tabs" aria-label="Datasets with enabled wagons">
      @for (dataset of shown(); track dataset.datasetId) {
        <a
          [routerLink]="[]"
          [queryParams]="paramsOf(dataset)"
          queryParamsHandling="merge"
          [class.on]="dataset.datasetId === chosen()"
          [attr.aria-current]="dataset.datasetId === chosen() ? 'page' : null"
          >{{ dataset.name }}<span class="num">{{ dataset.enabledWagons }}</span></a
        >
      }
      @if (more().length > 0) {
        <hl-menu-button class="more" [ghost]="true" [label]="more().length + ' more'" [items]="more()" />
      }
    </nav>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
      min-width: 0;
    }
    .tabs {
      overflow: hidden;
      align-items: center;
    }
    .tabs a {
      flex: 0 0 auto;
    }
    .more {
      flex: none;
    }
  `,
})
export class DatasetTabs {
  readonly datasets = input.required<readonly DatasetRow[]>();
  readonly chosen = input.required<string>();
  readonly #router = inject(Router);
  /** The chosen one is always among those shown. */
  protected readonly shown = computed(() => {
    const all = this.datasets();
    if (all.length <= SHOWN) return all;
    const first = all.slice(0, SHOWN);
    const chosen = all.find(({ datasetId }) => datasetId === this.chosen());
    return chosen === undefined || first.includes(chosen) ? first : [...first.slice(0, SHOWN - 1), chosen];
  });
  protected readonly more = computed<readonly MenuItem[]>(() =>
    this.datasets()
      .filter((dataset) => !this.shown().includes(dataset))
      .map((dataset) => ({ label: `${dataset.name}, ${String(dataset.enabledWagons)}`, icon: 'database', run: () => this.#open(dataset) })),
  );
  protected paramsOf({ datasetId }: DatasetRow): Readonly<Record<string, string | null>> {
    return { dataset: datasetId, ...afresh };
  }
  #open(dataset: DatasetRow): void {
    void this.#router.navigate([], { queryParams: this.paramsOf(dataset), queryParamsHandling: 'merge' });
  }
}
