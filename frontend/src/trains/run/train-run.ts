import { NgComponentOutlet } from '@angular/common';
import { Component, computed, effect, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { number } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Icon } from '../../kernel/parts/icon';
import { Tabs, type Tab } from '../../kernel/parts/tabs';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { crumbs } from '../../kernel/shell/crumbs';
import { urlState, urlText } from '../../kernel/url/url-state';
import { DerivedDataTab } from './derived-data-tab';
import { GeneralTab } from './general-tab';
import type { GridParts } from './grid-parts';
import { TestTab } from './test-tab';
import { TrainHead } from './train-head';

/** One train: its course, its jobs and what came out. */
@Component({
  selector: 'hl-train-run',
  imports: [DerivedDataTab, GeneralTab, Here, Icon, NgComponentOutlet, RemotePart, RouterLink, Tabs, TestTab, TrainHead],
  template: `
    <hl-remote [of]="view.remote()" [what]="'Train run ' + id()" [skeletonRows]="8">
      <ng-template [hlHere]="view.remote()" let-rows>
        @if (rows[0]; as train) {
          <hl-train-head [train]="train" />
          <hl-tabs [tabs]="tabs()" />
          @switch (tab()) {
            @case ('general') {
              <hl-general-tab class="grow" [train]="train" [parts]="parts()" />
            }
            @case ('derived') {
              <hl-derived-data-tab class="grow" [train]="train" />
            }
            @case ('test') {
              <hl-test-tab class="grow" [train]="train" />
            }
            @default {
              @if (shownPart(); as part) {
                <ng-container [ngComponentOutlet]="part" [ngComponentOutletInputs]="partInputs()" />
              } @else if (problem()) {
                <p class="note c-fail" role="alert"><hl-icon name="failed" />{{ problem() }}</p>
              }
            }
          }
        } @else {
          <div class="empty">
            <div class="strong">There is no train run {{ id() }}</div>
            <div class="muted small">It was not composed at this moment, or the number is wrong.</div>
            <p style="margin-top: 8px"><a class="btn sm" routerLink="/train-runs">All train runs</a></p>
          </div>
        }
      </ng-template>
    </hl-remote>
  `,
  host: { class: 'col grow' },
})
export class TrainRun {
  readonly id = input.required<string>();
  /** Given by the routes. */
  readonly gridParts = input.required<() => Promise<GridParts>>();
  protected readonly view = liveView('train-runs', () => ({ key: this.id() }));
  readonly #url = urlState({ tab: urlText('general') });
  protected readonly parts = signal<GridParts | null>(null);
  protected readonly problem = signal('');

  protected readonly tabs = computed<readonly Tab[]>(() => {
    const train = this.view.one();
    return train === undefined ? [] : tabsOf(train);
  });
  /** A tab that this train does not have falls back to General. */
  protected readonly tab = computed(() => (this.tabs().some(({ id }) => id === this.#url.tab()) ? this.#url.tab() : 'general'));
  protected readonly shownPart = computed(() => {
    const parts = this.parts();
    if (parts === null) return null;
    return ({ jobs: parts.submittedJobs, statistics: parts.statistics, output: parts.mergedOutput } as const)[this.tab() as 'jobs'] ?? null;
  });
  protected readonly partInputs = computed(() => ({ trainId: this.id() }));

  constructor() {
    leads(this.view);
    crumbs(() => [{ label: 'Train Runs', link: '/train-runs' }, { label: this.id() }]);
    effect(() => {
      this.gridParts()().then(
        (parts) => this.parts.set(parts),
        () => this.problem.set('This part of the page could not be loaded. Load the page again.'),
      );
    });
  }
}

/** Tabs that make no sense for a train are absent: before it left there are no jobs, no figures and no output. */
export const tabsOf = (train: TrainRunRow): readonly Tab[] => [
  { id: 'general', label: 'General' },
  // Only where tables are written: an analysis train writes none, whatever its wagons store (rules 181, 194).
  ...(train.storedTables.length === 0 ? [] : [{ id: 'derived', label: 'Derived data', count: number(train.storedTables.length) }]),
  ...(train.testRunId === null ? [] : [{ id: 'test', label: 'Test', status: { kind: 'test', state: train.testState } } as const]),
  ...(train.submittedAt === null
    ? []
    : [
        { id: 'jobs', label: 'Submitted jobs', count: number(train.runMerges.total) },
        { id: 'statistics', label: 'Grid statistics' },
        { id: 'output', label: 'Merged output', count: `${number(train.runMerges.done)} of ${number(train.runMerges.total)}` },
      ]),
];
