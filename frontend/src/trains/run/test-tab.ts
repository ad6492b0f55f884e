import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, bytesPerSecond, counted, duration, number, percent, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { KeyValues, type KeyValue } from '../../kernel/parts/key-values';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import { tableOf, type TableColumn } from '../../kernel/parts/table-model';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { cpuNeed } from '../acts/cpu-need';
import { TestWarnings } from './test-warnings';

type Device = NonNullable<TestRunRow['figures']>['devices'][number];

/** The summary of the train's test; its graphs, log and files stand on the test's own page. */
@Component({
  selector: 'hl-test-tab',
  imports: [Here, Icon, KeyValues, Panel, RemotePart, RouterLink, Status, Table, TestWarnings],
  template: `
    <hl-remote [of]="test.remote()" what="The test of this train">
      <ng-template [hlHere]="test.remote()" let-rows>
        @if (rows[0]; as run) {
          <div class="g">
            <div class="col part">
              <hl-panel [heading]="'Train test ' + run.testRunId">
                <span hlPanelEnd><hl-status kind="test" [state]="run.state" /></span>
                <hl-key-values [entries]="figures()" />
              </hl-panel>
              <a class="btn" [routerLink]="['/wagon-test', run.testRunId]"><hl-icon name="pulse" />Graphs, log and files of this test</a>
              @if (run.files.length > 0) {
                <hl-panel heading="Files">
                  @for (file of run.files; track file.name) {
                    <a class="file" [href]="'/api/blobs/' + file.blob.sha256 + '?name=' + file.name" target="_blank" rel="noopener"
                      >{{ file.name }}<span class="muted small">{{ bytes(file.blob.size) }}</span></a
                    >
                  }
                </hl-panel>
              }
            </div>
            <div class="col part">
              @if (run.failure; as failure) {
                <hl-panel heading="Why it failed">
                  <div class="note" role="alert">
                    <span class="c-fail"><hl-icon name="failed" /></span><span>{{ failure }}</span>
                  </div>
                  @if (run.firstError; as line) {
                    <pre class="mono">{{ line }}</pre>
                  }
                </hl-panel>
              }
              @if (run.warnings.length > 0) {
                <hl-panel heading="Warnings" [note]="number(run.warnings.length)"><hl-test-warnings [warnings]="run.warnings" /></hl-panel>
              }
              <hl-panel class="grow" heading="Per wagon" note="each device counts once">
                <hl-table
                  label="Devices of the test"
                  [of]="devices"
                  [columns]="columns"
                  empty="No figures yet"
                  emptyWhy="They come when the test runs."
                />
              </hl-panel>
            </div>
          </div>
        } @else {
          <div class="empty"><div class="strong">The test is not known at this moment</div></div>
        }
      </ng-template>
    </hl-remote>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      overflow: auto;
    }
    .g {
      display: grid;
      grid-template-columns: 320px minmax(0, 1fr);
      gap: 12px;
      flex: 1;
      min-height: 0;
    }
    .part {
      gap: 12px;
    }
    .file {
      display: flex;
      justify-content: space-between;
      padding: 5px 12px;
    }
    pre {
      margin: 0;
      padding: 0 12px 10px;
      white-space: pre-wrap;
      overflow-wrap: anywhere;
    }
  `,
})
export class TestTab {
  readonly train = input.required<TrainRunRow>();
  protected readonly test = liveView('test-runs', () => (this.train().testRunId === null ? null : { key: this.train().testRunId ?? '' }));
  protected readonly bytes = bytes;
  protected readonly number = number;
  readonly #names = computed(() => new Map(this.test.one()?.wagons.map(({ wagonId, name }) => [wagonId, name]) ?? []));
  protected readonly figures = computed(() => {
    const run = this.test.one();
    return run === undefined ? [] : figuresOf(run);
  });
  protected readonly devices = tableOf<Device>(
    () => this.test.one()?.figures?.devices ?? [],
    ({ device }) => device,
  );
  protected readonly columns: readonly TableColumn<Device>[] = [
    {
      id: 'wagon',
      label: 'Wagon',
      text: ({ wagonId }) => (wagonId === null ? 'Reader and writer' : (this.#names().get(wagonId) ?? wagonId)),
      look: 'strong',
    },
    { id: 'device', label: 'Device', text: ({ device }) => device, look: 'mono' },
    { id: 'pss', label: 'PSS max', text: ({ pss }) => bytes(pss.max), numeric: true },
    { id: 'avg', label: 'avg', text: ({ pss }) => bytes(pss.avg), numeric: true },
    { id: 'slope', label: 'Growth', text: ({ pss }) => bytesPerSecond(pss.slope), numeric: true },
    { id: 'private', label: 'Private max', text: (device) => bytes(device.private.max), numeric: true },
    { id: 'cpu', label: 'CPU', text: ({ cpuSeconds }) => `${number(cpuSeconds, 1)} s`, numeric: true },
    { id: 'ccdb', label: 'CCDB calls', text: ({ ccdbCalls }) => number(ccdbCalls), numeric: true },
  ];
}

const figuresOf = ({
  figures,
  expected,
  cores,
  memoryLimitBytes,
  endedAt,
  startedAt,
  node,
  isolation,
  standIns,
  share,
  state,
}: TestRunRow): readonly KeyValue[] => [
  { key: 'Started', value: time(startedAt) },
  ...(state === 'running' ? [{ key: 'Progress', value: percent(share) }] : [{ key: 'Ended', value: time(endedAt) }]),
  ...(figures === null
    ? []
    : [
        { key: 'PSS', value: `${bytes(figures.pss.max)} of ${bytes(memoryLimitBytes)}, avg ${bytes(figures.pss.avg)}` },
        { key: 'Private', value: `${bytes(figures.private.max)}, avg ${bytes(figures.private.avg)}` },
        { key: 'CPU', value: `${duration(figures.cpuSeconds)} in ${duration(figures.wallSeconds)}, ${counted(cores, 'core')}` },
        { key: 'Input', value: `${bytes(figures.inputBytes)} in ${counted(figures.inputFiles, 'file')}, ${number(figures.events)} events` },
        { key: 'Output', value: bytes(figures.outputBytes) },
      ]),
  ...(expected === null
    ? []
    : [
        { key: 'Expected', value: `${cpuNeed(expected.cpuDays)} of CPU, output ${bytes(expected.outputBytes)}` },
        { key: 'Throughput', value: bytesPerSecond(expected.throughputBytesPerSecond) },
      ]),
  ...(node === null ? [] : [{ key: 'Node', value: node }]),
  ...(isolation === null ? [] : [{ key: 'Isolation', value: isolation }]),
  ...(standIns.length === 0 ? [] : [{ key: 'Stand-ins', value: standIns.join(', ') }]),
];
