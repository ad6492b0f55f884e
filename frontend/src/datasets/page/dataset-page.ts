import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import { CommandButton } from '../../kernel/commands/command-button';
import { bytes, cpuDays, number, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Dialogs } from '../../kernel/parts/dialogs';
import { Icon } from '../../kernel/parts/icon';
import { KeyValues, type KeyValue } from '../../kernel/parts/key-values';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { DatasetActs, emptyBecause } from '../dataset-acts';
import { kinds } from '../dataset-words';
import { AddToAnalysis } from './add-to-analysis';
import { ProductionDialog } from './production-dialog';
import { ProductionPanel } from './production-panel';
import { ShortDatasetsDialog } from './short-datasets-dialog';

/** One dataset at an address that stays (rule 24): what is in it, who uses it, and what operators may change. */
@Component({
  selector: 'hl-dataset-page',
  imports: [AddToAnalysis, Cell, CommandButton, Here, Icon, KeyValues, Panel, ProductionPanel, RemotePart, RouterLink, Status, Table],
  templateUrl: './dataset-page.html',
  styles: `
    .grid {
      display: grid;
      grid-template-columns: minmax(0, 1fr) 340px;
      gap: 12px;
      flex: 1;
      min-height: 0;
      overflow: auto;
      margin: 0 -20px -16px;
      padding: 0 20px 16px;
      align-content: start;
      scrollbar-width: thin;
    }
    .side,
    .prods {
      display: flex;
      flex-direction: column;
      gap: 12px;
      min-width: 0;
    }
    .side hl-panel,
    .prods > hl-panel {
      flex: none;
    }
    .users {
      max-height: 320px;
    }
    .use {
      display: flex;
      align-items: center;
      min-height: 28px;
      padding: 0 12px;
      border-bottom: 1px solid var(--hl-line);
      min-width: 0;
    }
    .use:last-child {
      border-bottom: 0;
    }
    .list {
      overflow: auto;
      max-height: 240px;
      scrollbar-width: thin;
    }
    h1.gone {
      text-decoration: line-through;
      color: var(--hl-text-3);
    }
    .empty .btn {
      margin-top: 10px;
    }
    @media (max-width: 1359px) {
      .grid {
        grid-template-columns: minmax(0, 1fr) 300px;
      }
    }
  `,
  host: { class: 'col grow' },
})
export class DatasetPage {
  readonly id = input.required<string>();
  readonly #dialogs = inject(Dialogs);
  readonly #moment = inject(Moment);
  protected readonly acts = inject(DatasetActs);
  protected readonly dataset = liveView('datasets', () => ({ key: this.id() }));
  protected readonly cells = liveView('wagon-cells', () => ({
    filter: [
      { column: 'datasetId', op: 'is', value: this.id() },
      { column: 'enabled', op: 'is', value: true },
    ],
    sort: 'wagonName',
  }));
  protected readonly changeable = computed(() => this.#moment.at() === null && this.dataset.one()?.state !== 'removed');
  protected readonly now = computed(() => this.#moment.at() === null);
  protected readonly number = number;
  protected readonly link = (row: WagonCellRow) => `/wagon/${row.wagonId}`;
  protected readonly columns: readonly TableColumn<WagonCellRow>[] = [
    { id: 'wagon', label: 'Wagon', text: ({ wagonName }) => wagonName, look: 'strong' },
    { id: 'analysis', label: 'Analysis' },
    { id: 'test', label: 'Test' },
    { id: 'by', label: 'Enabled by', text: ({ enabledBy }) => enabledBy ?? '–', look: 't2' },
    { id: 'at', label: 'Enabled', text: ({ enabledAt }) => shortTime(enabledAt), title: ({ enabledAt }) => time(enabledAt), look: 't2' },
  ];
  protected readonly facts = computed<readonly KeyValue[]>(() => {
    const it = this.dataset.one();
    if (it === undefined) return [];
    return [
      { key: 'Kind', value: kinds.find(({ value }) => value === it.kind)?.word ?? it.kind },
      { key: 'Collision system', value: it.collisionSystem || '–' },
      { key: 'Runs used', value: number(it.runCount) },
      { key: 'Files', value: number(it.fileCount) },
      { key: 'Size', value: bytes(it.bytes) },
      { key: 'CPU limit', value: cpuDays(it.cpuLimitDays), title: 'CPU that a train may need here' },
      { key: 'Created', value: time(it.createdAt) },
      { key: 'Changed', value: `${it.changedBy}, ${time(it.changedAt)}` },
    ];
  });
  protected readonly activate = () => this.#with(this.acts.activate);
  protected readonly deactivate = () => this.#with(this.acts.deactivate);
  protected readonly remove = () => this.#with(this.acts.remove);
  protected readonly offActivate = computed(() => {
    const it = this.dataset.one();
    return this.acts.off('ActivateDataset') ?? (it === undefined ? null : emptyBecause(it));
  });
  protected noAnalysis({ state, shortCount }: DatasetRow): string {
    if (shortCount > 0) return 'No analysis has it: one that has short datasets is offered to none.';
    return state === 'active' ? 'No analysis has it yet.' : 'No analysis has it. Only active datasets can be added to one.';
  }
  protected readonly offShort = computed(() => this.acts.off('ReplaceShortDatasets'));
  protected readonly offAdd = computed(() => this.acts.off('AddProduction'));

  constructor() {
    leads(this.dataset, this.cells);
    crumbs(() => [{ label: 'Datasets', link: '/datasets' }, { label: this.dataset.one()?.name ?? this.id() }]);
  }
  protected addProduction(): void {
    const it = this.dataset.one();
    if (it !== undefined && this.offAdd() === null) void this.#dialogs.open(ProductionDialog, it, `Add a production to ${it.name}`);
  }
  protected editShort(): void {
    const it = this.dataset.one();
    if (it !== undefined && this.offShort() === null) void this.#dialogs.open(ShortDatasetsDialog, it, `Short datasets of ${it.name}`);
  }
  #with<T>(act: (row: NonNullable<ReturnType<typeof this.dataset.one>>) => Promise<T | null>): Promise<T | null> {
    const it = this.dataset.one();
    return it === undefined ? Promise.resolve(null) : act(it);
  }
}
