import { Component, computed, input } from '@angular/core';
import type { MergedOutputRow } from '@hyperloop/contracts/grid';
import { bytes, number, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { TableColumn, TableSource } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { here } from '../../kernel/remote/remote';
import { urlState, urlText } from '../../kernel/url/url-state';
import { CopyButton } from '../copy-button';
import { mergeTold, trainStopped } from '../train-over';
import { bestOutput, inOrder } from './best-output';
import { OutputLook } from './output-look';

/** What came out (rule 198): a line for the full train and for each run, and the objects of the chosen one, drawn. */
@Component({
  selector: 'hl-merged-output',
  imports: [Cell, CopyButton, OutputLook, Panel, Status, Table],
  templateUrl: './merged-output.html',
  styleUrl: './merged-output.css',
  host: { class: 'col grow' },
})
export class MergedOutput {
  readonly trainId = input.required<string>();
  protected readonly stopped = trainStopped(() => this.trainId());
  protected readonly url = urlState({ of: urlText() });
  protected readonly outputs = liveView('merged-outputs', () => ({
    filter: [
      { column: 'trainId', op: 'is', value: this.trainId() },
      // Slim output holds tables, no histograms: it stands on the tab of derived data.
      { column: 'scope', op: 'in', value: ['run', 'train'] },
    ],
    limit: 1000,
  }));
  readonly #rows = computed(() => inOrder(this.outputs.rows()));
  protected readonly source: TableSource<MergedOutputRow> = {
    remote: computed(() => (this.outputs.remote().phase === 'here' ? here(this.#rows()) : this.outputs.remote())),
    rows: this.#rows,
    total: this.outputs.total,
    changedKeys: this.outputs.changedKeys,
    query: this.outputs.query,
    keyOf: ({ outputId }) => outputId,
  };
  protected readonly shown = computed(() => this.outputs.byKey().get(this.url.of()) ?? bestOutput(this.outputs.rows()));
  protected readonly bytes = bytes;
  protected readonly number = number;
  protected readonly columns: readonly TableColumn<MergedOutputRow>[] = [
    { id: 'of', label: 'Output', text: (row) => nameOf(row), look: 'strong' },
    { id: 'id', label: 'Job', text: ({ outputId }) => outputId, look: 'mono' },
    { id: 'state', label: 'State' },
    { id: 'runs', label: 'Runs' },
    { id: 'directory', label: 'Directory' },
    { id: 'objects', label: 'Objects', text: ({ output, objects }) => (output === null ? '–' : number(objects)), numeric: true },
    { id: 'size', label: 'Size', text: ({ output }) => bytes(output?.size), numeric: true },
    {
      id: 'changed',
      label: 'Changed',
      text: ({ changedAt }) => shortTime(changedAt),
      title: ({ changedAt }) => time(changedAt),
      look: 't2',
    },
    { id: 'file', label: 'File' },
  ];
  protected readonly nameOf = nameOf;
  protected told({ state }: MergedOutputRow) {
    return mergeTold(state, this.stopped());
  }
  protected whyNot({ reason, scope }: MergedOutputRow): string {
    if (reason !== null) return reason;
    if (this.stopped()) return 'The train was stopped before it could be merged.';
    return scope === 'train' ? 'The full train is merged when all runs are.' : 'A run is merged when all its jobs ended.';
  }
  protected open(row: MergedOutputRow): void {
    // The same object is looked at in another run: that is what one compares.
    this.url.set({ of: row.outputId });
  }
}

const nameOf = ({ scope, run }: MergedOutputRow): string => (scope === 'train' ? 'Full train' : `Run ${String(run)}`);
