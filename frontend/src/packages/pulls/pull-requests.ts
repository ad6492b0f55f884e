import { Component, computed, input } from '@angular/core';
import { compareTags, type PackageTagRow, type PullRequestRow, shortTag } from '@hyperloop/contracts/packages';
import { time } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { ColumnFilters, columnFilters } from '../../kernel/parts/column-filters';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { filters } from '../../kernel/parts/filters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';
import { firstTagWith } from './first-tag';

const noTagWords = { open: 'not merged yet', merged: 'not released yet', closed: 'never: closed' } as const;

/** Pull requests, open and merged, and the first tag that contains each, by its place on the main line and never by date (rules 87, 88). */
@Component({
  selector: 'hl-pull-requests',
  imports: [ColumnFilters, FilterBar, Panel, SearchField, Table],
  template: `
    <hl-filter-bar
      [filtered]="filtered()"
      [shown]="pulls.rows().length"
      [total]="pulls.counted()"
      what="pull request"
      (cleared)="url.clear('f', 'q')"
    >
      <hl-search placeholder="Number or words" [width]="260" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
      <hl-column-filters [columns]="columns()" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Pull requests"
        [of]="pulls"
        [columns]="columns()"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [empty]="filtered() ? 'No pull request matches these filters' : 'No pull request is known'"
        [emptyWhy]="filtered() ? 'Try another word, or its number.' : 'Admins import them from the command line: npm run import.'"
      />
    </hl-panel>
  `,
})
export class PullRequests {
  readonly tags = input.required<readonly PackageTagRow[]>();
  protected readonly url = urlState({ f: urlList(), q: urlText(), sort: urlText('-number') });
  protected readonly narrowed = columnFilters(() => this.columns(), this.url.f);
  protected readonly pulls = liveView('pull-requests', () => {
    const words = this.url.q().replace(/^#/, '');
    return {
      sort: this.url.sort(),
      limit: ROWS_AT_MOST,
      filter: filters(
        /^\d+$/.test(words) && { column: 'number', op: 'is', value: Number(words) },
        words !== '' && !/^\d+$/.test(words) && { column: 'subject', op: 'contains', value: words },
        ...this.narrowed(),
      ),
    };
  });
  protected readonly filtered = computed(() => this.url.q() !== '' || this.url.f().length > 0);
  readonly #ordered = computed(() => this.tags().toSorted((a, b) => compareTags(a.packageTag, b.packageTag)));
  readonly #waiting = liveView('wagon-cells', () => ({ filter: [{ column: 'waitsForPull', op: 'is', value: true }], limit: ROWS_AT_MOST }));
  /** Names of the wagons that wait, by number of the pull request. */
  readonly #waitingFor = computed(() => {
    const names = new Map<number, string>();
    for (const { pull, wagonName, datasetName } of this.#waiting.rows())
      if (pull !== null) names.set(pull, [names.get(pull), `${wagonName} on ${datasetName}`].filter(Boolean).join(', '));
    return names;
  });
  protected readonly columns = computed<readonly TableColumn<PullRequestRow>[]>(() => {
    const tags = this.#ordered();
    const waitingFor = this.#waitingFor();
    const tagOf = (row: PullRequestRow) => firstTagWith(tags, row);
    return [
      {
        id: 'number',
        label: 'Number',
        text: ({ number: n }) => `#${String(n)}`,
        sort: 'number',
        filter: 'number',
        look: 'strong',
        width: '90px',
      },
      { id: 'subject', label: 'Subject', text: ({ subject }) => subject, title: ({ subject }) => subject, width: '44%' },
      { id: 'state', label: 'State', text: ({ state }) => state, sort: 'state', filter: 'text', look: 't2', width: '90px' },
      {
        id: 'merged',
        label: 'Merged',
        text: ({ mergedAt }) => time(mergedAt),
        sort: 'mergedAt',
        filter: 'instant',
        look: 't2',
        width: '150px',
      },
      {
        id: 'waiting',
        label: 'Waiting wagons',
        text: ({ number: n }) => waitingFor.get(n) ?? '',
        title: ({ number: n }) => waitingFor.get(n) ?? '',
        hint: 'Enabled with the pull request; their test runs when a tag contains it',
        width: '16%',
      },
      {
        id: 'tag',
        label: 'First tag with it',
        text: (row) => shortTag(tagOf(row) ?? noTagWords[row.state]),
        title: (row) => tagOf(row) ?? 'No tag that is known contains its merge commit',
        hint: 'By the place of the merge commit on the main line',
        width: '190px',
      },
    ];
  });
}
