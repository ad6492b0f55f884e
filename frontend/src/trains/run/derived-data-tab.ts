import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { MasterjobRow } from '@hyperloop/contracts/grid';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { bytes, counted, number, shortTime, time } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { DerivedMark } from '../../kernel/parts/derived-mark';
import { Icon } from '../../kernel/parts/icon';
import { KeyValues, type KeyValue } from '../../kernel/parts/key-values';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';
import { Table } from '../../kernel/parts/table';
import { tableOf, type TableColumn } from '../../kernel/parts/table-model';
import { Cell } from '../../kernel/parts/table-templates';
import { meaningOf } from '../acts/type-words';
import { writtenTables, type WrittenTable } from './derived-output';

/** Which tables a derived-data train writes, whose they are, how large, and what may be done with them (rules 68–70, 194). */
@Component({
  selector: 'hl-derived-data-tab',
  imports: [Cell, DerivedMark, Icon, KeyValues, Panel, RouterLink, Status, Table],
  templateUrl: './derived-data-tab.html',
  styleUrl: './derived-data-tab.css',
  host: { class: 'grow' },
})
export class DerivedDataTab {
  readonly train = input.required<TrainRunRow>();
  readonly #ofTrain = computed(() => [{ column: 'trainId', op: 'is', value: this.train().trainId } as const]);
  protected readonly runs = liveView('masterjobs', () => ({ filter: this.#ofTrain(), sort: 'run', limit: 1000 }));
  readonly #outputs = liveView('merged-outputs', () =>
    this.train().trainType === 'slim' ? { key: `${this.train().trainId}.slim` } : null,
  );
  readonly #test = liveView('test-runs', () => (this.train().testRunId === null ? null : { key: this.train().testRunId ?? '' }));
  protected readonly slim = computed(() => this.#outputs.one());
  protected readonly submitted = computed(() => this.train().submittedAt !== null);
  protected readonly stopped = computed(() => ['killed', 'closed', 'decomposed'].includes(this.train().state));
  protected readonly bytes = bytes;
  protected readonly number = number;

  readonly #tables = computed(() => writtenTables(this.train(), this.runs.rows(), this.#test.one()));
  protected readonly tables = tableOf<WrittenTable>(
    () => this.#tables(),
    ({ table }) => table,
  );
  readonly #written = computed(() =>
    this.runs.rows().reduce((sum, { derived }) => ({ bytes: sum.bytes + derived.bytes, files: sum.files + derived.files }), {
      bytes: 0,
      files: 0,
    }),
  );
  /** Bytes on disk that the whole dataset is expected to give (rule 110). */
  readonly #expected = computed(() => {
    const figures = this.#test.one()?.figures;
    return figures?.derived === undefined || figures.inputBytes <= 0
      ? null
      : (figures.derived.bytes / figures.inputBytes) * this.train().datasetBytes;
  });
  /** What may be done with it, in words (rules 68–70). */
  protected readonly words = computed(() => meaningOf(this.train().trainType));
  protected readonly facts = computed<readonly KeyValue[]>(() => {
    return [
      {
        key: 'Expected',
        value: `${bytes(this.#expected())} for the whole dataset`,
        title: 'Output of the train test per input byte, times the size of the dataset',
      },
      {
        key: 'Written',
        value: this.submitted() ? `${bytes(this.#written().bytes)} in ${counted(this.#written().files, 'file')}` : 'Nothing yet',
      },
    ];
  });
  protected readonly note = computed(() => counted(this.train().storedTables.length, 'table'));
  /** What became of the one file of a slim train, in words. */
  protected readonly slimWords = computed(() => {
    const output = this.slim();
    if (output?.reason) return output.reason;
    if (output?.state === 'deleted')
      return `Merged from ${counted(output.runs.length, 'run')}, and deleted when its time was over: ${time(output.changedAt)}.`;
    if (output?.state === 'done')
      return `${counted(output.objects, 'data frame')}, ${bytes(output.output?.size)}, ${number(output.runs.length)} of ${counted(output.ofRuns.length, 'run')}.`;
    return this.stopped() ? 'The train was stopped before its tables could be merged.' : 'Merged when all jobs of all runs ended.';
  });
  /** Until when the one file of a slim train is kept (rule 69). */
  protected readonly kept = computed(() => {
    const until = this.slim()?.keptUntil;
    return until == null || this.slim()?.state !== 'done' ? null : { short: shortTime(until), long: time(until) };
  });
  protected readonly tableColumns: readonly TableColumn<WrittenTable>[] = [
    { id: 'binding', label: 'Table', text: ({ binding }) => binding, look: 'mono' },
    { id: 'table', label: 'Description', text: ({ table }) => table, look: 'mono' },
    { id: 'wagon', label: 'Wagon' },
    { id: 'written', label: 'Written', text: (row) => (this.submitted() ? bytes(row.bytes) : '–'), numeric: true },
    {
      id: 'expected',
      label: 'Expected',
      text: ({ expectedBytes }) => bytes(expectedBytes),
      numeric: true,
      hint: 'For the whole dataset: output of the train test per input byte, times its size',
    },
  ];
  protected readonly runColumns: readonly TableColumn<MasterjobRow>[] = [
    { id: 'run', label: 'Run', text: ({ run }) => String(run), look: 'strong' },
    { id: 'jobs', label: 'Jobs done', text: ({ jobs }) => `${number(jobs.done)} of ${number(jobs.total)}`, numeric: true },
    {
      id: 'files',
      label: 'Files',
      text: ({ derived, derivedDeletedAt }) => (derivedDeletedAt === null ? number(derived.files) : 'deleted'),
      title: ({ derived, derivedDeletedAt }) =>
        derivedDeletedAt === null ? '' : `${counted(derived.files, 'file')}, deleted ${time(derivedDeletedAt)}`,
      numeric: true,
    },
    { id: 'size', label: 'Size', text: ({ derived }) => bytes(derived.bytes), numeric: true },
    {
      id: 'tables',
      label: 'Tables',
      text: ({ derived }) => derived.tables.map(({ binding, bytes: size }) => `${binding} ${bytes(size)}`).join(', ') || '–',
      title: ({ derived }) => derived.tables.map(({ binding, bytes: size }) => `${binding} ${bytes(size)}`).join(', '),
      look: 't2',
      width: '42%',
    },
    { id: 'input', label: 'Input', text: (row) => bytes(row.bytes), numeric: true },
    {
      id: 'factor',
      label: 'Reduction',
      text: ({ jobs, bytes: read, derived }) =>
        jobs.done === jobs.total && derived.bytes > 0 ? `${number(read / derived.bytes, 1)} ×` : '–',
      numeric: true,
      hint: 'Input by derived data, when all jobs of the run ended well (rule 121)',
    },
  ];
}
