import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { slotsCountedFrom, slotsPerWeek, slotsUsed } from '@hyperloop/contracts/trains';
import { bytes, counted, cpuDays, number } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { Status } from '../../kernel/parts/status';
import { Session } from '../../kernel/session/session';
import { Moment } from '../../kernel/url/moment';
import { clock } from '../clock';

/** What the head of a column tells on hover and on focus (rule 18): the dataset, and the train slots taken on it (rules 202–204). */
@Component({
  selector: 'hl-column-facts',
  imports: [RouterLink, Status],
  template: `
    @let dataset = of();
    <div class="pop card" role="group" [attr.aria-label]="'About ' + dataset.name">
      <div class="row head">
        <h3 class="ell">{{ dataset.name }}</h3>
        <hl-status kind="dataset" [state]="dataset.state" [tint]="true" />
      </div>
      <dl class="kv small">
        <dt>Slots</dt>
        <dd>{{ slots() }}</dd>
        <dt>Size</dt>
        <dd>{{ bytes(dataset.bytes) }}, {{ counted(dataset.runCount, 'run') }}</dd>
        <dt>CPU limit</dt>
        <dd>{{ cpuDays(dataset.cpuLimitDays) }} a train</dd>
      </dl>
      <div class="t2">{{ why() }}</div>
      <a class="link open" [routerLink]="['/dataset', dataset.datasetId]">Open the dataset</a>
    </div>
  `,
  styleUrl: './facts-card.css',
})
export class ColumnFacts {
  readonly of = input.required<DatasetRow>();
  readonly analysisId = input.required<string>();
  readonly #moment = inject(Moment);
  readonly #session = inject(Session);
  readonly #clock = clock();
  /** Asked from the moment on at which the facts opened; what falls out meanwhile is left out when it is counted. */
  readonly #now = computed(() => this.#moment.time() ?? this.#clock());
  readonly #from = slotsCountedFrom(this.#moment.time() ?? Date.now());
  /** A person's slots are those of all their analyses; who is in none of them sees the analysis alone (rule 203). */
  readonly #mine = computed(() => this.#session.member(this.analysisId()));
  readonly #trains = liveView('analysis-trains', () => ({
    filter: [
      { column: 'datasetId', op: 'is', value: this.of().datasetId },
      { column: 'analysisId', op: 'in', value: this.#mine() ? (this.#session.person()?.analyses ?? []) : [this.analysisId()] },
      { column: 'composedAt', op: 'from', value: this.#from },
    ],
    limit: ROWS_AT_MOST,
  }));
  protected readonly slots = computed(() => {
    if (this.#trains.remote().phase !== 'here') return '…';
    const rows = this.#trains.rows();
    const own = slotsUsed(
      rows.filter(({ analysisId }) => analysisId === this.analysisId()),
      this.#now(),
    );
    const limit = number(slotsPerWeek(this.of().bytes));
    if (!this.#mine()) return `${number(own)} of ${limit} used by this analysis`;
    return `${number(slotsUsed(rows, this.#now()))} of ${limit} used; ${number(own)} from this analysis`;
  });
  protected readonly why = computed(() =>
    this.#mine()
      ? 'Trains of the last seven days, of all your analyses on this dataset. Decomposed ones do not count.'
      : 'Trains of the last seven days. Decomposed ones do not count.',
  );
  protected readonly bytes = bytes;
  protected readonly counted = counted;
  protected readonly cpuDays = cpuDays;
}
