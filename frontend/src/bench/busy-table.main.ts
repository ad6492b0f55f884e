import { Component, provideBrowserGlobalErrorListeners, provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { provideRouter } from '@angular/router';
import type { GridJobRow } from '@hyperloop/contracts/grid';
import { fullTime } from '../kernel/format/time';
import { liveView } from '../kernel/live/live-view';
import { Panel } from '../kernel/parts/panel';
import { Status } from '../kernel/parts/status';
import { Table } from '../kernel/parts/table';
import type { TableColumn } from '../kernel/parts/table-model';
import { Cell } from '../kernel/parts/table-templates';

/**
 * The page of `npm run bench -- busy-table`, no part of the product (main.ts does not know it): the table, the store and
 * the socket client of every list, with more rows than the server gives to a screen.
 */
@Component({
  selector: 'hl-busy-table',
  imports: [Panel, Table, Cell, Status],
  template: `
    <hl-panel class="grow">
      <hl-table class="grow" label="Jobs" [of]="list" [columns]="columns" [sort]="sort">
        <ng-template hlCell="state" [hlCellOf]="list" let-row><hl-status kind="job" [state]="row.state" /></ng-template>
      </hl-table>
    </hl-panel>
  `,
  host: { class: 'col grow', style: 'height: 100vh' },
})
class BusyTable {
  protected readonly sort = new URLSearchParams(location.search).get('sort') ?? 'jobId';
  protected readonly list = liveView('grid-jobs', () => ({ sort: this.sort, limit: 10_000 }));
  protected readonly columns: readonly TableColumn<GridJobRow>[] = [
    { id: 'jobId', label: 'Job', text: ({ jobId }) => jobId, sort: 'jobId', look: 'strong' },
    { id: 'state', label: 'State', sort: 'state' },
    { id: 'site', label: 'Site', text: ({ site }) => site ?? '', sort: 'site' },
    { id: 'attempt', label: 'Attempt', text: ({ attempt }) => String(attempt), numeric: true },
    { id: 'bytes', label: 'Size', text: ({ bytes }) => String(bytes), numeric: true },
    { id: 'changedAt', label: 'Changed', text: ({ changedAt }) => fullTime(changedAt), sort: 'changedAt', look: 'muted' },
  ];
}

void bootstrapApplication(BusyTable, {
  providers: [provideZonelessChangeDetection(), provideBrowserGlobalErrorListeners(), provideRouter([])],
});
