import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, computed, inject, input, signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandClient } from '../../kernel/commands/command-client';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { Session } from '../../kernel/session/session';

/** “Add to my analysis”: only one's own analyses are listed (rule 23), and only those that lack the dataset. */
@Component({
  selector: 'hl-add-to-analysis',
  imports: [CdkMenu, CdkMenuItem, CdkMenuTrigger, Icon],
  template: `
    @if (refused(); as sentence) {
      <span class="small c-fail" role="alert">{{ sentence }}</span>
    }
    <button
      type="button"
      class="btn"
      [attr.aria-disabled]="off() ? true : null"
      [attr.title]="off()"
      [cdkMenuTriggerFor]="off() ? null : menu"
    >
      <hl-icon name="plus" />{{ saving() ? 'Saving' : 'Add to my analysis' }}
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu aria-label="Your analyses">
        @for (analysis of open(); track analysis.analysisId) {
          <button type="button" class="mi" cdkMenuItem (cdkMenuItemTriggered)="add(analysis.analysisId, analysis.name)">
            <span class="grow ell">{{ analysis.name }}</span><span class="muted">{{ analysis.jiraKey }}</span>
          </button>
        }
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
    }
  `,
})
export class AddToAnalysis {
  readonly dataset = input.required<DatasetRow>();
  readonly #session = inject(Session);
  readonly #commands = inject(CommandClient);
  readonly #analyses = liveView('analyses', () => ({ limit: ROWS_AT_MOST }));
  readonly #own = computed(() => {
    const me = this.#session.person()?.personId;
    return me === undefined ? [] : this.#analyses.rows().filter(({ analyzers }) => analyzers.includes(me));
  });
  protected readonly open = computed(() => {
    const has = new Set(this.dataset().analyses.map(({ analysisId }) => analysisId));
    return this.#own().filter(({ analysisId }) => !has.has(analysisId));
  });
  protected readonly saving = signal(false);
  protected readonly refused = signal<string | null>(null);
  protected readonly off = computed(() => {
    if (this.#session.person() === null) return 'Sign in to add it to an analysis.';
    if (this.dataset().shortCount > 0) return `${this.dataset().name} has short datasets: add one of those instead.`;
    if (this.#own().length === 0) return 'You are in no analysis.';
    if (this.open().length === 0) return 'All your analyses have it already.';
    return this.#commands.blocked();
  });
  protected async add(analysisId: string, name: string): Promise<void> {
    if (this.saving()) return;
    this.saving.set(true);
    this.refused.set(null);
    const { datasetId, name: dataset } = this.dataset();
    const outcome = await this.#commands.send(
      'AddDatasetToAnalysis',
      { analysisId, datasetId },
      { label: dataset, done: `${dataset} is offered to the wagons of ${name}.` },
    );
    if (outcome.is === 'refused') this.refused.set(outcome.because);
    else await outcome.seen;
    this.saving.set(false);
  }
}
