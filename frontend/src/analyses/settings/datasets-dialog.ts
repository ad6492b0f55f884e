import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { CommandClient } from '../../kernel/commands/command-client';
import { bytes, counted, number } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters } from '../../kernel/parts/filters';
import { Icon } from '../../kernel/parts/icon';
import { SearchField } from '../../kernel/parts/search-field';
import { Session } from '../../kernel/session/session';
import { TestMailChoice } from './test-mail';
import { fitsFinder, kindOptions, optionsFrom } from './finder';

const SHOWN = 200;

/** “Datasets and settings” (rule 21): the datasets of an analysis with removal, and a finder that offers active ones only. */
@Component({
  selector: 'hl-datasets-dialog',
  imports: [FilterChip, Icon, SearchField, TestMailChoice],
  templateUrl: './datasets-dialog.html',
  styles: `
    .dialog {
      width: 760px;
      display: flex;
      flex-direction: column;
    }
    .list {
      border: 1px solid var(--hl-line);
      border-radius: var(--hl-r-1);
      overflow: auto;
      max-height: 216px;
      scrollbar-width: thin;
    }
    .line {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 30px;
      padding: 2px 4px 2px 10px;
      border-bottom: 1px solid var(--hl-line);
    }
    .line:last-child {
      border-bottom: 0;
    }
    .line .btn {
      width: 88px;
    }
    .line .grow {
      overflow: hidden;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    .fig {
      width: 76px;
      text-align: right;
      flex: none;
    }
    .kind {
      width: 88px;
      flex: none;
    }
    h3 {
      font: var(--hl-type-heading);
      margin: 12px 0 6px;
    }
    .filters {
      margin-bottom: 8px;
      flex-wrap: wrap;
    }
    .said {
      padding: 0 10px 6px;
    }
  `,
})
export class DatasetsDialog {
  protected readonly ref = inject<DialogRef<void>>(DialogRef);
  readonly #analysisId = inject<{ analysisId: string }>(DIALOG_DATA).analysisId;
  readonly #commands = inject(CommandClient);
  readonly #session = inject(Session);
  readonly #analysis = liveView('analyses', () => ({ key: this.#analysisId }));
  protected readonly analysis = this.#analysis.one;

  protected readonly name = signal('');
  protected readonly kind = signal<readonly string[]>([]);
  protected readonly system = signal<readonly string[]>([]);
  protected readonly anchor = signal<readonly string[]>([]);
  /** Only active datasets are offered, and none that has short ones (rules 21, 22). */
  protected readonly offered = liveView('datasets', () => ({
    filter: filters(
      { column: 'state', op: 'is', value: 'active' },
      { column: 'shortCount', op: 'is', value: 0 },
      this.kind().length > 0 && { column: 'kind', op: 'in', value: this.kind() },
      this.name() !== '' && { column: 'name', op: 'contains', value: this.name() },
    ),
    limit: ROWS_AT_MOST,
  }));
  readonly #known = liveView('datasets', () => {
    const names = this.analysis()?.datasets.map(({ name }) => name) ?? [];
    return names.length === 0 ? null : { filter: [{ column: 'name', op: 'in', value: names.slice(0, 500) }] };
  });
  protected readonly mine = computed(() =>
    (this.analysis()?.datasets ?? []).map((dataset) => ({ ...dataset, row: this.#known.byKey().get(dataset.datasetId) })),
  );
  readonly #found = computed(() => {
    const has = new Set(this.mine().map(({ datasetId }) => datasetId));
    return this.offered
      .rows()
      .filter((row) => !has.has(row.datasetId) && fitsFinder(row, { systems: this.system(), anchors: this.anchor() }));
  });
  protected readonly found = computed(() => this.#found().slice(0, SHOWN));
  protected readonly more = computed(() => this.#found().length - this.found().length);
  protected readonly kinds = kindOptions;
  protected readonly systems = computed(() => optionsFrom(this.offered.rows(), ({ collisionSystem }) => collisionSystem));
  protected readonly anchors = computed(() => optionsFrom(this.offered.rows(), ({ anchor }) => anchor));
  protected readonly filtered = computed(() => this.name() !== '' || this.kind().length + this.system().length + this.anchor().length > 0);

  protected readonly busy = signal<ReadonlySet<string>>(new Set());
  protected readonly refused = signal<ReadonlyMap<string, string>>(new Map());
  protected readonly offAdd = computed(() => this.#off('AddDatasetToAnalysis'));
  protected readonly offRemove = computed(() => this.#off('RemoveDatasetFromAnalysis'));
  protected readonly bytes = bytes;
  protected readonly number = number;
  protected readonly counted = counted;

  protected async change(
    what: 'AddDatasetToAnalysis' | 'RemoveDatasetFromAnalysis',
    { datasetId, name }: Pick<DatasetRow, 'datasetId' | 'name'>,
  ): Promise<void> {
    if (this.#off(what) !== null || this.busy().has(datasetId)) return;
    this.busy.update((busy) => new Set([...busy, datasetId]));
    this.refused.update((refused) => new Map([...refused].filter(([id]) => id !== datasetId)));
    const outcome = await this.#commands.send(what, { analysisId: this.#analysisId, datasetId }, { label: name, quiet: true });
    if (outcome.is === 'refused') this.refused.update((refused) => new Map([...refused, [datasetId, outcome.because]]));
    else await outcome.seen;
    this.busy.update((busy) => new Set([...busy].filter((id) => id !== datasetId)));
  }
  protected clear(): void {
    this.name.set('');
    for (const chosen of [this.kind, this.system, this.anchor]) chosen.set([]);
  }
  #off(what: 'AddDatasetToAnalysis' | 'RemoveDatasetFromAnalysis'): string | null {
    const service = this.analysis()?.service;
    return (
      this.#session.mayNot(what, { analysisId: this.#analysisId, ...(service === undefined ? {} : { service }) }) ??
      this.#commands.blocked()
    );
  }
}
