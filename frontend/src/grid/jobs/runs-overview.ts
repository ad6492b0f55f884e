import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MasterjobRow } from '@hyperloop/contracts/grid';
import { counted, number } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { JobBar } from '../../kernel/parts/meters';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import { tableOf, type TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { mergeTold, trainStopped } from '../train-over';
import { badlyFirst, sharesOf } from './masterjob-filter';

const SHOWN = 40;

/** The runs of a train in short, those in trouble on top; all of them with their jobs stand on the tab “Submitted jobs”. */
@Component({
  selector: 'hl-runs-overview',
  imports: [Cell, JobBar, Panel, RouterLink, Status, Table],
  template: `
    <hl-panel heading="Runs" [note]="note()">
      <a hlPanelEnd class="link small" [routerLink]="['/train-run', trainId()]" [queryParams]="{ tab: 'jobs' }" queryParamsHandling="merge"
        >Jobs of each run</a
      >
      <hl-table
        class="grow"
        label="Runs of this train"
        [tight]="true"
        [of]="runs"
        [columns]="columns"
        empty="No run yet"
        emptyWhy="Each run gets a masterjob as the train is submitted."
      >
        <ng-template hlCell="run" [hlCellOf]="runs" let-row
          ><a [routerLink]="['/train-run', trainId()]" [queryParams]="{ tab: 'jobs', open: row.masterjobId }" queryParamsHandling="merge">{{
            row.run
          }}</a></ng-template
        >
        <ng-template hlCell="state" [hlCellOf]="runs" let-row><hl-job-bar [jobs]="shares(row)" /></ng-template>
        <ng-template hlCell="error" [hlCellOf]="runs" let-row
          ><span [class.c-fail]="failed(row) > 0" [class.strong]="failed(row) > 0" [class.muted]="failed(row) === 0">{{
            number(failed(row))
          }}</span></ng-template
        >
        <ng-template hlCell="merging" [hlCellOf]="runs" let-row
          ><span [attr.title]="row.mergeReason"><hl-status kind="merge" [state]="told(row).state" [word]="told(row).word" /></span
        ></ng-template>
      </hl-table>
    </hl-panel>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      flex: 1;
      min-height: 150px;
    }
    hl-panel {
      flex: 1;
    }
  `,
})
export class RunsOverview {
  readonly trainId = input.required<string>();
  readonly #stopped = trainStopped(() => this.trainId());
  readonly #all = liveView('masterjobs', () => ({ filter: [{ column: 'trainId', op: 'is', value: this.trainId() }], limit: 1000 }));
  protected readonly runs = tableOf<MasterjobRow>(
    () => badlyFirst(this.#all.rows()).slice(0, SHOWN),
    ({ masterjobId }) => masterjobId,
    () => this.#all.changedKeys(),
  );
  protected readonly note = computed(() =>
    this.#all.total() > SHOWN
      ? `${number(SHOWN)} of ${number(this.#all.total())}, most errors first`
      : counted(this.#all.total(), 'masterjob'),
  );
  protected readonly number = number;
  protected readonly shares = sharesOf;
  protected readonly columns: readonly TableColumn<MasterjobRow>[] = [
    { id: 'run', label: 'Run', look: 'strong' },
    { id: 'jobs', label: 'Jobs', text: ({ jobs }) => number(jobs.total), numeric: true },
    { id: 'done', label: 'Done', text: ({ jobs }) => number(jobs.done), numeric: true },
    { id: 'running', label: 'Running', text: ({ jobs }) => number(jobs.active), numeric: true },
    { id: 'waiting', label: 'Waiting', text: ({ jobs }) => number(jobs.waiting + jobs.inserting), numeric: true },
    { id: 'error', label: 'Error', numeric: true },
    { id: 'state', label: 'State' },
    { id: 'merging', label: 'Merging' },
  ];
  protected told({ merging }: MasterjobRow) {
    return mergeTold(merging, this.#stopped());
  }
  protected failed({ jobs }: MasterjobRow): number {
    return jobs.error + jobs.killed;
  }
}
