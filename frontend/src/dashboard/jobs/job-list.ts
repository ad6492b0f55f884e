import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import { jobGroups, jobStateWords, type GridJobRow } from '@hyperloop/contracts/grid';
import { bytes, number, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters, optionsOf } from '../../kernel/parts/filters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Status } from '../../kernel/parts/status';
import { jobStatus } from '../../kernel/parts/status-words';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { crumbs } from '../../kernel/shell/crumbs';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';
import { groupWords } from './group-words';

/** Jobs of all trains: what the Grid tiles of the dashboard count. */
@Component({
  selector: 'hl-job-list',
  imports: [Cell, ExportButton, FilterBar, FilterChip, Panel, RouterLink, SearchField, Status, Table],
  template: `
    <div class="pagehead">
      <h1>Grid jobs</h1>
      <span class="muted small">{{ jobs.remote().phase === 'here' ? jobs.counted() : '' }}</span>
      <span class="push row"><hl-export [of]="jobs" /></span>
    </div>
    <hl-filter-bar [filtered]="filtered()" [shown]="jobs.rows().length" [total]="jobs.counted()" what="job" (cleared)="clear()">
      <hl-search
        placeholder="Train"
        [width]="120"
        [value]="url.trainId()"
        (valueChange)="url.set({ trainId: $event }, { replace: true })"
      />
      <hl-filter label="Kind" [options]="groups" [chosen]="url.group()" (chosenChange)="url.set({ group: $event })" />
      <hl-filter label="State" [options]="states" [chosen]="url.state()" (chosenChange)="url.set({ state: $event })" />
      <hl-filter
        label="Changed"
        [options]="since()"
        [chosen]="url.from() === '' ? [] : [url.from()]"
        [single]="true"
        (chosenChange)="url.set({ from: $event[0] ?? '' })"
      />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Grid jobs"
        [of]="jobs"
        [columns]="columns"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [linkOf]="link"
        [empty]="filtered() ? 'No job matches these filters' : 'No train was submitted yet'"
        [emptyWhy]="filtered() ? 'Clear a filter to see more.' : 'Jobs are made when an operator submits a train.'"
      >
        <ng-template hlCell="state" [hlCellOf]="jobs" let-job
          ><span [attr.title]="job.reason ?? wordsOf(job)"><hl-status kind="job" [state]="job.state" /></span
        ></ng-template>
        <ng-template hlCell="train" [hlCellOf]="jobs" let-job
          ><a [routerLink]="['/train-run', job.trainId]">{{ job.trainId }}</a></ng-template
        >
        @if (filtered()) {
          <button hlEmptyAct type="button" class="btn sm" (click)="clear()">Clear all filters</button>
        } @else {
          <a hlEmptyAct class="btn sm" routerLink="/train-runs">Train Runs</a>
        }
      </hl-table>
      @if (jobs.total() > jobs.rows().length && jobs.rows().length > 0) {
        <div class="note small t2 foot">
          {{ number(jobs.rows().length) }} of {{ jobs.counted() }} jobs are shown, in this order. Narrow the filters to see the others; the
          export holds all.
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
export class JobList {
  protected readonly url = urlState({
    trainId: urlText(),
    group: urlList(),
    state: urlList(),
    from: urlText(),
    sort: urlText('-changedAt'),
  });
  protected readonly jobs = liveView('grid-jobs', () => ({
    sort: this.url.sort(),
    filter: filters(
      this.url.trainId() !== '' && { column: 'trainId', op: 'is', value: this.url.trainId() },
      this.url.group().length > 0 && { column: 'group', op: 'in', value: this.url.group() },
      this.url.state().length > 0 && { column: 'state', op: 'in', value: this.url.state() },
      isTime(this.url.from()) && { column: 'changedAt', op: 'from', value: this.url.from() },
    ),
  }));
  protected readonly groups = jobGroups.map((value) => ({ value, word: groupWords[value] }));
  protected readonly states = optionsOf(jobStatus);
  protected readonly since = computed(() => {
    const from = this.url.from();
    const hours = (count: number, word: string) => ({
      value: new Date(Math.floor(Date.now() / 3_600_000 - count) * 3_600_000).toISOString(),
      word,
    });
    const offered = [hours(1, 'in the last hour'), hours(24, 'in the last day'), hours(24 * 7, 'in the last week')];
    return from === '' || offered.some(({ value }) => value === from)
      ? offered
      : [{ value: from, word: `since ${time(from)}` }, ...offered];
  });
  protected readonly filtered = computed(
    () => this.url.trainId() !== '' || this.url.from() !== '' || this.url.group().length > 0 || this.url.state().length > 0,
  );
  protected readonly number = number;
  protected readonly wordsOf = (job: GridJobRow) => jobStateWords[job.state];
  protected readonly link = (job: GridJobRow) => ['/train-run', job.trainId];
  protected readonly columns: readonly TableColumn<GridJobRow>[] = [
    { id: 'job', label: 'Job', text: ({ jobId }) => jobId, look: 'mono' },
    { id: 'state', label: 'State', sort: 'state', width: '140px' },
    { id: 'train', label: 'Train', width: '90px' },
    { id: 'run', label: 'Run', text: ({ run }) => String(run), sort: 'run', numeric: true },
    { id: 'attempt', label: 'Attempt', text: ({ attempt }) => number(attempt), sort: 'attempt', numeric: true },
    { id: 'site', label: 'Site', text: ({ site }) => site ?? '–', sort: 'site', look: 't2' },
    { id: 'files', label: 'Files', text: ({ files }) => number(files), numeric: true },
    { id: 'bytes', label: 'Input', text: (job) => bytes(job.bytes), sort: 'bytes', numeric: true },
    { id: 'reason', label: 'Why', text: ({ reason }) => reason ?? '–', title: ({ reason }) => reason ?? '', look: 't2', width: '24%' },
    {
      id: 'submitted',
      label: 'Submitted',
      text: ({ submittedAt }) => shortTime(submittedAt),
      title: ({ submittedAt }) => time(submittedAt),
      sort: 'submittedAt',
      look: 't2',
    },
    {
      id: 'changed',
      label: 'Changed',
      text: ({ changedAt }) => shortTime(changedAt),
      title: ({ changedAt }) => time(changedAt),
      sort: 'changedAt',
      look: 't2',
    },
  ];

  constructor() {
    leads(this.jobs);
    crumbs(() => [{ label: 'Dashboard', link: '/dashboard' }, { label: 'Grid jobs' }]);
  }
  protected clear(): void {
    this.url.clear('trainId', 'group', 'state', 'from');
  }
}

/** Half-typed addresses ask for nothing wrong. */
const isTime = (text: string): boolean => text !== '' && !Number.isNaN(Date.parse(text));
