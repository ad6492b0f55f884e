import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { GridStatisticsRow } from '@hyperloop/contracts/grid';
import { isError } from '@hyperloop/contracts/grid';
import { Chart } from '../../kernel/charts/chart';
import type { ChartData } from '../../kernel/charts/chart-option';
import { counted, number, percent } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { lookOf } from '../../kernel/parts/status-words';

/** From below always DONE, ERROR, RUNNING, WAITING. */
export const chartOf = (course: GridStatisticsRow['course']): ChartData => ({
  kind: 'areas',
  stacked: true,
  at: course.map(({ at }) => Date.parse(at)),
  series: [
    { label: 'DONE', values: course.map(({ done }) => done), colour: '--hl-done-solid' },
    { label: 'ERROR_*', values: course.map(({ error }) => error), colour: '--hl-fail-solid' },
    { label: 'RUNNING', values: course.map(({ active }) => active), colour: '--hl-run-solid' },
    { label: 'WAITING', values: course.map(({ waiting }) => waiting), colour: '--hl-wait-solid' },
  ],
});

/** Jobs of a train by state over time, and how many are where now; a figure leads to those jobs. */
@Component({
  selector: 'hl-jobs-by-state',
  imports: [Chart, Icon, Panel, RouterLink],
  template: `
    <hl-panel heading="Jobs by state" [note]="total()">
      @if (chart(); as data) {
        <hl-chart label="Jobs by state over time" [data]="data" [height]="176" />
      } @else {
        <div class="note t2">Jobs are being submitted. The chart starts with the first news of them.</div>
      }
      <div class="tiles line">
        @for (tile of tiles(); track tile.group) {
          <a
            class="tile"
            [routerLink]="['/train-run', trainId()]"
            [queryParams]="{ tab: 'jobs', group: tile.group }"
            queryParamsHandling="merge"
          >
            <span class="k st" [class]="tile.count > 0 ? tile.look.tone : ''"
              ><hl-icon [name]="tile.look.icon" [spin]="tile.count > 0 && (tile.look.spin ?? false)" />{{ tile.word }}</span
            >
            <span class="v" [class.muted]="tile.count === 0"
              >{{ number(tile.count) }}<small>{{ tile.share }}</small></span
            >
          </a>
        }
      </div>
      @if (errors()) {
        <p class="note small t2 line">{{ errors() }}</p>
      }
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .line {
      border-top: 1px solid var(--hl-line);
    }
    .tiles {
      display: grid;
      grid-auto-flow: column;
      grid-auto-columns: 1fr;
    }
    .tile {
      padding: 8px 12px;
    }
  `,
})
export class JobsByState {
  readonly trainId = input.required<string>();
  readonly #train = liveView('train-runs', () => ({ key: this.trainId() }));
  readonly #statistics = liveView('grid-statistics', () => ({ key: this.trainId() }));
  protected readonly number = number;
  readonly #jobs = computed(() => this.#train.one()?.jobs);
  protected readonly total = computed(() => counted(this.#jobs()?.total ?? 0, 'job'));
  protected readonly chart = computed(() => {
    const course = this.#statistics.one()?.course ?? [];
    return course.length < 2 ? null : chartOf(course);
  });
  protected readonly tiles = computed(() => {
    const jobs = this.#jobs();
    if (jobs === undefined) return [];
    const tile = (group: string, word: string, state: string, count: number) => ({
      group,
      word,
      count,
      look: lookOf('job', state),
      share: jobs.total === 0 ? '' : percent(count / jobs.total),
    });
    return [
      tile('done', 'DONE', 'DONE', jobs.done),
      tile('active', 'RUNNING', 'RUNNING', jobs.active),
      tile('waiting,inserting', 'WAITING', 'WAITING', jobs.waiting + jobs.inserting),
      tile('error', 'ERROR_*', 'ERROR_E', jobs.error),
      ...(jobs.killed > 0 ? [tile('killed', 'KILLED', 'KILLED', jobs.killed)] : []),
    ];
  });
  /** Error states are kept apart (rule 197); retried attempts stay counted. */
  protected readonly errors = computed(() => {
    const found = this.#statistics.one()?.states.filter(({ state }) => isError(state)) ?? [];
    return found.length === 0
      ? ''
      : `Attempts that ended badly, with those retried since: ${found.map(({ state, jobs }) => `${state} ${number(jobs)}`).join(', ')}.`;
  });
}
