import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { type PackageTagRow, shortTag } from '@hyperloop/contracts/packages';
import { number, time } from '../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../kernel/live/live-view';
import { ColumnFilters, columnFilters } from '../../kernel/parts/column-filters';
import { ExportButton } from '../../kernel/parts/export-button';
import { FilterBar } from '../../kernel/parts/filter-bar';
import { FilterChip } from '../../kernel/parts/filter-chip';
import { filters } from '../../kernel/parts/filters';
import { Panel } from '../../kernel/parts/panel';
import { SearchField } from '../../kernel/parts/search-field';
import { Table } from '../../kernel/parts/table';
import type { RowAction, TableColumn } from '../../kernel/parts/table-model';
import { urlList, urlState, urlText } from '../../kernel/url/url-state';

/** Released tags, newest first (rule 95), and whether their catalogue is here. */
@Component({
  selector: 'hl-tags',
  imports: [ColumnFilters, ExportButton, FilterBar, FilterChip, Panel, SearchField, Table],
  template: `
    <hl-filter-bar
      [filtered]="url.q() !== '' || url.catalogue().length + url.f().length > 0"
      [shown]="tags.rows().length"
      [total]="tags.counted()"
      what="tag"
      (cleared)="url.clear('f', 'q', 'catalogue')"
    >
      <hl-search placeholder="Tag" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
      <hl-filter label="Catalogue" [options]="states" [chosen]="url.catalogue()" (chosenChange)="url.set({ catalogue: $event })" />
      <hl-column-filters [columns]="columns" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
      <hl-export hlFilterEnd [of]="tags" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Package tags"
        [of]="tags"
        [columns]="columns"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [actions]="actions"
        empty="No package tag"
        emptyWhy="Admins import tags and catalogues from the command line: npm run import."
      />
    </hl-panel>
  `,
})
export class Tags {
  readonly #router = inject(Router);
  protected readonly url = urlState({ f: urlList(), q: urlText(), catalogue: urlList(), sort: urlText('-packageTag') });
  protected readonly narrowed = columnFilters(() => this.columns, this.url.f);
  protected readonly tags = liveView('package-tags', () => ({
    sort: this.url.sort(),
    limit: ROWS_AT_MOST,
    filter: filters(
      this.url.q() !== '' && { column: 'packageTag', op: 'contains', value: this.url.q() },
      this.url.catalogue().length > 0 && { column: 'catalogue', op: 'in', value: this.url.catalogue() },
      ...this.narrowed(),
    ),
  }));
  protected readonly states = [
    { value: 'complete', word: 'complete' },
    { value: 'importing', word: 'being imported' },
    { value: 'none', word: 'none' },
  ];
  protected readonly columns: readonly TableColumn<PackageTagRow>[] = [
    { id: 'tag', label: 'Tag', text: ({ packageTag }) => packageTag, look: 'strong', sort: 'packageTag', filter: 'text' },
    { id: 'released', label: 'Released', text: ({ releasedAt }) => time(releasedAt), sort: 'releasedAt', filter: 'instant', look: 't2' },
    { id: 'commit', label: 'Commit', text: ({ commit }) => commit?.slice(0, 10) ?? '–', title: ({ commit }) => commit ?? '', look: 'mono' },
    {
      id: 'master',
      label: 'On the main line',
      text: ({ masterIndex }) => number(masterIndex),
      numeric: true,
      sort: 'masterIndex',
      filter: 'number',
      hint: 'A tag contains every pull request merged up to here; dates say nothing about it',
    },
    {
      id: 'catalogue',
      label: 'Catalogue',
      text: ({ catalogue, runner }) =>
        catalogue === 'complete'
          ? runner === 'sample'
            ? 'complete, sample package'
            : 'complete'
          : catalogue === 'none'
            ? '–'
            : 'being imported',
      sort: 'catalogue',
      filter: 'text',
      look: 't2',
    },
    { id: 'workflows', label: 'Workflows', text: ({ workflowCount }) => number(workflowCount), numeric: true, sort: 'workflowCount' },
    { id: 'parameters', label: 'Parameters', text: ({ parameterCount }) => number(parameterCount), numeric: true, sort: 'parameterCount' },
  ];
  protected readonly actions = ({ packageTag, catalogue }: PackageTagRow): readonly RowAction[] => {
    const offBecause =
      catalogue === 'complete' ? null : `The catalogue of ${shortTag(packageTag)} is not here, so nothing is known of its workflows.`;
    const open = (queryParams: Record<string, string>) => void this.#router.navigate(['/packages'], { queryParams });
    return [
      { id: 'find', label: 'Find in this tag', icon: 'search', run: () => open({ tab: 'find', tag: packageTag }), offBecause },
      { id: 'compare', label: 'Compare with another tag', icon: 'compare', run: () => open({ tab: 'compare', b: packageTag }), offBecause },
    ];
  };
}
