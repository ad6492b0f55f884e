import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { trainTypes } from '@hyperloop/contracts/test-runs';
import { targets, type TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, number, shortTime, time } from '../../kernel/format';
import { liveView, ROWS_ASKED, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { ColumnFilters, columnFilters } from '../../kernel/parts/column-filters';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters, optionsOf } from '../../kernel/parts/filters';
import { JobBar } from '../../kernel/parts/meters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Status } from '../../kernel/parts/status';
import { trainStatus } from '../../kernel/parts/status-words';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { crumbs } from '../../kernel/shell/crumbs';
import { urlFlag, urlList, urlState, urlText } from '../../kernel/url/url-state';
import { cpuNeed } from '../acts/cpu-need';
import { tagWords } from '../acts/tag-words';
import { sharesOf } from '../acts/train-words';
import { typeWords } from '../acts/type-words';
import { DayField } from './day-field';
import { startOfDay } from './days';

/** All trains that were ever composed, the newest first. */
@Component({
  selector: 'hl-train-runs',
  imports: [
    Cell,
    ColumnFilters,
    DayField,
    DerivedMark,
    ExportButton,
    FilterBar,
    FilterChip,
    JobBar,
    Panel,
    RouterLink,
    SearchField,
    Status,
    Table,
  ],
  template: `
    <div class="pagehead">
      <h1>Train Runs</h1>
      <span class="muted small">{{ trains.remote().phase === 'here' ? trains.counted() : '' }}</span>
      <span class="push row"><hl-export [of]="trains" /></span>
    </div>
    <hl-filter-bar
      [filtered]="filtered()"
      [shown]="trains.rows().length"
      [total]="trains.counted()"
      [what]="trains.total() === 1 ? 'train' : 'trains'"
      (cleared)="clear()"
    >
      <hl-search
        placeholder="Wagon name"
        [width]="136"
        [value]="url.wagon()"
        (valueChange)="url.set({ wagon: $event }, { replace: true })"
      />
      <hl-filter label="State" [options]="states" [chosen]="url.state()" (chosenChange)="url.set({ state: $event })" />
      <hl-filter label="Type" [options]="types" [chosen]="url.type()" (chosenChange)="url.set({ type: $event })" />
      <hl-filter label="Dataset" [options]="datasetOptions()" [chosen]="url.dataset()" (chosenChange)="url.set({ dataset: $event })" />
      <hl-filter label="Target" [options]="targetOptions" [chosen]="url.target()" (chosenChange)="url.set({ target: $event })" />
      <hl-filter label="Operator" [options]="operatorOptions()" [chosen]="url.operator()" (chosenChange)="url.set({ operator: $event })" />
      <hl-day-field label="Composed from" [value]="url.from()" (valueChange)="url.set({ from: $event })" />
      <hl-day-field label="to" [value]="url.to()" (valueChange)="url.set({ to: $event })" />
      <hl-column-filters [columns]="columns" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Train runs"
        [of]="trains"
        [columns]="columns"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [linkOf]="link"
        [empty]="filtered() ? 'No train matches these filters' : 'No train was composed yet'"
        [emptyWhy]="filtered() ? 'Clear a filter to see more.' : 'Operators compose trains from wagons that passed their test.'"
      >
        <ng-template hlCell="state" [hlCellOf]="trains" let-row><hl-status kind="train" [state]="row.state" /></ng-template>
        <ng-template hlCell="test" [hlCellOf]="trains" let-row><hl-status kind="test" [state]="row.testState" /></ng-template>
        <ng-template hlCell="dataset" [hlCellOf]="trains" let-row
          ><a [routerLink]="['/dataset', row.datasetId]">{{ row.datasetName }}</a></ng-template
        >
        <ng-template hlCell="train" [hlCellOf]="trains" let-row
          ><span class="row t4"
            ><a class="strong" [routerLink]="link(row)">{{ row.trainId }}</a
            ><hl-derived-mark of="train" [kind]="row.trainType" /></span
        ></ng-template>
        <ng-template hlCell="jobs" [hlCellOf]="trains" let-row>
          @if (row.jobs.total > 0) {
            <span class="row"
              ><hl-job-bar [jobs]="shares(row)" /><span class="muted small">{{ number(row.jobs.total) }}</span></span
            >
          } @else {
            <span class="muted">–</span>
          }
        </ng-template>
        @if (filtered()) {
          <button hlEmptyAct type="button" class="btn sm" (click)="clear()">Clear all filters</button>
        } @else {
          <a hlEmptyAct class="btn sm" routerLink="/train-submission">Train Submission</a>
        }
      </hl-table>
      @if (trains.total() > trains.rows().length && trains.rows().length > 0) {
        <div class="note small t2 foot">
          <span>{{ number(trains.rows().length) }} of {{ trains.counted() }} trains are shown, in this order. The export holds all.</span>
          @if (!url.more()) {
            <button type="button" class="btn sm push" (click)="url.set({ more: true })">Show up to {{ number(most) }}</button>
          } @else {
            <span class="push">Narrow the filters or the days to see the others.</span>
          }
        </div>
      }
    </hl-panel>
  `,
  styles: `
    .foot {
      border-top: 1px solid var(--hl-line);
      flex: none;
      align-items: center;
    }
  `,
  host: { class: 'col grow' },
})
export class TrainRuns {
  protected readonly url = urlState({
    f: urlList(),
    wagon: urlText(),
    state: urlList(),
    type: urlList(),
    dataset: urlList(),
    target: urlList(),
    operator: urlList(),
    from: urlText(),
    to: urlText(),
    sort: urlText('-composedAt'),
    more: urlFlag(),
  });
  protected readonly narrowed = columnFilters(() => this.columns, this.url.f);
  protected readonly trains = liveView('train-runs', () => {
    const [from, to] = [startOfDay(this.url.from()), startOfDay(this.url.to(), 1)];
    return {
      sort: this.url.sort(),
      limit: this.url.more() ? ROWS_AT_MOST : ROWS_ASKED,
      filter: filters(
        this.url.wagon() !== '' && { column: 'wagonNames', op: 'contains', value: this.url.wagon() },
        this.url.state().length > 0 && { column: 'state', op: 'in', value: this.url.state() },
        this.url.type().length > 0 && { column: 'trainType', op: 'in', value: this.url.type() },
        this.url.dataset().length > 0 && { column: 'datasetId', op: 'in', value: this.url.dataset() },
        this.url.target().length > 0 && { column: 'targetName', op: 'in', value: this.url.target() },
        this.url.operator().length > 0 && { column: 'composedBy', op: 'in', value: this.url.operator() },
        from !== undefined && { column: 'composedAt', op: 'from', value: from },
        to !== undefined && { column: 'composedAt', op: 'to', value: to },
        ...this.narrowed(),
      ),
    };
  });
  readonly #datasets = liveView('datasets');
  readonly #people = liveView('people');
  protected readonly states = optionsOf(trainStatus);
  protected readonly types = trainTypes.map((type) => ({ value: type, word: typeWords[type] }));
  protected readonly targetOptions = targets.map(({ name }) => ({ value: name, word: name }));
  protected readonly datasetOptions = computed(() =>
    this.#datasets.rows().map(({ datasetId, name }) => ({ value: datasetId, word: name })),
  );
  protected readonly operatorOptions = computed(() =>
    this.#people
      .rows()
      .filter(({ roles }) => roles.includes('operator') || roles.includes('admin'))
      .map(({ personId }) => ({ value: personId, word: personId })),
  );
  protected readonly filtered = computed(
    () =>
      this.url.f().length > 0 ||
      this.url.wagon() !== '' ||
      this.url.from() !== '' ||
      this.url.to() !== '' ||
      [this.url.state(), this.url.type(), this.url.dataset(), this.url.target(), this.url.operator()].some((each) => each.length > 0),
  );
  protected readonly number = number;
  protected readonly most = ROWS_AT_MOST;
  protected readonly shares = (row: TrainRunRow) => sharesOf(row.jobs);
  protected readonly link = (row: TrainRunRow) => `/train-run/${row.trainId}`;
  protected readonly columns: readonly TableColumn<TrainRunRow>[] = [
    { id: 'train', label: 'Train' },
    { id: 'state', label: 'State', sort: 'state', filter: 'text' },
    { id: 'dataset', label: 'Dataset', sort: 'datasetName', filter: 'text' },
    {
      id: 'wagons',
      label: 'Wagons',
      text: ({ wagonNames }) => wagonNames,
      title: ({ wagonNames }) => wagonNames,
      sort: 'wagonNames',
      filter: 'text',
      width: '18%',
    },
    {
      id: 'tag',
      label: 'Tag',
      text: ({ packageTag }) => tagWords(packageTag),
      title: ({ packageTag }) => packageTag,
      sort: 'packageTag',
      filter: 'text',
      look: 't2',
    },
    { id: 'target', label: 'Target', text: ({ targetName }) => targetName, sort: 'targetName', filter: 'text', look: 't2' },
    { id: 'test', label: 'Test', sort: 'testState', filter: 'text' },
    { id: 'jobs', label: 'Jobs' },
    {
      id: 'cpu',
      label: 'CPU',
      text: (row) => cpuNeed(row.neededCpuDays),
      sort: 'neededCpuDays',
      filter: 'number',
      numeric: true,
      hint: 'Needed, as the test says',
    },
    { id: 'pss', label: 'PSS', text: (row) => bytes(row.pssMaxBytes), sort: 'pssMaxBytes', filter: 'number', numeric: true },
    { id: 'by', label: 'Operator', text: ({ composedBy }) => composedBy, sort: 'composedBy', filter: 'text', look: 't2' },
    {
      id: 'composed',
      label: 'Composed',
      text: (row) => shortTime(row.composedAt),
      title: (row) => time(row.composedAt),
      sort: 'composedAt',
      filter: 'instant',
      look: 't2',
    },
    {
      id: 'ended',
      label: 'Ended',
      text: (row) => shortTime(row.endedAt),
      title: (row) => time(row.endedAt),
      sort: 'endedAt',
      filter: 'instant',
      look: 't2',
    },
  ];

  constructor() {
    leads(this.trains);
    crumbs(() => [{ label: 'Train Runs' }]);
  }
  protected clear(): void {
    this.url.clear('f', 'wagon', 'state', 'type', 'dataset', 'target', 'operator', 'from', 'to');
  }
}
