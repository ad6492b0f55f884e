import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TestRunRow, TestSample } from '@hyperloop/contracts/test-runs';
import { bytes, number, percent } from '../../kernel/format';
import { Sparkline } from '../../kernel/parts/meters';
import { Panel } from '../../kernel/parts/panel';
import { Icon } from '../../kernel/parts/icon';
import { Table } from '../../kernel/parts/table';
import { tableOf, type TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { inMb, secondsOf, slope } from '../page/figure-words';
import { wagonLines, type WagonLine } from './per-wagon';

/** Reader, wagons and writer with memory, CPU and calls of the conditions database; heavy ones say so (rule 106). */
@Component({
  selector: 'hl-per-wagon-panel',
  imports: [Cell, Icon, Panel, RouterLink, Sparkline, Table],
  template: `
    <hl-panel heading="Per wagon" [note]="note()">
      <hl-table
        label="Figures of each wagon"
        [tight]="true"
        [of]="table"
        [columns]="columns"
        empty="No figures yet"
        emptyWhy="They come with the first samples."
      >
        <ng-template hlCell="wagon" [hlCellOf]="table" let-line>
          @if (line.part === 'wagon') {
            <a
              class="strong"
              [class.c-warn]="line.heavy.length > 0"
              [routerLink]="['/wagon', line.id]"
              [attr.title]="line.devices.join(', ')"
              >{{ line.name }}</a
            >
            @if (line.heavy.length > 0) {
              <span class="st warn heavy" [attr.title]="line.heavy.join(', ')"><hl-icon name="warning" [small]="true" />heavy</span>
            }
          } @else {
            <span class="t2" [attr.title]="line.devices.join(', ')">{{ line.name }}</span>
          }
        </ng-template>
        <ng-template hlCell="max" [hlCellOf]="table" let-line>
          @if (line.marks.has('memory-growth')) {
            <b class="c-warn" title="A warning is about this figure">{{ inMb(line.pss.max) }}</b>
          } @else {
            {{ inMb(line.pss.max) }}
          }
        </ng-template>
        <ng-template hlCell="slope" [hlCellOf]="table" let-line>
          @if (line.marks.has('memory-growth')) {
            <b class="c-warn" title="A warning is about this figure">{{ slope(line.pss.slope) }}</b>
          } @else {
            {{ slope(line.pss.slope) }}
          }
        </ng-template>
        <ng-template hlCell="calls" [hlCellOf]="table" let-line>
          @if (line.marks.has('ccdb')) {
            <b class="c-warn" title="A warning is about this figure">{{ number(line.ccdbCalls) }}</b>
          } @else {
            <span [class.zero]="!line.ccdbCalls">{{ number(line.ccdbCalls) }}</span>
          }
        </ng-template>
        <ng-template hlCell="course" [hlCellOf]="table" let-line><hl-sparkline [values]="line.pssCourse" /></ng-template>
      </hl-table>
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .heavy {
      margin-left: 8px;
    }
  `,
})
export class PerWagonPanel {
  readonly test = input.required<TestRunRow>();
  readonly samples = input.required<readonly TestSample[]>();
  protected readonly table = tableOf<WagonLine>(
    () => wagonLines(this.test(), this.samples()),
    ({ id }) => id,
  );
  protected readonly note = computed(
    () =>
      `reader first, then writer and driver last; memory in MB${this.test().figures === null && this.test().state === 'running' ? '; so far' : ''}`,
  );
  protected readonly inMb = inMb;
  protected readonly slope = slope;
  protected readonly number = number;
  protected readonly columns: readonly TableColumn<WagonLine>[] = [
    { id: 'wagon', label: 'Wagon' },
    { id: 'avg', label: 'PSS avg', text: ({ pss }) => inMb(pss.avg), numeric: true },
    { id: 'max', label: 'max', numeric: true },
    { id: 'slope', label: 'slope', numeric: true },
    { id: 'private', label: 'Private avg', text: (line) => inMb(line.private.avg), numeric: true },
    { id: 'privateMax', label: 'max', text: (line) => inMb(line.private.max), numeric: true },
    { id: 'privateSlope', label: 'slope', text: (line) => slope(line.private.slope), numeric: true, look: 't2' },
    { id: 'cpu', label: 'CPU', text: ({ cpuSeconds }) => secondsOf(cpuSeconds), numeric: true },
    { id: 'share', label: 'share', text: ({ cpuShare }) => percent(cpuShare), numeric: true, look: 't2' },
    { id: 'calls', label: 'CCDB calls', numeric: true },
    { id: 'read', label: 'read', text: ({ ccdbBytes }) => (ccdbBytes === 0 ? '–' : bytes(ccdbBytes)), numeric: true, look: 't2' },
    { id: 'course', label: 'PSS', width: '96px' },
  ];
}
