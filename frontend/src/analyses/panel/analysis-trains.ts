import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { shortTag } from '@hyperloop/contracts/packages';
import type { AnalysisTrainRow } from '@hyperloop/contracts/trains';
import { number, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { JobBar, type JobShares } from '../../kernel/parts/meters';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';

/** Below the matrix: the trains this analysis took part in, the newest first (rule 20). */
@Component({
  selector: 'hl-analysis-trains',
  imports: [Cell, DerivedMark, JobBar, Panel, RouterLink, Status, Table],
  template: `
    <hl-panel heading="Train runs of this analysis" [note]="trains.remote().phase === 'here' ? number(trains.total()) : ''">
      @if (trains.remote().phase === 'here' && trains.rows().length === 0) {
        <div class="note muted small">No train yet. Operators compose trains from wagons whose test passed.</div>
      } @else {
        <hl-table label="Train runs of this analysis" [of]="trains" [columns]="columns" [tight]="true" [linkOf]="link">
          <ng-template hlCell="run" [hlCellOf]="trains" let-row
            ><span class="row t4"
              ><a class="strong" [routerLink]="link(row)">{{ row.trainId }}</a
              ><hl-derived-mark of="train" [kind]="row.trainType" /></span
          ></ng-template>
          <ng-template hlCell="state" [hlCellOf]="trains" let-row><hl-status kind="train" [state]="row.state" /></ng-template>
          <ng-template hlCell="dataset" [hlCellOf]="trains" let-row
            ><a [routerLink]="['/dataset', row.datasetId]">{{ row.datasetName }}</a></ng-template
          >
          <ng-template hlCell="jobs" [hlCellOf]="trains" let-row>
            @if (row.jobs.total > 0) {
              <hl-job-bar [jobs]="shares(row)" />
            } @else {
              <span class="muted">–</span>
            }
          </ng-template>
        </hl-table>
      }
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    hl-panel {
      max-height: 232px;
    }
  `,
})
export class AnalysisTrains {
  readonly analysisId = input.required<string>();
  protected readonly trains = liveView('analysis-trains', () => ({
    filter: [{ column: 'analysisId', op: 'is', value: this.analysisId() }],
    sort: '-composedAt',
    limit: 200,
  }));
  protected readonly number = number;
  protected readonly link = (row: AnalysisTrainRow) => `/train-run/${row.trainId}`;
  /** What is being inserted waits too; what was killed ended as an error. */
  protected readonly shares = ({ jobs }: AnalysisTrainRow): JobShares => ({
    total: jobs.total,
    done: jobs.done,
    active: jobs.active,
    waiting: jobs.waiting + jobs.inserting,
    error: jobs.error + jobs.killed,
  });
  protected readonly columns: readonly TableColumn<AnalysisTrainRow>[] = [
    { id: 'run', label: 'Run' },
    { id: 'state', label: 'State' },
    { id: 'wagons', label: 'Wagons', text: ({ wagonNames }) => wagonNames, title: ({ wagonNames }) => wagonNames, width: '26%' },
    { id: 'owners', label: 'Owner', text: ({ owners }) => owners, title: ({ owners }) => owners, look: 't2' },
    { id: 'dataset', label: 'Dataset' },
    { id: 'target', label: 'Target', text: ({ targetName }) => targetName, look: 't2' },
    { id: 'package', label: 'Package', text: ({ packageTag }) => shortTag(packageTag), title: ({ packageTag }) => packageTag, look: 't2' },
    {
      id: 'created',
      label: 'Created',
      text: ({ composedAt }) => shortTime(composedAt),
      title: ({ composedAt }) => time(composedAt),
      look: 't2',
    },
    { id: 'jobs', label: 'Jobs', width: '160px' },
  ];
}
