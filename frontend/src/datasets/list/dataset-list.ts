import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { DatasetRow } from '@hyperloop/contracts/datasets';
import { bytes, counted, cpuDays, number, shortTime, time } from '../../kernel/format';
import { listed } from '../../kernel/format/runs';
import { liveView, ROWS_ASKED, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { Dialogs } from '../../kernel/parts/dialogs';
import { ColumnFilters, columnFilters } from '../../kernel/parts/column-filters';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters } from '../../kernel/parts/filters';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell, Detail } from '../../kernel/parts/table-templates';
import { crumbs } from '../../kernel/shell/crumbs';
import { Moment } from '../../kernel/url/moment';
import { urlFlag, urlList, urlState, urlText } from '../../kernel/url/url-state';
import { DatasetActs } from '../dataset-acts';
import { kinds } from '../dataset-words';
import { CreateDatasetDialog } from './create-dialog';

const MEANT = ['f', 'q', 'state', 'kind', 'system', 'wagons', 'removed'] as const;

/** All datasets, for everybody to read; operators act (rules 7, 9). Removed ones only on demand (rule 151). */
@Component({
  selector: 'hl-dataset-list',
  imports: [Cell, ColumnFilters, Detail, ExportButton, FilterBar, FilterChip, Icon, Panel, RouterLink, SearchField, Status, Table],
  templateUrl: './dataset-list.html',
  styles: `
    .gone {
      text-decoration: line-through;
      color: var(--hl-text-3);
    }
    .prod {
      display: grid;
      grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr) 90px 90px;
      gap: 12px;
      align-items: center;
      height: 28px;
      padding: 0 12px 0 44px;
      border-bottom: 1px solid var(--hl-line);
    }
    .prod:last-child {
      border-bottom: 0;
    }
    .prod .n {
      text-align: right;
    }
    .foot {
      border-top: 1px solid var(--hl-line);
      flex: none;
      align-items: center;
    }
    .removed {
      display: inline-flex;
      align-items: center;
      gap: 6px;
      font: var(--hl-type-small);
      color: var(--hl-text-2);
      height: 24px;
      cursor: pointer;
    }
  `,
  host: { class: 'col grow' },
})
export class DatasetList {
  readonly #router = inject(Router);
  readonly #dialogs = inject(Dialogs);
  readonly #moment = inject(Moment);
  protected readonly acts = inject(DatasetActs);
  protected readonly url = urlState({
    f: urlList(),
    q: urlText(),
    state: urlList(),
    kind: urlList(),
    system: urlText(),
    wagons: urlFlag(),
    removed: urlFlag(),
    sort: urlText('name'),
    more: urlFlag(),
  });
  protected readonly narrowed = columnFilters(() => this.columns, this.url.f);
  protected readonly list = liveView('datasets', () => ({
    sort: this.url.sort(),
    limit: this.url.more() ? ROWS_AT_MOST : ROWS_ASKED,
    filter: filters(
      this.url.q() !== '' && { column: 'name', op: 'contains', value: this.url.q() },
      { column: 'state', op: 'in', value: this.#states() },
      this.url.kind().length > 0 && { column: 'kind', op: 'in', value: this.url.kind() },
      this.url.system() !== '' && { column: 'collisionSystem', op: 'contains', value: this.url.system() },
      this.url.wagons() && { column: 'enabledWagons', op: 'from', value: 1 },
      ...this.narrowed(),
    ),
  }));
  readonly #active = liveView('datasets', () => ({ filter: [{ column: 'state', op: 'is', value: 'active' }], limit: 1 }));
  readonly #all = liveView('datasets', () => ({ filter: [{ column: 'state', op: 'in', value: ['active', 'inactive'] }], limit: 1 }));
  readonly #states = computed(() => {
    const chosen = this.url.state();
    return [...(chosen.length > 0 ? chosen : ['active', 'inactive']), ...(this.url.removed() ? ['removed'] : [])];
  });
  protected readonly count = computed(() =>
    this.#all.remote().phase === 'here' && this.#active.remote().phase === 'here'
      ? `${number(this.#all.total())}, of which ${number(this.#active.total())} active`
      : '',
  );
  protected readonly kinds = kinds;
  protected readonly stateOptions = [
    { value: 'active', word: 'Active' },
    { value: 'inactive', word: 'Inactive' },
  ];
  protected readonly wagonOptions = [{ value: 'yes', word: '≥ 1' }];
  protected readonly systems = computed(() => {
    const found = new Set(this.list.rows().flatMap(({ productions }) => productions.map(({ collisionSystem }) => collisionSystem)));
    if (this.url.system() !== '') found.add(this.url.system());
    return [...found].toSorted((a, b) => a.localeCompare(b)).map((value) => ({ value, word: value }));
  });
  protected readonly filtered = computed(
    () =>
      this.url.f().length > 0 ||
      this.url.q() !== '' ||
      this.url.system() !== '' ||
      this.url.wagons() ||
      this.url.removed() ||
      this.url.state().length + this.url.kind().length > 0,
  );
  protected readonly size = computed(() => bytes(this.list.rows().reduce((sum, row) => sum + row.bytes, 0)));
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly offCreate = computed(() => this.acts.off('CreateDataset'));
  protected readonly link = (row: DatasetRow) => `/dataset/${row.datasetId}`;
  protected readonly actions = (row: DatasetRow) => this.acts.actionsOf(row);
  protected readonly isGone = (row: DatasetRow) => row.state === 'removed';
  protected readonly bytes = bytes;
  protected readonly number = number;
  protected readonly counted = counted;
  protected readonly listed = listed;
  protected readonly most = ROWS_AT_MOST;
  protected readonly columns: readonly TableColumn<DatasetRow>[] = [
    { id: 'name', label: 'Name', text: ({ name }) => name, title: ({ name }) => name, sort: 'name', filter: 'text' },
    { id: 'state', label: 'State', sort: 'state', filter: 'text' },
    { id: 'kind', label: 'Kind', text: ({ kind }) => kind, sort: 'kind', filter: 'text', look: 't2' },
    {
      id: 'system',
      label: 'Collision system',
      text: ({ collisionSystem }) => collisionSystem || '–',
      sort: 'collisionSystem',
      filter: 'text',
      look: 't2',
    },
    { id: 'productions', label: 'Productions', text: ({ productionCount }) => number(productionCount), numeric: true },
    {
      id: 'runs',
      label: 'Runs',
      text: ({ runCount }) => number(runCount),
      sort: 'runCount',
      filter: 'number',
      numeric: true,
      hint: 'Runs of the runlists without the excluded ones',
    },
    { id: 'files', label: 'Files', text: ({ fileCount }) => number(fileCount), sort: 'fileCount', filter: 'number', numeric: true },
    { id: 'size', label: 'Size', text: (row) => bytes(row.bytes), sort: 'bytes', filter: 'number', numeric: true },
    {
      id: 'cpu',
      label: 'CPU limit',
      text: ({ cpuLimitDays }) => cpuDays(cpuLimitDays),
      title: ({ cpuLimitDays }) => `${number(cpuLimitDays, cpuLimitDays < 1 ? 3 : 0)} days of CPU that a train may need here`,
      sort: 'cpuLimitDays',
      filter: 'number',
      numeric: true,
    },
    {
      id: 'analyses',
      label: 'Analyses',
      text: ({ analyses }) => number(analyses.length),
      title: ({ analyses }) => analyses.map(({ name }) => name).join(', '),
      numeric: true,
    },
    {
      id: 'wagons',
      label: 'Wagons',
      text: ({ enabledWagons }) => number(enabledWagons),
      sort: 'enabledWagons',
      filter: 'number',
      numeric: true,
      hint: 'Wagons enabled on it now',
    },
    {
      id: 'changed',
      label: 'Changed',
      text: ({ changedAt }) => shortTime(changedAt),
      title: ({ changedAt, changedBy }) => `${changedBy}, ${time(changedAt)}`,
      sort: 'changedAt',
      filter: 'instant',
      look: 't2',
    },
  ];

  constructor() {
    leads(this.list);
    crumbs(() => [{ label: 'Datasets' }]);
  }
  protected clear(): void {
    this.url.clear(...MEANT);
  }
  protected async create(): Promise<void> {
    if (this.offCreate() !== null) return;
    const datasetId = await this.#dialogs.open<string, null, CreateDatasetDialog>(CreateDatasetDialog, null, 'Add a dataset');
    if (datasetId !== null) await this.#router.navigate(['/dataset', datasetId]);
  }
}
