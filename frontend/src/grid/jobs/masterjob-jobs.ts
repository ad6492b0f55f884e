import { Component, input } from '@angular/core';
import type { GridJobRow } from '@hyperloop/contracts/grid';
import { jobStateWords } from '@hyperloop/contracts/grid';
import { bytes, duration, number, percent, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { filters } from '../../kernel/parts/filters';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { TableColumn } from '../../kernel/parts/table-model';
import { Cell, Detail } from '../../kernel/parts/table-templates';

/** Jobs of one masterjob. The newest attempt on top; every earlier one stays readable below it with its reason and log. */
@Component({
  selector: 'hl-masterjob-jobs',
  imports: [Cell, Detail, Status, Table],
  template: `
    <hl-table
      label="Jobs of this masterjob"
      [tight]="true"
      [of]="jobs"
      [columns]="columns"
      empty="No job of this run is in that state"
      emptyWhy="Clear the filter “Jobs” above."
    >
      <ng-template hlCell="state" [hlCellOf]="jobs" let-row><hl-status kind="job" [state]="row.state" /></ng-template>
      <ng-template hlCell="log" [hlCellOf]="jobs" let-row>
        @if (row.log; as log) {
          <a class="link" [href]="logOf(log.sha256, row.jobId, row.attempt)" target="_blank" rel="noopener">Log</a>
        }
      </ng-template>
      <ng-template hlDetail [hlDetailOf]="jobs" let-row>
        <table class="t tight attempts" [attr.aria-label]="'Attempts of job ' + row.jobId">
          <tbody>
            @for (attempt of row.attempts; track $index) {
              <tr>
                <td class="t2">Attempt {{ attempt.attempt }}</td>
                <td><hl-status kind="job" [state]="attempt.state" /></td>
                <td class="t2">{{ time(attempt.at) }}</td>
                <td class="why">{{ attempt.reason ?? words[attempt.state] }}</td>
                <td>
                  @if (attempt.log; as log) {
                    <a class="link" [href]="logOf(log.sha256, row.jobId, attempt.attempt)" target="_blank" rel="noopener">Log</a>
                  }
                </td>
              </tr>
            } @empty {
              <tr>
                <td class="muted">No attempt has ended yet.</td>
              </tr>
            }
          </tbody>
        </table>
      </ng-template>
    </hl-table>
  `,
  styles: `
    :host {
      display: block;
      max-height: 320px;
      overflow: auto;
    }
    .attempts {
      width: auto;
      margin: 4px 0 8px 40px;
    }
    .why {
      white-space: normal;
      min-width: 240px;
      max-width: 640px;
    }
  `,
})
export class MasterjobJobs {
  readonly masterjobId = input.required<string>();
  readonly groups = input<readonly string[]>([]);
  protected readonly time = time;
  protected readonly words = jobStateWords;
  protected readonly jobs = liveView('grid-jobs', () => ({
    filter: filters(
      { column: 'masterjobId', op: 'is', value: this.masterjobId() },
      this.groups().length > 0 && { column: 'group', op: 'in', value: this.groups() },
    ),
    sort: 'jobId',
    limit: 1000,
  }));
  protected readonly columns: readonly TableColumn<GridJobRow>[] = [
    { id: 'job', label: 'Job', text: ({ jobId }) => jobId, look: 'mono' },
    { id: 'state', label: 'State' },
    { id: 'attempt', label: 'Attempt', text: ({ attempt }) => number(attempt), numeric: true },
    { id: 'site', label: 'Site', text: ({ site }) => site ?? '–', look: 't2' },
    { id: 'files', label: 'Files', text: ({ files }) => number(files), numeric: true },
    { id: 'bytes', label: 'Input', text: (row) => bytes(row.bytes), numeric: true },
    { id: 'wall', label: 'Wall', text: ({ figures }) => duration(figures?.wallSeconds), numeric: true },
    {
      id: 'eff',
      label: 'CPU eff.',
      text: ({ figures }) => (figures === null || figures.wallSeconds === 0 ? '–' : percent(figures.cpuSeconds / figures.wallSeconds)),
      numeric: true,
    },
    { id: 'pss', label: 'PSS', text: ({ figures }) => bytes(figures?.pssMaxBytes), numeric: true },
    { id: 'events', label: 'Events', text: ({ figures }) => number(figures?.events), numeric: true },
    { id: 'reason', label: 'Reason', text: ({ reason }) => reason ?? '', title: ({ reason }) => reason ?? '', width: '26%', look: 't2' },
    { id: 'log', label: 'Log' },
  ];
  protected logOf(sha256: string, jobId: string, attempt: number): string {
    return `/api/blobs/${sha256}?name=${encodeURIComponent(`${jobId}-attempt-${String(attempt)}.log`)}`;
  }
}
