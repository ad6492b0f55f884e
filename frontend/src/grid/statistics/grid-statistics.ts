import { Component, computed, input } from '@angular/core';
import { Chart } from '../../kernel/charts/chart';
import { bytes, number, percent } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { KeyValues } from '../../kernel/parts/key-values';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import { tableOf, type TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { chartOf } from '../jobs/jobs-by-state';
import { overallOf, spent, stateLines, summaryOf, type StateLine } from './figures';

/** What the Grid measured (rule 197): the whole, every final state apart, and the running times. */
@Component({
  selector: 'hl-grid-statistics',
  imports: [Cell, Chart, Here, KeyValues, Panel, RemotePart, Status, Table],
  template: `
    <hl-remote [of]="view.remote()" what="The statistics">
      <ng-template [hlHere]="view.remote()" let-rows>
        @if (rows[0]; as row) {
          <div class="g">
            <div class="col part">
              <hl-panel heading="Overall"><hl-key-values [entries]="overall()" /></hl-panel>
              <hl-panel heading="Running time" note="wall, per attempt"><hl-key-values [entries]="running()" /></hl-panel>
            </div>
            <div class="col part">
              <hl-panel heading="Final states" note="attempts, with those retried since">
                <hl-table
                  label="Final states"
                  [of]="states"
                  [columns]="columns"
                  empty="No job has ended yet"
                  emptyWhy="Each final state gets a line with its jobs and files."
                >
                  <ng-template hlCell="state" [hlCellOf]="states" let-line><hl-status kind="job" [state]="line.state" /></ng-template>
                </hl-table>
              </hl-panel>
              @if (row.course.length > 1) {
                <hl-panel heading="Jobs by state"><hl-chart label="Jobs by state over time" [data]="chart()" [height]="280" /></hl-panel>
              }
            </div>
          </div>
        } @else {
          <div class="empty">
            <div class="strong">Nothing is measured yet</div>
            <div class="muted small">Figures come with the first jobs of this train.</div>
          </div>
        }
      </ng-template>
    </hl-remote>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      overflow: auto;
      --hl-keys: 116px;
    }
    .g {
      display: grid;
      grid-template-columns: 340px minmax(0, 1fr);
      gap: 12px;
      align-items: start;
    }
    .part {
      gap: 12px;
    }
  `,
  host: { class: 'grow' },
})
export class GridStatistics {
  readonly trainId = input.required<string>();
  protected readonly view = liveView('grid-statistics', () => ({ key: this.trainId() }));
  protected readonly overall = computed(() => {
    const row = this.view.one();
    return row === undefined ? [] : overallOf(row);
  });
  protected readonly running = computed(() => {
    const row = this.view.one();
    const wall = row === undefined ? null : summaryOf(row.wall, row.measuredJobs);
    return [
      { key: 'Shortest', value: spent(wall?.min) },
      { key: 'Average', value: spent(wall?.avg) },
      { key: 'Longest', value: spent(wall?.max) },
      { key: 'Deviation', value: spent(wall?.deviation) },
    ];
  });
  protected readonly chart = computed(() => chartOf(this.view.one()?.course ?? []));
  protected readonly states = tableOf<StateLine>(
    () => {
      const row = this.view.one();
      return row === undefined ? [] : stateLines(row);
    },
    ({ state }) => state,
  );
  protected readonly columns: readonly TableColumn<StateLine>[] = [
    { id: 'state', label: 'State' },
    { id: 'jobs', label: 'Jobs', text: ({ jobs }) => number(jobs), numeric: true },
    { id: 'jobShare', label: '%', text: ({ jobShare }) => percent(jobShare), numeric: true },
    { id: 'files', label: 'Files', text: ({ files }) => number(files), numeric: true },
    { id: 'fileShare', label: '%', text: ({ fileShare }) => percent(fileShare), numeric: true },
    { id: 'input', label: 'Input', text: ({ inputBytes }) => bytes(inputBytes), numeric: true },
    { id: 'min', label: 'Files a job, min', text: ({ perJob }) => number(perJob?.min), numeric: true },
    { id: 'avg', label: 'avg', text: ({ perJob }) => number(perJob?.avg, 1), numeric: true },
    { id: 'max', label: 'max', text: ({ perJob }) => number(perJob?.max), numeric: true },
  ];
}
