import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { RunlistRow } from '@hyperloop/contracts/runlists';
import { CommandClient } from '../kernel/commands/command-client';
import { counted, number, shortTime, time } from '../kernel/format';
import { liveView, ROWS_AT_MOST } from '../kernel/live/live-view';
import { leads } from '../kernel/live/page-lead';
import { Dialogs } from '../kernel/parts/dialogs';
import { ColumnFilters, columnFilters } from '../kernel/parts/column-filters';
import { ExportButton } from '../kernel/parts/export-button';
import { FilterBar } from '../kernel/parts/filter-bar';
import { FilterChip } from '../kernel/parts/filter-chip';
import { filters } from '../kernel/parts/filters';
import { Icon } from '../kernel/parts/icon';
import { Panel } from '../kernel/parts/panel';
import { SearchField } from '../kernel/parts/search-field';
import { Table } from '../kernel/parts/table';
import type { RowAction, TableColumn } from '../kernel/parts/table-model';
import { Cell, Detail } from '../kernel/parts/table-templates';
import { Session } from '../kernel/session/session';
import { crumbs } from '../kernel/shell/crumbs';
import { Moment } from '../kernel/url/moment';
import { urlList, urlState, urlText } from '../kernel/url/url-state';
import { ChangeRunlistDialog } from './change-dialog';
import { CreateRunlistDialog } from './create-dialog';
import { usedBecause } from './runlist-words';

