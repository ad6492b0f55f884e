import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { shortTime, time } from '../kernel/format';
import { liveView } from '../kernel/live/live-view';
import { JobBar } from '../kernel/parts/meters';
import { Panel } from '../kernel/parts/panel';
import { Status } from '../kernel/parts/status';
import { Table } from '../kernel/parts/table';
import type { TableColumn } from '../kernel/parts/table-model';
import { Cell } from '../kernel/parts/table-templates';

/** Trains between composition and their end, with their jobs. */
@Component({
  selector: 'hl-trains-under-way',
  imports: [Cell, JobBar, Panel, RouterLink, Status, Table],
  template: `
    <hl-panel class="grow" heading="Trains under way">
      <hl-table
        class="grow"
        label="Trains under way"
        [tight]="true"
        [of]="trains"
        [columns]="columns"
        [linkOf]="link"
        empty="No train is under way"
        emptyWhy="Operators compose trains from wagons that passed their test."
      >
        <ng-template hlCell="state" [hlCellOf]="trains" let-row><hl-status kind="train" [state]="row.state" /></ng-template>
        <ng-template hlCell="jobs" [hlCellOf]="trains" let-row>
          @if (row.jobs.total > 0) {
            <hl-job-bar [jobs]="shares(row)" />
          } @else {
            <span class="muted">–</span>
          }
        </ng-template>
        <a hlEmptyAct class="btn sm" routerLink="/train-submission">Train Submission</a>
      </hl-table>
    </hl-panel>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      min-width: 0;
    }
  `,
})
export class TrainsUnderWay {
  protected readonly trains = liveView('train-runs', () => ({
    filter: [{ column: 'state', op: 'in', value: ['testing', 'ready', 'submitting', 'submitted'] }],
    limit: 100,
  }));
  protected readonly link = (row: TrainRunRow) => `/train-run/${row.trainId}`;
  protected readonly shares = ({ jobs }: TrainRunRow) => ({
    total: jobs.total,
    done: jobs.done,
    active: jobs.active,
    waiting: jobs.waiting + jobs.inserting,
    error: jobs.error + jobs.killed,
  });
  protected readonly columns: readonly TableColumn<TrainRunRow>[] = [
    { id: 'train', label: 'Train', text: ({ trainId }) => trainId, look: 'strong' },
    {
      id: 'dataset',
      label: 'Dataset',
      text: ({ datasetName }) => datasetName,
      title: ({ datasetName }) => datasetName,
      look: 't2',
      width: '34%',
    },
    { id: 'state', label: 'State' },
    { id: 'jobs', label: 'Jobs' },
    {
      id: 'composed',
      label: 'Composed',
      text: ({ composedAt }) => shortTime(composedAt),
      title: ({ composedAt }) => time(composedAt),
      look: 't2',
    },
  ];
}
