import { Component, computed, signal } from '@angular/core';
import { failed, here, loading, type Remote } from '../../remote/remote';
import { Panel } from '../panel';
import { Status } from '../status';
import { Table } from '../table';
import { tableOf, type RowAction, type TableColumn, type TableSource } from '../table-model';
import { Cell } from '../table-templates';

type Example = { id: string; state: string; wagon: string; pss: string; cpu: string };
const examples: readonly Example[] = [
  { id: '561287', state: 'done', wagon: 'V0Cascades_tight', pss: '1.9 GB', cpu: '128 d' },
  { id: '561286', state: 'running', wagon: 'kstar892_pbpb', pss: '–', cpu: '–' },
  { id: '561285', state: 'queued', wagon: 'lambdakzero_tight', pss: '–', cpu: '–' },
  { id: '561284', state: 'warning', wagon: 'strangeness_tofpid', pss: '2.6 GB', cpu: '236 d' },
  { id: '561283', state: 'failed', wagon: 'upc_jpsi', pss: '–', cpu: '–' },
];
const stateOnly = (remote: Remote<readonly Example[]>): TableSource<Example> => ({
  ...tableOf<Example>(
    () => [],
    ({ id }) => id,
  ),
  remote: computed(() => remote),
});

@Component({
  selector: 'hl-table-parts',
  imports: [Panel, Table, Cell, Status],
  template: `
    <section class="ps">
      <div class="head">
        <h2>Table</h2>
        <span class="muted small">rest, hover, selected, changed just now; J, K, Enter</span>
      </div>
      <hl-panel>
        <hl-table
          label="Tests"
          [of]="table"
          [columns]="columns"
          [sort]="sort()"
          (sortChange)="sort.set($event)"
          selected="561285"
          [actions]="actions"
        >
          <ng-template hlCell="state" [hlCellOf]="table" let-row><hl-status kind="test" [state]="row.state" /></ng-template>
        </hl-table>
      </hl-panel>
      <button type="button" class="btn sm" style="margin-top: 8px" (click)="change()">Change a row</button>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Table: loading</h2>
        <span class="muted small">rows keep their height; shown only after 200 ms</span>
      </div>
      <hl-panel><hl-table label="Tests" [of]="waiting" [columns]="columns" /></hl-panel>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Table: empty and error</h2>
        <span class="muted small">say why, and the next step</span>
      </div>
      <hl-panel>
        <hl-table
          label="Tests"
          [of]="empty"
          [columns]="columns"
          empty="No test matches these filters"
          emptyWhy="214 tests are hidden by “Test: failed” and “Tag: 20251201”."
        >
          <button type="button" class="btn sm" hlEmptyAct (click)="cleared.set(true)">
            {{ cleared() ? 'Cleared' : 'Clear all filters' }}
          </button>
        </hl-table>
      </hl-panel>
      <hl-panel style="margin-top: 8px"><hl-table label="The list" [of]="broken" [columns]="columns" /></hl-panel>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Table: long</h2>
        <span class="muted small">over 100 rows only those in sight are drawn</span>
      </div>
      <hl-panel style="height: 190px"
        ><hl-table class="grow" label="Many tests" [of]="many" [columns]="columns" [selectable]="true" [(chosen)]="chosen"
      /></hl-panel>
      <p class="small muted" style="margin-top: 6px">{{ chosen().size }} of 2 000 chosen</p>
    </section>
  `,
})
export class TableParts {
  protected readonly sort = signal('state');
  protected readonly cleared = signal(false);
  protected readonly chosen = signal<ReadonlySet<string>>(new Set());
  readonly #fresh = signal<ReadonlySet<string>>(new Set(['561284']));
  readonly #rows = signal(examples);
  protected readonly table = tableOf(
    () => this.#rows(),
    ({ id }) => id,
    () => this.#fresh(),
  );
  protected readonly waiting = stateOnly(loading);
  protected readonly empty = stateOnly(here([]));
  protected readonly broken = stateOnly(failed('The server answered 503.', () => this.change()));
  protected readonly many = tableOf(
    () =>
      Array.from({ length: 2000 }, (_, i): Example => ({
        id: String(561000 - i),
        state: 'done',
        wagon: `wagon_${String(i)}`,
        pss: '1.2 GB',
        cpu: '4 d',
      })),
    ({ id }) => id,
  );
  protected readonly columns: readonly TableColumn<Example>[] = [
    { id: 'id', label: 'Test', text: ({ id }) => id },
    { id: 'state', label: 'State', text: ({ state }) => state, sort: 'state' },
    { id: 'wagon', label: 'Wagon', text: ({ wagon }) => wagon, look: 'strong' },
    { id: 'pss', label: 'PSS', text: ({ pss }) => pss, numeric: true },
    { id: 'cpu', label: 'CPU', text: ({ cpu }) => cpu, numeric: true },
  ];
  protected readonly actions = (): readonly RowAction[] => [
    { id: 'change', label: 'Change this row', icon: 'refresh', run: () => this.change() },
  ];
  protected change(): void {
    this.#rows.update((rows) =>
      rows.map((row) => (row.id === '561284' ? { ...row, state: row.state === 'warning' ? 'done' : 'warning' } : row)),
    );
    this.#fresh.set(new Set());
    setTimeout(() => this.#fresh.set(new Set(['561284'])));
  }
}