/** Runlists of the Data Preparation Group: everybody reads, DPG experts change (rules 7, 9, 157). */
@Component({
  selector: 'hl-runlist-list',
  imports: [Cell, ColumnFilters, Detail, ExportButton, FilterBar, FilterChip, Icon, Panel, RouterLink, SearchField, Table],
  template: `
    <div class="pagehead">
      <h1>DPG Runlists</h1>
      <span class="muted small">{{ lists.remote().phase === 'here' ? number(lists.total()) : '' }}</span>
      <span class="push row">
        <hl-export [of]="lists" />
        @if (!past()) {
          <button
            type="button"
            class="btn pri"
            [attr.aria-disabled]="offCreate() ? true : null"
            [attr.title]="offCreate()"
            (click)="create()"
          >
            <hl-icon name="plus" />Add runlist
          </button>
        }
      </span>
    </div>
    <hl-filter-bar [filtered]="filtered()" [shown]="lists.rows().length" [total]="lists.counted()" what="runlist" (cleared)="clear()">
      <hl-search placeholder="Name" [value]="url.q()" (valueChange)="url.set({ q: $event }, { replace: true })" />
      <hl-filter label="Data type" [options]="types" [chosen]="url.type()" (chosenChange)="url.set({ type: $event })" />
      <hl-filter label="Collision system" [options]="systems()" [chosen]="url.system()" (chosenChange)="url.set({ system: $event })" />
      <hl-filter label="Period or anchor" [options]="anchors()" [chosen]="url.anchor()" (chosenChange)="url.set({ anchor: $event })" />
      <hl-column-filters [columns]="columns" [value]="url.f()" (valueChange)="url.set({ f: $event })" />
    </hl-filter-bar>
    <hl-panel class="grow">
      <hl-table
        class="grow"
        label="Runlists"
        [of]="lists"
        [columns]="columns"
        [sort]="url.sort()"
        (sortChange)="url.set({ sort: $event })"
        [actions]="actions"
        [empty]="filtered() ? 'No runlist matches these filters' : 'No runlist yet'"
        [emptyWhy]="filtered() ? 'Clear a filter to see more.' : 'DPG experts publish runlists. Datasets take their runs from them.'"
      >
        <ng-template hlCell="used" [hlCellOf]="lists" let-row>{{
          row.usedByCount === 0 ? '–' : counted(row.usedByCount, 'dataset')
        }}</ng-template>
        <ng-template hlDetail [hlDetailOf]="lists" let-row>
          <div class="more">
            <div>
              <span class="label">Used by</span>
              @for (use of row.usedBy; track use.productionId + use.datasetId) {
                <a class="link" [routerLink]="['/dataset', use.datasetId]">{{ use.name }}</a>
              } @empty {
                <span class="t2">no dataset</span>
              }
            </div>
            <div>
              <span class="label">Runs</span><span class="mono runs">{{ row.runs.join(', ') }}</span>
            </div>
          </div>
        </ng-template>
        @if (filtered()) {
          <button hlEmptyAct type="button" class="btn sm" (click)="clear()">Clear all filters</button>
        }
      </hl-table>
    </hl-panel>
  `,
  styles: `
    .more {
      padding: 8px 12px 10px 44px;
      display: flex;
      flex-direction: column;
      gap: 6px;
    }
    .more > div {
      display: flex;
      gap: 8px 12px;
      flex-wrap: wrap;
    }
    .more .label {
      width: 56px;
      line-height: 20px;
    }
    .runs {
      flex: 1;
      min-width: 0;
      max-height: 140px;
      overflow: auto;
      overflow-wrap: anywhere;
    }
  `,
  host: { class: 'col grow' },
})
export class RunlistList {
  readonly #dialogs = inject(Dialogs);
  readonly #commands = inject(CommandClient);
  readonly #session = inject(Session);
  readonly #moment = inject(Moment);
  protected readonly url = urlState({
    f: urlList(),
    q: urlText(),
    type: urlList(),
    system: urlList(),
    anchor: urlList(),
    sort: urlText('name'),
  });
  protected readonly narrowed = columnFilters(() => this.columns, this.url.f);
  protected readonly lists = liveView('runlists', () => ({
    sort: this.url.sort(),
    limit: ROWS_AT_MOST,
    filter: filters(
      this.url.q() !== '' && { column: 'name', op: 'contains', value: this.url.q() },
      this.url.type().length > 0 && { column: 'dataType', op: 'in', value: this.url.type() },
      this.url.system().length > 0 && { column: 'collisionSystem', op: 'in', value: this.url.system() },
      this.url.anchor().length > 0 && { column: 'anchor', op: 'in', value: this.url.anchor() },
      ...this.narrowed(),
    ),
  }));
  protected readonly types = [
    { value: 'DATA', word: 'Data' },
    { value: 'MC', word: 'MC' },
  ];
  protected readonly systems = computed(() => this.#optionsOf(({ collisionSystem }) => collisionSystem, this.url.system()));
  protected readonly anchors = computed(() => this.#optionsOf(({ anchor }) => anchor, this.url.anchor()));
  protected readonly filtered = computed(
    () =>
      this.url.f().length > 0 || this.url.q() !== '' || this.url.type().length + this.url.system().length + this.url.anchor().length > 0,
  );
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly offCreate = computed(() => this.#off('CreateRunlist'));
  protected readonly number = number;
  protected readonly counted = counted;
  protected readonly columns: readonly TableColumn<RunlistRow>[] = [
    { id: 'name', label: 'Name', text: ({ name }) => name, sort: 'name', filter: 'text', look: 'strong' },
    {
      id: 'type',
      label: 'Data type',
      text: ({ dataType }) => (dataType === 'MC' ? 'MC' : 'Data'),
      sort: 'dataType',
      filter: 'text',
      look: 't2',
    },
    {
      id: 'system',
      label: 'Collision system',
      text: ({ collisionSystem }) => collisionSystem,
      sort: 'collisionSystem',
      filter: 'text',
      look: 't2',
    },
    { id: 'anchor', label: 'Period or anchor', text: ({ anchor }) => anchor, sort: 'anchor', filter: 'text', look: 't2' },
    { id: 'pass', label: 'Pass', text: ({ pass }) => pass, sort: 'pass', filter: 'text', look: 't2' },
    { id: 'production', label: 'Production', text: ({ production }) => production, sort: 'production', filter: 'text', look: 't2' },
    { id: 'runs', label: 'Runs', text: ({ runCount }) => number(runCount), sort: 'runCount', filter: 'number', numeric: true },
    { id: 'used', label: 'Used by', sort: 'usedByCount', numeric: true },
    { id: 'by', label: 'Changed by', text: ({ changedBy }) => changedBy, sort: 'changedBy', filter: 'text', look: 't2' },
    {
      id: 'changed',
      label: 'Changed',
      text: ({ changedAt }) => shortTime(changedAt),
      title: ({ changedAt }) => time(changedAt),
      sort: 'changedAt',
      filter: 'instant',
      look: 't2',
    },
  ];
  protected readonly actions = (row: RunlistRow): readonly RowAction[] => {
    if (this.past()) return [];
    return [
      {
        id: 'change',
        label: 'Change its runs…',
        icon: 'pencil',
        offBecause: this.#off('ChangeRunlist'),
        run: () => void this.#dialogs.open(ChangeRunlistDialog, row, `Runs of ${row.name}`),
      },
      {
        id: 'delete',
        label: 'Delete…',
        icon: 'trash',
        danger: true,
        offBecause: this.#off('DeleteRunlist') ?? usedBecause(row),
        run: () => void this.#delete(row),
      },
    ];
  };

  constructor() {
    leads(this.lists);
    crumbs(() => [{ label: 'DPG Runlists' }]);
  }
  protected clear(): void {
    this.url.clear('f', 'q', 'type', 'system', 'anchor');
  }
  protected create(): void {
    if (this.offCreate() === null) void this.#dialogs.open(CreateRunlistDialog, null, 'Add a runlist');
  }
  async #delete({ runlistId, name, runCount }: RunlistRow): Promise<void> {
    const sure = await this.#dialogs.confirm({
      title: `Delete ${name}?`,
      consequences: [`No dataset uses it. Its ${counted(runCount, 'run')} cannot be chosen for a production any more.`],
      act: 'Delete runlist',
      keep: 'Keep it',
      danger: true,
    });
    if (sure !== null) await this.#commands.send('DeleteRunlist', { runlistId }, { label: name, done: `${name} was deleted.` });
  }
  #off(command: 'CreateRunlist' | 'ChangeRunlist' | 'DeleteRunlist'): string | null {
    return this.#session.mayNot(command) ?? this.#commands.blocked();
  }
  /** What the list holds, and what is chosen even when nothing has it any more. */
  #optionsOf(of: (row: RunlistRow) => string, chosen: readonly string[]) {
    return [...new Set([...this.lists.rows().map(of), ...chosen])]
      .toSorted((a, b) => a.localeCompare(b))
      .map((value) => ({ value, word: value }));
  }
}
