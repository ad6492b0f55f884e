import { Component } from '@angular/core';
import { Chart } from '../../charts/chart';
import type { ChartData } from '../../charts/chart-option';
import { Histogram } from '../../charts/histogram';
import type { RootJson } from '../../charts/root-look';
import { SeriesChart } from '../../charts/series-chart';
import { bytes } from '../../format';
import { Panel } from '../panel';
import { exampleHistogram } from './example-histogram';

const seconds = Array.from({ length: 60 }, (_, i) => i * 4);
const hours = Array.from({ length: 40 }, (_, i) => Date.UTC(2025, 11, 2, 7, 0) + i * 600_000);
const grown = (from: number, to: number, most: number) =>
  hours.map((_, i) => Math.round(most * Math.min(1, Math.max(0, (i - from) / (to - from)))));

@Component({
  selector: 'hl-chart-parts',
  imports: [Panel, SeriesChart, Chart, Histogram],
  template: `
    <section class="ps">
      <div class="head">
        <h2>Series</h2>
        <span class="muted small">uPlot: memory, live; limits are dashed with their name</span>
      </div>
      <hl-panel heading="Memory" note="PSS"
        ><hl-series-chart
          label="Memory of two devices"
          [times]="seconds"
          [relative]="true"
          [series]="series"
          [format]="format"
          [limits]="limits"
          [height]="170"
      /></hl-panel>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Areas</h2>
        <span class="muted small">ECharts: DONE, ERROR, RUNNING, WAITING from below</span>
      </div>
      <hl-panel heading="Jobs by state" note="2 214 jobs"><hl-chart label="Jobs by state" [data]="jobs" [height]="170" /></hl-panel>
    </section>
    <section class="ps">
      <div class="head">
        <h2>Histogram</h2>
        <span class="muted small">jsroot: ROOT’s own objects in the colours of the theme</span>
      </div>
      <hl-panel heading="lambdakzero/hMassLambda"
        ><hl-histogram label="Mass of Lambda candidates" [of]="histogram" [height]="220"
      /></hl-panel>
    </section>
  `,
})
export class ChartParts {
  protected readonly seconds = seconds;
  protected readonly format = (value: number | null) => bytes(value);
  protected readonly limits = [{ value: 2.0e9, label: 'limit 2.0 GB' }];
  protected readonly series = [
    { label: 'lambdakzero', values: seconds.map((s) => 6e8 + s * 3.5e6 + Math.sin(s / 9) * 4e7) },
    { label: 'event-selection', values: seconds.map((s) => 3.2e8 + Math.cos(s / 15) * 2e7) },
  ];
  protected readonly jobs: ChartData = {
    kind: 'areas',
    stacked: true,
    at: hours,
    series: [
      { label: 'DONE', values: grown(10, 40, 1180), colour: '--hl-done-solid' },
      { label: 'ERROR_*', values: grown(20, 40, 680), colour: '--hl-fail-solid' },
      { label: 'RUNNING', values: hours.map((_, i) => (i < 4 ? 0 : 340)), colour: '--hl-run-solid' },
      { label: 'WAITING', values: hours.map((_, i) => Math.max(0, 1800 - i * 60)), colour: '--hl-wait-solid' },
    ],
  };
  protected readonly histogram: RootJson = exampleHistogram();
}
