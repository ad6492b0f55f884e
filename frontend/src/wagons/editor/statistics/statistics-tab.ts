import { Component, computed, inject, input } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { shortTag } from '@hyperloop/contracts/packages';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { PointChart } from '../../../kernel/charts/point-chart';
import { bytes, counted, number, time } from '../../../kernel/format';
import { liveView, ROWS_AT_MOST } from '../../../kernel/live/live-view';
import { ExportButton } from '../../../kernel/parts/export-button';
import { Icon } from '../../../kernel/parts/icon';
import { Panel } from '../../../kernel/parts/panel';
import { Status } from '../../../kernel/parts/status';
import { Here, RemotePart } from '../../../kernel/remote/remote-part';
import { urlState, urlText } from '../../../kernel/url/url-state';
import { testPoints } from './test-points';

/** How the tests of a wagon on one dataset went: memory, time and output against the test (rules 35, 36). */
@Component({
  selector: 'hl-statistics-tab',
  imports: [ExportButton, Here, Icon, Panel, PointChart, RemotePart, RouterLink, Status],
  templateUrl: './statistics-tab.html',
  styleUrl: './statistics-tab.css',
  host: { class: 'grow' },
})
export class StatisticsTab {
  readonly #router = inject(Router);
  readonly wagon = input.required<WagonRow>();
  readonly analysis = input.required<Pick<AnalysisRow, 'datasets'> | undefined>();
  protected readonly url = urlState({ dataset: urlText() });
  readonly #cells = liveView('wagon-cells', () => ({
    filter: [{ column: 'wagonId', op: 'is', value: this.wagon().wagonId }],
    limit: ROWS_AT_MOST,
  }));
  /** Where it was ever enabled first, then what else its analysis offers. */
  protected readonly datasets = computed(() => {
    const known = new Map(this.#cells.rows().map(({ datasetId, datasetName }) => [datasetId, datasetName]));
    for (const { datasetId, name } of this.analysis()?.datasets ?? []) if (!known.has(datasetId)) known.set(datasetId, name);
    return [...known].map(([datasetId, name]) => ({ datasetId, name }));
  });
  /** The one of the address, else where it was tested last. */
  protected readonly datasetId = computed(() => {
    const wanted = this.url.dataset();
    if (wanted !== '') return wanted;
    const tested = this.#cells
      .rows()
      .filter(({ testRunId }) => testRunId !== null)
      .toSorted((a, b) => Number(b.testRunId) - Number(a.testRunId))[0];
    return tested?.datasetId ?? this.datasets()[0]?.datasetId ?? '';
  });
  protected readonly datasetName = computed(() => this.datasets().find(({ datasetId }) => datasetId === this.datasetId())?.name ?? '');
  protected readonly tests = liveView('test-runs', () =>
    this.datasetId() === ''
      ? null
      : {
          filter: [
            { column: 'subjectId', op: 'is', value: this.wagon().wagonId },
            { column: 'kind', op: 'is', value: 'wagon' },
            { column: 'datasetId', op: 'is', value: this.datasetId() },
          ],
          sort: '-queuedAt',
          limit: ROWS_AT_MOST,
        },
  );
  protected readonly points = computed(() => testPoints(this.tests.rows()));
  protected readonly newestFirst = computed(() => this.points().toReversed());
  protected readonly names = computed(() => this.points().map(({ testRunId }) => testRunId));
  protected readonly memory = computed(() => [
    { label: 'Maximum', values: this.points().map(({ pssMax }) => pssMax) },
    { label: 'Average', values: this.points().map(({ pssAvg }) => pssAvg) },
  ]);
  protected readonly times = computed(() => [
    { label: 'CPU time', values: this.points().map(({ cpuSeconds }) => cpuSeconds) },
    { label: 'Wall time', values: this.points().map(({ wallSeconds }) => wallSeconds) },
    { label: 'Throughput', values: this.points().map(({ throughput }) => throughput), right: true },
  ]);
  protected readonly output = computed(() => [{ label: 'Output', values: this.points().map(({ outputBytes }) => outputBytes) }]);
  protected readonly note = computed(() => `${counted(this.points().length, 'test')} on ${this.datasetName()}`);
  protected readonly bytes = (value: number | null) => bytes(value);
  protected readonly seconds = (value: number | null) => (value === null ? '–' : `${number(value, value < 10 ? 1 : 0)} s`);
  protected readonly rate = (value: number | null) => (value === null ? '–' : `${bytes(value)}/s`);
  protected readonly when = time;
  protected readonly short = shortTag;

  protected open(at: number): void {
    const point = this.points()[at];
    if (point !== undefined) void this.#router.navigate(['/wagon-test', point.testRunId], { queryParamsHandling: 'preserve' });
  }
}
