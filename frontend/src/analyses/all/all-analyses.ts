import { Component, computed } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { shortTag } from '@hyperloop/contracts/packages';
import { number, shortTime, time } from '../../kernel/format';
import { packageModeWords } from '../../kernel/format/package';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { leads } from '../../kernel/live/page-lead';
import { ColumnFilters, columnFilters } from '../../kernel/parts/column-filters';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters } from '../../kernel/parts/filters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { crumbs } from '../../kernel/shell/crumbs';
import { LastSync } from '../directory/last-sync';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';

/** Every analysis, for everybody to read (rules 7, 8). */
@Component({
  selector: 'hl-all-analyses',
  imports: [Cell, ColumnFilters, ExportButton, FilterBar, FilterChip, LastSync, Panel, RouterLink, SearchField, Table],
  template: `
    <div class="pagehead">
      <h1>All Analyses</h1>
      <span class="muted small">{{ analyses.remote().phase === 'here' ? number(analyses.total()) + ', read only' : '' }}</span>
      <hl-last-sync />
      <span class="push row"><hl-export [of]="analyses" /></span>
    </div>
    <hl-filter-bar
      [filtered]="filtered()"
      [shown]="analyses.rows().length"
      [total]="analyses.counted()"
      what="analysis"
      many="analyses"
      (cleared)="url.clear('f', 'q', 'pwg', 'kind')"
    >
      <hl-search placeholder="Name" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
      <hl-filter label="Working group" [options]="groups()" [chosen]="url.pwg()" (chosenChange)="url.set({ pwg: $event })" />
      <hl-filter label="Wagons" [single]="true" [options]="kinds" [chosen]="url.kind()" (chosenChange)="url.set({ kind: $event })" />
      <hl-column-filters [columns]="columns" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="All analyses"
        [of]="analyses"
        [columns]="columns"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [linkOf]="link"
        [empty]="filtered() ? 'No analysis matches these filters' : 'No analysis was opened yet'"
        [emptyWhy]="filtered() ? 'Clear a filter to see more.' : 'Admins open analyses, as their JIRA tickets say.'"
      >
        <ng-template hlCell="name" [hlCellOf]="analyses" let-row>
          <span class="row"
            ><a class="strong ell" [routerLink]="['/analysis', row.analysisId]">{{ row.name }}</a>
            @if (row.service) {
              <span class="chip plain">service wagons</span>
            }
          </span>
        </ng-template>
        <ng-template hlCell="package" [hlCellOf]="analyses" let-row>
          @if (row.packageTag) {
            <span [attr.title]="row.packageTag"
              >{{ row.packageMode === 'pull' ? 'future tag' : shortTag(row.packageTag)
              }}<span class="muted small"> {{ modeWords(row) }}</span></span
            >
          } @else {
            <span class="muted">–</span>
          }
        </ng-template>
        @if (filtered()) {
          <button hlEmptyAct type="button" class="btn sm" (click)="url.clear('f', 'q', 'pwg', 'kind')">Clear all filters</button>
        }
      </hl-table>
    </hl-panel>
  `,
  styles: `
    .chip {
      height: 18px;
      padding: 0 5px;
      top: 0;
    }
  `,
  host: { class: 'col grow' },
})
export class AllAnalyses {
  protected readonly url = urlState({ f: urlList(), q: urlText(), pwg: urlList(), kind: urlList(), sort: urlText('name') });
  protected readonly narrowed = columnFilters(() => this.columns, this.url.f);
  protected readonly analyses = liveView('analyses', () => ({
    sort: this.url.sort(),
    limit: ROWS_AT_MOST,
    filter: filters(
      this.url.q() !== '' && { column: 'name', op: 'contains', value: this.url.q() },
      this.url.pwg().length > 0 && { column: 'pwg', op: 'in', value: this.url.pwg() },
      this.url.kind().length > 0 && { column: 'service', op: 'is', value: this.url.kind().includes('service') },
      ...this.narrowed(),
    ),
  }));
  readonly #every = liveView('analyses', () => ({ limit: ROWS_AT_MOST }));
  protected readonly groups = computed(() =>
    [...new Set(this.#every.rows().map(({ pwg }) => pwg))].toSorted((a, b) => a.localeCompare(b)).map((value) => ({ value, word: value })),
  );
  protected readonly kinds = [
    { value: 'own', word: 'of an analysis' },
    { value: 'service', word: 'service wagons' },
  ];
  protected readonly filtered = computed(
    () => this.url.f().length > 0 || this.url.q() !== '' || this.url.pwg().length + this.url.kind().length > 0,
  );
  protected readonly number = number;
  protected readonly shortTag = shortTag;
  protected readonly modeWords = packageModeWords;
  protected readonly link = (row: AnalysisRow) => `/analysis/${row.analysisId}`;
  protected readonly columns: readonly TableColumn<AnalysisRow>[] = [
    { id: 'name', label: 'Name', text: ({ name }) => name, title: ({ name }) => name, sort: 'name', filter: 'text' },
    { id: 'jira', label: 'Ticket', text: ({ jiraKey }) => jiraKey, sort: 'jiraKey', filter: 'text', look: 't2' },
    { id: 'pwg', label: 'Working group', text: ({ pwg }) => pwg, sort: 'pwg', filter: 'text', look: 't2' },
    {
      id: 'analyzers',
      label: 'Analyzers',
      text: ({ analyzers }) => analyzers.join(', ') || '–',
      title: ({ analyzers }) => analyzers.join(', '),
      width: '22%',
    },
    { id: 'wagons', label: 'Wagons', text: ({ wagonCount }) => number(wagonCount), sort: 'wagonCount', numeric: true },
    {
      id: 'datasets',
      label: 'Datasets',
      text: ({ datasets }) => number(datasets.length),
      title: ({ datasets }) => datasets.map(({ name }) => name).join(', '),
      numeric: true,
    },
    { id: 'package', label: 'Package for new tests' },
    {
      id: 'opened',
      label: 'Opened',
      text: ({ openedAt }) => shortTime(openedAt),
      title: ({ openedAt }) => time(openedAt),
      sort: 'openedAt',
      filter: 'instant',
      look: 't2',
    },
  ];

  constructor() {
    leads(this.analyses);
    crumbs(() => [{ label: 'All Analyses' }]);
  }
}
