import { Component, computed, input } from '@angular/core';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { duration, percent, shortTime, time } from '../kernel/format';
import { liveView } from '../kernel/live/live-view';
import { Meter } from '../kernel/parts/meters';
import { Panel } from '../kernel/parts/panel';
import { Status } from '../kernel/parts/status';
import { Table } from '../kernel/parts/table';
import type { TableColumn, TableSource } from '../kernel/parts/table-model';
import { Cell } from '../kernel/parts/table-templates';
import { here } from '../kernel/remote/remote';

/** Tests that run, how far they are; below them those that come next. */
@Component({
  selector: 'hl-running-tests',
  imports: [Cell, Meter, Panel, Status, Table],
  template: `
    <hl-panel class="grow" heading="Tests running and waiting">
      <hl-table
        class="grow"
        label="Tests running and waiting"
        [tight]="true"
        [of]="tests"
        [columns]="columns"
        [linkOf]="link"
        empty="No test runs and none waits"
        emptyWhy="Enabling a wagon on a dataset queues its test."
      >
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
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
      min-width: 0;
    }
  `,
})
export class RunningTests {
  readonly now = input.required<number>();
  readonly #running = liveView('test-runs', () => ({
    filter: [{ column: 'state', op: 'is', value: 'running' }],
    sort: 'startedAt',
    limit: 100,
  }));
  readonly #queue = liveView('test-runs', () => ({
    filter: [{ column: 'state', op: 'is', value: 'queued' }],
    sort: 'queuedAt',
    limit: 50,
  }));
  /** Those that run first, then the queue in its order. */
  readonly #rows = computed(() => [...this.#running.rows(), ...this.#queue.rows()]);
  protected readonly tests: TableSource<TestRunRow> = {
    remote: computed(() =>
      this.#running.remote().phase !== 'here'
        ? this.#running.remote()
        : this.#queue.remote().phase !== 'here'
          ? this.#queue.remote()
          : here(this.#rows()),
    ),
    rows: this.#rows,
    total: computed(() => this.#running.total() + this.#queue.total()),
    changedKeys: computed(() => new Set([...this.#running.changedKeys(), ...this.#queue.changedKeys()])),
    query: this.#queue.query,
    keyOf: ({ testRunId }) => testRunId,
  };
  protected readonly percent = percent;
  protected readonly link = (row: TestRunRow) => `/wagon-test/${row.testRunId}`;
  protected readonly columns: readonly TableColumn<TestRunRow>[] = [
    { id: 'test', label: 'Test', text: ({ testRunId }) => testRunId, look: 'strong' },
    {
      id: 'of',
      label: 'Of',
      text: ({ kind, name, subjectId }) => (kind === 'wagon' ? name : `Train ${subjectId}`),
      title: ({ name }) => name,
      width: '30%',
    },
    {
      id: 'dataset',
      label: 'Dataset',
      text: ({ datasetName }) => datasetName,
      title: ({ datasetName }) => datasetName,
      look: 't2',
      width: '24%',
    },
    { id: 'state', label: 'State', width: '128px' },
    {
      id: 'since',
      label: 'Since',
      text: (row) => this.#since(row),
      title: ({ startedAt, queuedAt }) => time(startedAt ?? queuedAt),
      numeric: true,
    },
  ];
  #since({ startedAt, queuedAt }: TestRunRow): string {
    return startedAt === null ? shortTime(queuedAt) : duration(Math.max(0, (this.now() - Date.parse(startedAt)) / 1000));
  }
}
