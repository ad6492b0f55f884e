import { Component, computed, DestroyRef, inject, signal } from '@angular/core';
import { fullTime } from '../kernel/format';
import { everyOf, leads } from '../kernel/live/page-lead';
import { crumbs } from '../kernel/shell/crumbs';
import { Moment } from '../kernel/url/moment';
import { RunningTests } from './running-tests';
import { serverHealth, workerOf } from './server-health';
import { shownTile } from './shown-tile';
import { LatestPanel, NextPanel } from './side-panels';
import { Tile } from './tile';
import { gridTiles, workTiles } from './tiles';
import { TrainsUnderWay } from './trains-under-way';
import { weekBefore } from './week';
import { WorkerTile } from './worker-tile';

/** How the whole thing stands (rule 207): each figure counts one list and leads to it. */
@Component({
  selector: 'hl-dashboard',
  imports: [LatestPanel, NextPanel, RunningTests, Tile, TrainsUnderWay, WorkerTile],
  template: `
    <div class="pagehead">
      <h1>Dashboard</h1>
      <span class="muted">{{ fullTime(now()) }}</span>
    </div>
    <div class="lay">
      <section class="panel now" aria-label="Now">
        <div class="tiles two">
          @for (tile of work; track tile.id) {
            <hl-tile [tile]="tile" [past]="past()" [small]="tile.id === 'running-tests' ? slots() : ''" />
          }
        </div>
        <div class="tiles">
          @for (tile of grid; track tile.id) {
            <hl-tile [tile]="tile" />
          }
          @if (!past()) {
            <hl-worker-tile label="Test daemon" [worker]="bench()" />
            <hl-worker-tile label="Grid engine" [worker]="engine()" />
          }
        </div>
      </section>
      <hl-running-tests [now]="now()" />
      <hl-trains-under-way />
      <aside class="col"><hl-next-panel [past]="past()" /><hl-latest-panel /></aside>
    </div>
  `,
  styles: `
    .lay {
      display: grid;
      grid-template-columns: minmax(0, 1fr) minmax(0, 1fr) 304px;
      grid-template-rows: auto minmax(0, 1fr);
      gap: 12px;
      flex: 1;
      min-height: 0;
    }
    .now {
      grid-column: 1 / -1;
    }
    aside {
      gap: 12px;
    }
  `,
  host: { class: 'col grow' },
})
export class Dashboard {
  readonly #moment = inject(Moment);
  protected readonly past = computed(() => this.#moment.at() !== null);
  readonly #clock = signal(Date.now());
  protected readonly now = computed(() => this.#moment.time() ?? this.#clock());
  readonly #weekAgo = computed(() => weekBefore(this.now()));
  readonly #times = { now: this.now, weekAgo: this.#weekAgo };
  protected readonly work = [
    shownTile(workTiles.waitingTests, this.#times),
    shownTile(workTiles.runningTests, this.#times),
    shownTile(workTiles.waitingWagons, this.#times),
    shownTile(workTiles.ready, this.#times),
    shownTile(workTiles.submitting, this.#times),
    shownTile(workTiles.running, this.#times),
  ];
  protected readonly grid = [
    shownTile(gridTiles.active, this.#times),
    shownTile(gridTiles.waiting, this.#times),
    shownTile(gridTiles.inserting, this.#times),
    shownTile(gridTiles.week, this.#times),
  ];
  readonly #health = serverHealth();
  protected readonly bench = computed(() => workerOf(this.#health(), 'test-bench'));
  protected readonly engine = computed(() => workerOf(this.#health(), 'grid-engine'));
  /** Of how many test slots: `2 of 2` as the server says it; nothing in the past. */
  protected readonly slots = computed(() => {
    const slots = / of (\d+)$/.exec(this.bench().value)?.[1];
    return this.past() || slots === undefined ? '' : `of ${slots} ${slots === '1' ? 'slot' : 'slots'}`;
  });
  protected readonly fullTime = fullTime;

  constructor() {
    leads(everyOf('train-runs'), everyOf('test-runs'));
    crumbs(() => [{ label: 'Dashboard' }]);
    const ticking = setInterval(() => this.#clock.set(Date.now()), 1_000);
    inject(DestroyRef).onDestroy(() => clearInterval(ticking));
  }
}
