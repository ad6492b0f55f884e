import { Component, computed, input } from '@angular/core';
import type { MasterjobRow } from '@hyperloop/contracts/grid';
import { bytes, duration, number } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { optionsOf } from '../../kernel/parts/filters';
import { JobBar } from '../../kernel/parts/meters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Status } from '../../kernel/parts/status';
import { mergeStatus } from '../../kernel/parts/status-words';
import { Table } from '../../kernel/parts/table';
import type { TableColumn, TableSource } from '../../kernel/parts/table-model';
import { Cell, Detail } from '../../kernel/parts/table-templates';
import { here } from '../../kernel/remote/remote';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';
import { CopyButton } from '../copy-button';
import { mergeTold, trainStopped } from '../train-over';
import { MasterjobJobs } from './masterjob-jobs';
import { hasAny, jobGroupOptions, matchesRun, sharesOf } from './masterjob-filter';

/** One masterjob a run (rule 195), each opens to its jobs. Few enough a train to filter here, so that a copy is exactly what is seen. */
@Component({
  selector: 'hl-submitted-jobs',
  imports: [Cell, CopyButton, Detail, ExportButton, FilterBar, FilterChip, JobBar, MasterjobJobs, Panel, SearchField, Status, Table],
  template: `
    <hl-filter-bar
      [filtered]="filtered()"
      [shown]="shown().length"
      [total]="all.counted()"
      [what]="all.total() === 1 ? 'masterjob' : 'masterjobs'"
      (cleared)="url.clear('run', 'merging', 'group')"
    >
      <hl-search placeholder="Run or masterjob" [value]="url.run()" (valueChange)="url.set({ run: $event }, { replace: true })" />
      <hl-filter label="Jobs" [options]="groups" [chosen]="url.group()" (chosenChange)="url.set({ group: $event })" />
      <hl-filter label="Merging" [options]="merges" [chosen]="url.merging()" (chosenChange)="url.set({ merging: $event })" />
      <span hlFilterEnd class="row">
        @if (filtered()) {
          <hl-copy [label]="'Copy ' + shown().length + ' directories'" title="Of the masterjobs shown" [lines]="directories(shown())" />
        }
        <hl-copy
          [label]="'Copy all ' + all.rows().length + ' directories'"
          title="Whatever is filtered"
          [lines]="directories(all.rows())"
        />
        <hl-export [of]="all" />
      </span>
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Masterjobs"
        [of]="source"
        [columns]="columns"
        [sort]="url.jobsort()"
        (sortChange)="url.set({ jobsort: $event })"
        [expanded]="open()"
        (expandedChange)="url.set({ open: [...$event] }, { replace: true })"
        [empty]="filtered() ? 'No masterjob matches these filters' : 'No masterjob yet'"
        [emptyWhy]="filtered() ? '' : 'One appears for each run as it is submitted.'"
      >
        <ng-template hlCell="jobs" [hlCellOf]="source" let-row><hl-job-bar [jobs]="sharesOf(row)" /></ng-template>
        <ng-template hlCell="merging" [hlCellOf]="source" let-row>
          <span [attr.title]="row.mergeReason"
            ><hl-status kind="merge" [state]="told(row).state" [word]="told(row).word" [more]="row.mergeReason ?? ''"
          /></span>
        </ng-template>
        <ng-template hlDetail [hlDetailOf]="source" let-row
          ><hl-masterjob-jobs [masterjobId]="row.masterjobId" [groups]="url.group()"
        /></ng-template>
      </hl-table>
    </hl-panel>
  `,
  host: { class: 'col grow' },
})
export class SubmittedJobs {
  readonly trainId = input.required<string>();
  readonly #stopped = trainStopped(() => this.trainId());
  protected readonly url = urlState({ run: urlText(), group: urlList(), merging: urlList(), jobsort: urlText('run'), open: urlList() });
  protected readonly all = liveView('masterjobs', () => ({
    filter: [{ column: 'trainId', op: 'is', value: this.trainId() }],
    sort: this.url.jobsort(),
    limit: 1000,
  }));
  protected readonly shown = computed(() =>
    this.all
      .rows()
      .filter(
        (row) =>
          matchesRun(row, this.url.run()) &&
          hasAny(row, this.url.group()) &&
          (this.url.merging().length === 0 || this.url.merging().includes(row.merging)),
      ),
  );
  protected readonly source: TableSource<MasterjobRow> = {
    remote: computed(() => (this.all.remote().phase === 'here' ? here(this.shown()) : this.all.remote())),
    rows: this.shown,
    total: this.all.total,
    changedKeys: this.all.changedKeys,
    query: this.all.query,
    keyOf: ({ masterjobId }) => masterjobId,
  };
  protected readonly open = computed<ReadonlySet<string>>(() => new Set(this.url.open()));
  protected readonly filtered = computed(() => this.url.run() !== '' || this.url.group().length > 0 || this.url.merging().length > 0);
  protected readonly groups = jobGroupOptions;
  protected readonly merges = optionsOf(mergeStatus);
  protected readonly columns: readonly TableColumn<MasterjobRow>[] = [
    { id: 'run', label: 'Run', text: ({ run }) => String(run), sort: 'run', look: 'strong' },
    { id: 'masterjob', label: 'Masterjob', text: ({ masterjobId }) => masterjobId, look: 'mono' },
    { id: 'directory', label: 'Directory', text: ({ directory }) => directory, title: ({ directory }) => directory, look: 'mono' },
    { id: 'jobs', label: 'State' },
    { id: 'total', label: 'Jobs', text: ({ jobs }) => number(jobs.total), numeric: true },
    { id: 'done', label: 'Done', text: ({ jobs }) => number(jobs.done), numeric: true },
    { id: 'active', label: 'Running', text: ({ jobs }) => number(jobs.active), numeric: true },
    { id: 'waiting', label: 'Waiting', text: ({ jobs }) => number(jobs.waiting + jobs.inserting), numeric: true },
    { id: 'error', label: 'Error', text: ({ jobs }) => number(jobs.error + jobs.killed), numeric: true, hint: 'Errors and killed jobs' },
    { id: 'retried', label: 'Retried', text: ({ retried }) => number(retried), numeric: true },
    { id: 'files', label: 'Files', text: ({ files }) => number(files), numeric: true },
    { id: 'bytes', label: 'Input', text: (row) => bytes(row.bytes), sort: 'bytes', numeric: true },
    { id: 'cpu', label: 'CPU', text: ({ cpuSeconds }) => duration(cpuSeconds), numeric: true },
    { id: 'merging', label: 'Merging', sort: 'merging' },
  ];
  protected directories(rows: readonly MasterjobRow[]): readonly string[] {
    return rows.map(({ directory }) => directory);
  }
  protected readonly sharesOf = sharesOf;
  protected told({ merging }: MasterjobRow) {
    return mergeTold(merging, this.#stopped());
  }
}
