import { Component, computed, inject, input } from '@angular/core';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { counted } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { MyNotifications } from '../../kernel/notifications/my-notifications';
import { Status } from '../../kernel/parts/status';
import { testCounts } from '../matrix/matrix-model';

/** One line for a folded analysis: its size, and how the tests of its enabled wagons stand. */
@Component({
  selector: 'hl-folded-summary',
  imports: [Status],
  template: `
    <span class="t2 nowrap">{{ size() }}</span>
    @for (count of counts(); track count.state) {
      <hl-status kind="test" [state]="count.state" [word]="count.word" />
    }
    @if (told() > 0) {
      <span class="muted nowrap">{{ counted(told(), 'notification') }}</span>
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 12px;
    }
  `,
})
export class FoldedSummary {
  readonly analysis = input.required<AnalysisRow>();
  readonly #cells = liveView('wagon-cells', () => ({
    filter: [
      { column: 'analysisId', op: 'is', value: this.analysis().analysisId },
      { column: 'enabled', op: 'is', value: true },
    ],
    limit: ROWS_AT_MOST,
  }));
  readonly #mine = inject(MyNotifications);
  protected readonly told = computed(() => this.#mine.ofAnalysis(this.analysis().analysisId).length);
  protected readonly counted = counted;
  protected readonly counts = computed(() => testCounts(this.#cells.rows()));
  protected readonly size = computed(
    () => `${counted(this.analysis().wagonCount, 'wagon')} on ${counted(this.analysis().datasets.length, 'dataset')}`,
  );
}
