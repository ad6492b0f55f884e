import { Component, computed, input } from '@angular/core';
import type { MergedOutputRow } from '@hyperloop/contracts/grid';
import { Histogram } from '../../kernel/charts/histogram';
import { bytes, number, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Icon } from '../../kernel/parts/icon';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import type { TableColumn, TableSource } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { here } from '../../kernel/remote/remote';
import { urlFlag, urlState, urlText } from '../../kernel/url/url-state';
import { CopyButton } from '../copy-button';
import { bestOutput, inOrder } from './best-output';
import { OutputBrowser } from './output-browser';
import { outputContent } from './output-content';
import { firstLook, objectAt } from './output-tree';

/** What came out (rule 198): a line for the full train and for each run, and the objects of the chosen one, drawn. */
@Component({
  selector: 'hl-merged-output',
  imports: [Cell, CopyButton, Here, Histogram, Icon, OutputBrowser, Panel, RemotePart, Status, Table],
  templateUrl: './merged-output.html',
  styleUrl: './merged-output.css',
  host: { class: 'col grow' },
})
export class MergedOutput {
  readonly trainId = input.required<string>();
  protected readonly url = urlState({ of: urlText(), object: urlText(), logy: urlFlag() });
  protected readonly outputs = liveView('merged-outputs', () => ({ filter: [{ column: 'trainId', op: 'is', value: this.trainId() }], limit: 1000 }));
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
  protected readonly content = outputContent(() => this.shown()?.output?.sha256 ?? null);
  protected readonly object = computed(() => {
    const content = this.content();
    if (content.phase !== 'here') return null;
    if (this.url.object() === '') return firstLook(content.value);
    const object = objectAt(content.value, this.url.object());
    return object === undefined ? null : { path: this.url.object(), object };
  });
  protected readonly entries = computed(() => number(Number(this.object()?.object['fEntries'] ?? 0)));
  protected readonly flat = computed(() => !(this.object()?.object._typename.startsWith('TH2') ?? true));
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
    { id: 'changed', label: 'Changed', text: ({ changedAt }) => shortTime(changedAt), title: ({ changedAt }) => time(changedAt), look: 't2' },
    { id: 'file', label: 'File' },
  ];
  protected readonly nameOf = nameOf;
  protected readonly drawHeight = 380;
  protected open(row: MergedOutputRow): void {
    // The same object is looked at in another run: that is what one compares.
    this.url.set({ of: row.outputId });
  }
}

const nameOf = ({ scope, run }: MergedOutputRow): string => (scope === 'train' ? 'Full train' : `Run ${String(run)}`);
