import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { shortTag } from '@hyperloop/contracts/packages';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { bytes, counted, duration, number, percent, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { ColumnFilters, columnFilters } from '../../kernel/parts/column-filters';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters, optionsOf } from '../../kernel/parts/filters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Status } from '../../kernel/parts/status';
import { testStatus } from '../../kernel/parts/status-words';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { crumbs } from '../../kernel/shell/crumbs';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';
import { cpuNeed } from '../page/figure-words';

/** All tests of wagons and trains, the newest first. */
@Component({
  selector: 'hl-test-list',
  imports: [Cell, ColumnFilters, ExportButton, FilterBar, FilterChip, Panel, RouterLink, SearchField, Status, Table],
  template: `
    <div class="pagehead">
      <h1>Tests</h1>
      <span class="muted small">{{ tests.remote().phase === 'here' ? tests.counted() : '' }}</span>
      <span class="push row"><hl-export [of]="tests" /></span>
    </div>
    <hl-filter-bar [filtered]="filtered()" [shown]="tests.rows().length" [total]="tests.counted()" what="test" (cleared)="clear()">
      <hl-search placeholder="Wagon or train" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
      <hl-filter label="State" [options]="states" [chosen]="url.state()" (chosenChange)="url.set({ state: $event })" />
      <hl-filter label="Of" [options]="kinds" [chosen]="url.kind()" (chosenChange)="url.set({ kind: $event })" />
      <hl-filter label="Dataset" [options]="datasetOptions()" [chosen]="url.dataset()" (chosenChange)="url.set({ dataset: $event })" />
      <hl-filter label="Queued for" [options]="people()" [chosen]="url.for()" (chosenChange)="url.set({ for: $event })" />
      <hl-column-filters [columns]="columns" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Tests"
        [of]="tests"
        [columns]="columns"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [linkOf]="link"
        [empty]="filtered() ? 'No test matches these filters' : 'No wagon was tested yet'"
        [emptyWhy]="filtered() ? 'Clear a filter to see more.' : 'Enabling a wagon on a dataset in My Analyses queues its test.'"
      >
        <ng-template hlCell="state" [hlCellOf]="tests" let-row
          ><hl-status
            kind="test"
            [state]="row.state"
            [word]="row.state === 'warning' ? counted(row.warningCount, 'warning') : ''"
            [more]="row.state === 'running' ? percent(row.share) : ''"
        /></ng-template>
        <ng-template hlCell="of" [hlCellOf]="tests" let-row>
          @if (row.kind === 'wagon') {
            <a [routerLink]="['/wagon', row.subjectId]">{{ row.name }}</a>
          } @else {
            <a [routerLink]="['/train-run', row.subjectId]">Train {{ row.subjectId }}</a>
          }
        </ng-template>
        <ng-template hlCell="dataset" [hlCellOf]="tests" let-row
          ><a [routerLink]="['/dataset', row.datasetId]">{{ row.datasetName }}</a></ng-template
        >
        @if (filtered()) {
          <button hlEmptyAct type="button" class="btn sm" (click)="clear()">Clear all filters</button>
        } @else {
          <a hlEmptyAct class="btn sm" routerLink="/">My Analyses</a>
        }
      </hl-table>
      @if (tests.total() > tests.rows().length && tests.rows().length > 0) {
        <div class="note small t2 foot">
          {{ number(tests.rows().length) }} of {{ tests.counted() }} tests are shown, in this order. Narrow the filters to see the others;
          the export holds all.
        </div>
      }
    </hl-panel>
  `,
  styles: `
    .foot {
      border-top: 1px solid var(--hl-line);
      flex: none;
    }
  `,
  host: { class: 'col grow' },
})
export class TestList {
  protected readonly url = urlState({
    f: urlList(),
    q: urlText(),
    state: urlList(),
    kind: urlList(),
    dataset: urlList(),
    for: urlList(),
    sort: urlText('-queuedAt'),
  });
  protected readonly narrowed = columnFilters(() => this.columns, this.url.f);
  protected readonly tests = liveView('test-runs', () => ({
    sort: this.url.sort(),
    filter: filters(
      this.url.q() !== '' && { column: 'name', op: 'contains', value: this.url.q() },
      this.url.state().length > 0 && { column: 'state', op: 'in', value: this.url.state() },
      this.url.kind().length > 0 && { column: 'kind', op: 'in', value: this.url.kind() },
      this.url.dataset().length > 0 && { column: 'datasetId', op: 'in', value: this.url.dataset() },
      this.url.for().length > 0 && { column: 'queuedFor', op: 'in', value: this.url.for() },
      ...this.narrowed(),
    ),
  }));
  readonly #datasets = liveView('datasets');
  readonly #people = liveView('people');
  protected readonly states = optionsOf(testStatus).filter(({ value }) => value !== 'none');
  protected readonly kinds = [
    { value: 'wagon', word: 'Wagons' },
    { value: 'train', word: 'Trains' },
  ];
  protected readonly datasetOptions = computed(() =>
    this.#datasets.rows().map(({ datasetId, name }) => ({ value: datasetId, word: name })),
  );
  protected readonly people = computed(() => this.#people.rows().map(({ personId }) => ({ value: personId, word: personId })));
  protected readonly filtered = computed(
    () =>
      this.url.f().length > 0 ||
      this.url.q() !== '' ||
      [this.url.state(), this.url.kind(), this.url.dataset(), this.url.for()].some((each) => each.length > 0),
  );
  protected readonly number = number;
  protected readonly counted = counted;
  protected readonly percent = percent;
  protected readonly link = (row: TestRunRow) => `/wagon-test/${row.testRunId}`;
  protected readonly columns: readonly TableColumn<TestRunRow>[] = [
    { id: 'test', label: 'Test', text: ({ testRunId }) => testRunId, look: 'strong' },
    { id: 'state', label: 'State', sort: 'state', filter: 'text', width: '140px' },
    { id: 'of', label: 'Of', sort: 'name', filter: 'text' },
    { id: 'dataset', label: 'Dataset', sort: 'datasetName', filter: 'text' },
    {
      id: 'tag',
      label: 'Tag',
      text: ({ packageTag }) => shortTag(packageTag),
      title: ({ packageTag }) => packageTag,
      sort: 'packageTag',
      filter: 'text',
      look: 't2',
    },
    { id: 'for', label: 'Queued for', text: ({ queuedFor }) => queuedFor, sort: 'queuedFor', filter: 'text', look: 't2' },
    { id: 'pss', label: 'PSS max', text: ({ figures }) => bytes(figures?.pss.max), numeric: true },
    { id: 'cpu', label: 'Expected CPU', text: ({ expected }) => cpuNeed(expected?.cpuDays), numeric: true, hint: 'For the whole dataset' },
    { id: 'took', label: 'Took', text: tookOf, numeric: true },
    {
      id: 'queued',
      label: 'Queued',
      text: ({ queuedAt }) => shortTime(queuedAt),
      title: ({ queuedAt }) => time(queuedAt),
      sort: 'queuedAt',
      filter: 'instant',
      look: 't2',
    },
    {
      id: 'started',
      label: 'Started',
      text: ({ startedAt }) => shortTime(startedAt),
      title: ({ startedAt }) => time(startedAt),
      sort: 'startedAt',
      filter: 'instant',
      look: 't2',
    },
    {
      id: 'ended',
      label: 'Ended',
      text: ({ endedAt }) => shortTime(endedAt),
      title: ({ endedAt }) => time(endedAt),
      sort: 'endedAt',
      filter: 'instant',
      look: 't2',
    },
  ];

  constructor() {
    leads(this.tests);
    crumbs(() => [{ label: 'Tests' }]);
  }
  protected clear(): void {
    this.url.clear('f', 'q', 'state', 'kind', 'dataset', 'for');
  }
}

function tookOf({ startedAt, endedAt }: TestRunRow): string {
  return startedAt === null || endedAt === null ? '–' : duration((Date.parse(endedAt) - Date.parse(startedAt)) / 1000);
}
