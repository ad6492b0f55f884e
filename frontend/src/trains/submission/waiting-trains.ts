import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { CommandButton } from '../../kernel/commands/command-button';
import { CommandClient, type Outcome } from '../../kernel/commands/command-client';
import { bytes, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { RowAction, TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { Moment } from '../../kernel/url/moment';
import { cpuNeed } from '../acts/cpu-need';
import { tagWords } from '../acts/tag-words';
import { actsOf, TrainActs } from '../acts/train-acts';

/** Trains that were composed and have not left: tested, ready, or failed in their test. Without any there is no panel. */
@Component({
  selector: 'hl-waiting-trains',
  imports: [CommandButton, DerivedMark, Panel, Status, Table, Cell, RouterLink],
  template: `
    @if (trains.rows().length > 0) {
      <hl-panel heading="Composed, not submitted" [note]="note()">
        <a hlPanelEnd class="link small" routerLink="/train-runs">All train runs</a>
        <hl-table
          class="list"
          label="Trains that wait"
          [tight]="true"
          [of]="trains"
          [columns]="columns"
          [linkOf]="link"
          [actions]="actions"
        >
          <ng-template hlCell="train" [hlCellOf]="trains" let-row
            ><span class="row t4"
              ><a class="strong" [routerLink]="link(row)">{{ row.trainId }}</a
              ><hl-derived-mark of="train" [kind]="row.trainType" /></span
          ></ng-template>
          <ng-template hlCell="state" [hlCellOf]="trains" let-row>
            <span class="row">
              <hl-status kind="train" [state]="row.state" />
              @if (row.testState === 'warning') {
                <hl-status
                  kind="test"
                  state="warning"
                  [word]="row.testWarnings.length + (row.testWarnings.length === 1 ? ' warning' : ' warnings')"
                />
              }
            </span>
          </ng-template>
          <ng-template hlCell="act" [hlCellOf]="trains" let-row>
            @if (row.state === 'ready') {
              <hl-command-button [small]="true" label="Submit…" saving="Submit…" [send]="submitOf(row)" [offBecause]="mayNotSubmit()" />
            }
          </ng-template>
        </hl-table>
      </hl-panel>
    }
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    :host(:empty) {
      display: none;
    }
    .list {
      max-height: 142px;
    }
  `,
})
export class WaitingTrains {
  readonly #acts = inject(TrainActs);
  readonly #moment = inject(Moment);
  readonly #commands = inject(CommandClient);
  protected readonly trains = liveView('train-runs', () => ({
    filter: [{ column: 'state', op: 'in', value: ['testing', 'test-failed', 'ready'] }],
    sort: '-composedAt',
    limit: 100,
  }));
  protected readonly note = computed(
    () => `${String(this.trains.total())}, ${String(this.trains.rows().filter(({ state }) => state === 'ready').length)} ready`,
  );
  protected readonly link = (row: TrainRunRow) => `/train-run/${row.trainId}`;
  protected readonly columns: readonly TableColumn<TrainRunRow>[] = [
    { id: 'train', label: 'Train' },
    { id: 'state', label: 'State' },
    { id: 'dataset', label: 'Dataset', text: ({ datasetName }) => datasetName },
    {
      id: 'wagons',
      label: 'Wagons',
      text: ({ wagonNames }) => wagonNames,
      title: ({ wagonNames }) => wagonNames,
      width: '24%',
      look: 't2',
    },
    { id: 'tag', label: 'Tag', text: ({ packageTag }) => tagWords(packageTag), title: ({ packageTag }) => packageTag, look: 't2' },
    { id: 'target', label: 'Target', text: ({ targetName }) => targetName, look: 't2' },
    { id: 'cpu', label: 'CPU', text: (row) => cpuNeed(row.neededCpuDays), numeric: true },
    { id: 'pss', label: 'PSS', text: (row) => bytes(row.pssMaxBytes), numeric: true },
    {
      id: 'auto',
      label: 'Submission',
      text: ({ autoSubmit, testState }) =>
        !autoSubmit ? 'by hand' : testState === 'warning' ? 'an operator decides' : 'when the test is done',
      look: 't2',
    },
    {
      id: 'at',
      label: 'Composed',
      text: (row) => shortTime(row.composedAt),
      title: (row) => `${time(row.composedAt)} by ${row.composedBy}`,
      look: 't2',
    },
    { id: 'act', label: '' },
  ];
  protected readonly submitOf = (row: TrainRunRow) => (): Promise<Outcome | null> => this.#acts.submit(row);
  protected mayNotSubmit(): string | null {
    return this.#acts.offBecause('submit');
  }
  /** In the past there are no acts, so they are not offered. */
  protected readonly actions = (row: TrainRunRow): readonly RowAction[] =>
    this.#moment.at() !== null
      ? []
      : actsOf(row).flatMap((act): RowAction[] => {
          const offBecause = this.#acts.offBecause(act) ?? this.#commands.blocked();
          if (act === 'submit')
            return [{ id: act, label: 'Submit train…', icon: 'upload', offBecause, run: () => void this.#acts.submit(row) }];
          if (act === 'decompose')
            return [
              { id: act, label: 'Decompose train…', icon: 'close', danger: true, offBecause, run: () => void this.#acts.decompose(row) },
            ];
          return [];
        });
}
