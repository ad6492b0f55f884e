import { Component, computed, input } from '@angular/core';
import { compareTags, type PackageTagRow, type PullRequestRow, shortTag } from '@hyperloop/contracts/packages';
import { time } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { filters } from '../../kernel/parts/filters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { urlState, urlText } from '../../kernel/url/url-state';
import { firstTagWith } from './first-tag';

/** Merged pull requests and the first tag that contains each, by its place on the main line and never by date (rules 87, 88). */
@Component({
  selector: 'hl-pull-requests',
  imports: [FilterBar, Panel, SearchField, Table],
  template: `
    <hl-filter-bar
      [filtered]="url.q() !== ''"
      [shown]="pulls.rows().length"
      [total]="pulls.total()"
      what="pull requests"
      (cleared)="url.clear('q')"
    >
      <hl-search placeholder="Number or words" [width]="260" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Pull requests"
        [of]="pulls"
        [columns]="columns()"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [empty]="url.q() === '' ? 'No pull request is known' : 'No pull request is called like this'"
        [emptyWhy]="url.q() === '' ? 'Admins import them from the command line: npm run import.' : 'Try another word, or its number.'"
      />
    </hl-panel>
  `,
})
export class PullRequests {
  readonly tags = input.required<readonly PackageTagRow[]>();
  protected readonly url = urlState({ q: urlText(), sort: urlText('-number') });
  protected readonly pulls = liveView('pull-requests', () => {
    const words = this.url.q().replace(/^#/, '');
    return {
      sort: this.url.sort(),
      limit: ROWS_AT_MOST,
      filter: filters(
        /^\d+$/.test(words) && { column: 'number', op: 'is', value: Number(words) },
        words !== '' && !/^\d+$/.test(words) && { column: 'subject', op: 'contains', value: words },
      ),
    };
  });
  readonly #ordered = computed(() => this.tags().toSorted((a, b) => compareTags(a.packageTag, b.packageTag)));
  protected readonly columns = computed<readonly TableColumn<PullRequestRow>[]>(() => {
    const tags = this.#ordered();
    const tagOf = (row: PullRequestRow) => firstTagWith(tags, row.masterIndex);
    return [
      { id: 'number', label: 'Number', text: ({ number: n }) => `#${String(n)}`, sort: 'number', look: 'strong', width: '90px' },
      { id: 'subject', label: 'Subject', text: ({ subject }) => subject, title: ({ subject }) => subject },
      { id: 'merged', label: 'Merged', text: ({ mergedAt }) => time(mergedAt), sort: 'mergedAt', look: 't2', width: '160px' },
      {
        id: 'tag',
        label: 'First tag with it',
        text: (row) => shortTag(tagOf(row) ?? 'not released yet'),
        title: (row) => tagOf(row) ?? 'No tag that is known contains its merge commit',
        hint: 'By the place of the merge commit on the main line',
        width: '220px',
      },
    ];
  });
}
