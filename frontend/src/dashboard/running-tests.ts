import { Component, input } from '@angular/core';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { duration, percent, shortTime, time } from '../kernel/format';
import { liveView } from '../kernel/live/live-view';
import { Meter } from '../kernel/parts/meters';
import { Panel } from '../kernel/parts/panel';
import { Status } from '../kernel/parts/status';
import { Table } from '../kernel/parts/table';
import type { TableColumn } from '../kernel/parts/table-model';
import { Cell } from '../kernel/parts/table-templates';

/** Tests that run, how far they are; below them those that come next. */
@Component({
  selector: 'hl-running-tests',
  imports: [Cell, Meter, Panel, Status, Table],
  template: `
    <hl-panel class="grow" heading="Tests running and waiting">
      <hl-table class="grow" label="Tests running and waiting" [tight]="true" [of]="tests" [columns]="columns" [linkOf]="link" empty="No test runs and none waits" emptyWhy="Enabling a wagon on a dataset queues its test.">
        <ng-template hlCell="state" [hlCellOf]="tests" let-row>
          @if (row.state === 'running') {
            <hl-meter tone="run" [share]="row.share" [words]="percent(row.share)" />
          } @else {
            <hl-status kind="test" [state]="row.state" />
          }
        </ng-template>
      </hl-table>
    </hl-panel>
  `,
  styles: `:host { display: flex; flex-direction: column; min-height: 0; min-width: 0; }`,
})
export class RunningTests {
  readonly now = input.required<number>();
  // Running stands behind queued in the alphabet, so the order by state descending puts it first.
  protected readonly tests = liveView('test-runs', () => ({ filter: [{ column: 'state', op: 'in', value: ['running', 'queued'] }], sort: '-state', limit: 100 }));
  protected readonly percent = percent;
  protected readonly link = (row: TestRunRow) => `/wagon-test/${row.testRunId}`;
  protected readonly columns: readonly TableColumn<TestRunRow>[] = [
    { id: 'test', label: 'Test', text: ({ testRunId }) => testRunId, look: 'strong' },
    { id: 'of', label: 'Of', text: ({ kind, name, subjectId }) => (kind === 'wagon' ? name : `Train ${subjectId}`), title: ({ name }) => name, width: '28%' },
    { id: 'dataset', label: 'Dataset', text: ({ datasetName }) => datasetName, title: ({ datasetName }) => datasetName, look: 't2', width: '28%' },
    { id: 'state', label: 'State', width: '130px' },
    { id: 'since', label: 'Since', text: (row) => this.#since(row), title: ({ startedAt, queuedAt }) => time(startedAt ?? queuedAt), numeric: true },
  ];
  #since({ startedAt, queuedAt }: TestRunRow): string {
    return startedAt === null ? shortTime(queuedAt) : duration(Math.max(0, (this.now() - Date.parse(startedAt)) / 1000));
  }
}
