import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandClient } from '../../kernel/commands/command-client';
import { bytes, counted } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { filters } from '../../kernel/parts/filters';
import { Icon } from '../../kernel/parts/icon';
import { SearchField } from '../../kernel/parts/search-field';
import { consequencesOf } from '../dataset-words';

const SHOWN = 100;

/** Which datasets are short ones of this (rule 160), and what follows for analyses that have it (rule 139). */
@Component({
  selector: 'hl-short-datasets-dialog',
  imports: [Icon, SearchField],
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2>Short datasets of {{ dataset.name }}</h2>
        <p class="t2 small">
          Wagons are tested and first trains run on a short dataset. One that has short datasets is offered to no analysis itself.
        </p>
        <div class="row find">
          <hl-search placeholder="Name" [value]="name()" (valueChange)="name.set($event)" />
          <span class="push muted small" aria-live="polite">{{ counted(chosen().size, 'chosen', 'chosen') }}</span>
        </div>
        <div class="list" role="group" aria-label="Datasets">
          @for (one of shown(); track one.datasetId) {
            <label class="line"
              ><input type="checkbox" class="chk" [checked]="chosen().has(one.datasetId)" (change)="toggle(one.datasetId)" />
              <span class="grow ell" [attr.title]="one.name">{{ one.name }}</span>
              @if (one.state !== 'active') {
                <span class="c-wait small">{{ one.state === 'removed' ? 'Removed' : 'Inactive' }}</span>
              }
              <span class="t2 small fig">{{ counted(one.runCount, 'run') }}</span>
              <span class="t2 small fig">{{ bytes(one.bytes) }}</span></label
            >
          } @empty {
            <div class="empty muted small">
              {{ offered.remote().phase === 'here' ? 'No dataset fits. One that has short datasets itself cannot be chosen.' : 'Loading' }}
            </div>
          }
        </div>
        @if (more() > 0) {
          <p class="muted small">{{ counted(more(), 'more dataset') }}: search for them.</p>
        }
        @for (sentence of follows(); track $index) {
          <p class="small row" role="status"><hl-icon name="warning" [small]="true" />{{ sentence }}</p>
        }
        @if (refused(); as sentence) {
          <p class="c-fail small row" role="alert"><hl-icon name="blocked" [small]="true" />{{ sentence }}</p>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" (click)="ref.close()">Cancel</button>
        <button type="submit" class="btn" [class.pri]="follows().length === 0" [class.danger]="follows().length > 0" [disabled]="!ready()">
          {{ saving() ? 'Saving' : 'Set short datasets' }}
        </button>
      </div>
    </form>
  `,
  styles: `
    .find {
      margin: 10px 0 8px;
    }
    .list {
      border: 1px solid var(--hl-line);
      border-radius: var(--hl-r-1);
      overflow: auto;
      max-height: 264px;
      scrollbar-width: thin;
    }
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 30px;
      padding: 2px 10px;
      border-bottom: 1px solid var(--hl-line);
      cursor: pointer;
    }
    .line:last-child {
      border-bottom: 0;
    }
    .fig {
      width: 64px;
      text-align: right;
      flex: none;
    }
    p.small {
      margin-top: 6px;
    }
  `,
})
export class ShortDatasetsDialog {
  protected readonly dataset = inject<DatasetRow>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<void>>(DialogRef);
  readonly #commands = inject(CommandClient);
  protected readonly name = signal('');
  readonly #had = new Set(this.dataset.shortDatasets.map(({ datasetId }) => datasetId));
  protected readonly chosen = signal<ReadonlySet<string>>(this.#had);
  protected readonly offered = liveView('datasets', () => ({
    filter: filters(
      { column: 'shortCount', op: 'is', value: 0 },
      this.name() !== '' && { column: 'name', op: 'contains', value: this.name() },
    ),
    limit: ROWS_AT_MOST,
  }));
  /** Those chosen before stand first, also one that was removed since: it can be taken out. */
  readonly #fitting = computed(() =>
    this.offered
      .rows()
      .filter(({ datasetId, state }) => datasetId !== this.dataset.datasetId && (state !== 'removed' || this.#had.has(datasetId)))
      .toSorted((a, b) => Number(this.#had.has(b.datasetId)) - Number(this.#had.has(a.datasetId))),
  );
  protected readonly shown = computed(() => this.#fitting().slice(0, SHOWN));
  protected readonly more = computed(() => this.#fitting().length - this.shown().length);
  readonly #changed = computed(() => this.chosen().size !== this.#had.size || [...this.chosen()].some((id) => !this.#had.has(id)));
  protected readonly follows = computed(() => (this.#changed() && this.chosen().size > 0 ? consequencesOf.getShort(this.dataset) : []));
  protected readonly saving = signal(false);
  protected readonly refused = signal<string | null>(null);
  protected readonly ready = computed(() => !this.saving() && this.#changed());
  protected readonly counted = counted;
  protected readonly bytes = bytes;

  protected toggle(datasetId: string): void {
    this.chosen.update((before) => {
      const chosen = new Set(before);
      if (!chosen.delete(datasetId)) chosen.add(datasetId);
      return chosen;
    });
  }
  protected async act(event: Event): Promise<void> {
    event.preventDefault();
    if (!this.ready()) return;
    this.saving.set(true);
    this.refused.set(null);
    const { datasetId, name, revision } = this.dataset;
    const outcome = await this.#commands.send(
      'ReplaceShortDatasets',
      { datasetId, shortDatasetIds: [...this.chosen()], expectedRevision: revision },
      { label: name, done: `${name} has ${counted(this.chosen().size, 'short dataset')} now.` },
    );
    this.saving.set(false);
    if (outcome.is === 'refused') return this.refused.set(outcome.because);
    this.ref.close();
  }
}
