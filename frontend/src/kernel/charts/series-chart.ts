import { Component, computed, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import type uPlot from 'uplot';
import { clockTime, number } from '../format';
import { ChartHover } from './chart-hover';
import { Drawn, type Drawing } from './drawn';
import { seriesColours, Ink } from './ink';
import { stackOf, type ChartSeries } from './stack';

export type ChartLimit = { readonly value: number; readonly label: string };

/** Where the plot begins: the padding and the labels of the value axis. */
const PLOT_LEFT = 74;
const HOVER_WIDTH = 220;

/** Live and per-sample series over time (memory, CPU, jobs now), drawn by uPlot, which is loaded when the first one is shown. */
@Component({
  selector: 'hl-series-chart',
  imports: [ChartHover],
  template: `
    @if (failure()) {
      <p class="note c-fail" role="alert">{{ failure() }}</p>
    }
    <div class="place">
      <div class="draw" #draw role="img" [attr.aria-label]="label()"></div>
      @if (hover(); as under) {
        <hl-chart-hover
          [moment]="moment()"
          [lines]="under.lines"
          [total]="under.total"
          [format]="format()"
          [style.left.px]="under.left"
          [style.top.px]="12"
        />
      }
    </div>
    <div class="legend">
      @for (line of series(); track line.label; let i = $index) {
        <span><i [class.l]="!stacked()" [style.background]="'var(' + colourOf(line, i) + ')'"></i>{{ line.label }} {{ readout()[i] }}</span>
      }
      <span class="push">{{ moment() }}</span>
      <button type="button" class="btn sm ghost" [attr.aria-expanded]="asTable()" (click)="asTable.set(!asTable())">
        {{ asTable() ? 'Hide table' : 'As a table' }}
      </button>
    </div>
    @if (asTable()) {
      <div class="scroll data" tabindex="0">
        <table class="t tight">
          <thead>
            <tr>
              <th>{{ relative() ? 'Second' : 'Time' }}</th>
              @for (line of series(); track line.label) {
                <th class="n">{{ line.label }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (x of times(); track $index; let i = $index) {
              <tr>
                <td>{{ word(x) }}</td>
                @for (line of series(); track line.label) {
                  <td class="n">{{ format()(line.values[i] ?? null) }}</td>
                }
              </tr>
            }
          </tbody>
        </table>
      </div>
    }
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .place {
      position: relative;
    }
    .draw {
      padding: 8px 12px 0;
    }
    .legend {
      padding: 4px 12px 8px;
      align-items: center;
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .data {
      max-height: 180px;
      border-top: 1px solid var(--hl-line);
    }
  `,
})
export class SeriesChart {
  readonly label = input.required<string>();
  /** Seconds: of the clock (since 1970), or of the run when `relative`. */
  readonly times = input.required<readonly number[]>();
  readonly series = input.required<readonly ChartSeries[]>();
  readonly limits = input<readonly ChartLimit[]>([]);
  readonly format = input<(value: number | null) => string>((value) => number(value));
  readonly height = input(160);
  readonly relative = input(false);
  /** Areas on each other, the first series below; else lines. */
  readonly stacked = input(false);
  protected readonly asTable = signal(false);
  readonly #cursor = signal<number | null>(null);
  readonly #cursorLeft = signal(0);
  readonly #ink = inject(Ink);
  protected readonly draw = viewChild.required<ElementRef<HTMLElement>>('draw');
  readonly #drawn = new Drawn({ draw: this.draw, height: this.height }, () => this.#drawing());
  protected readonly failure = this.#drawn.failure;

  protected readonly moment = computed(() => {
    const at = this.#cursor();
    return at === null ? '' : this.word(this.times()[at] ?? 0);
  });
  protected readonly readout = computed(() => {
    const at = this.#cursor() ?? this.times().length - 1;
    return this.series().map((line) => this.format()(line.values[at] ?? null));
  });

  /** The panel at the pointer, at the side of it where there is more room. */
  protected readonly hover = computed(() => {
    const at = this.#cursor();
    if (at === null) return null;
    const lines = this.series().map((line, i) => ({ label: line.label, colour: this.colourOf(line, i), value: line.values[at] ?? null }));
    const total = this.stacked() ? lines.reduce((sum, { value }) => sum + (value ?? 0), 0) : null;
    const x = this.#cursorLeft() + PLOT_LEFT;
    return { lines, total, left: x > this.#drawn.width() / 2 ? x - HOVER_WIDTH - 12 : x + 12 };
  });

  protected colourOf(line: ChartSeries, i: number): string {
    return line.colour ?? seriesColours[i % seriesColours.length] ?? '--hl-s1';
  }
  protected word(x: number): string {
    return this.relative() ? `${number(x, x % 1 === 0 ? 0 : 1)} s` : clockTime(x * 1000);
  }

  #drawing(): Drawing {
    const drawn = this.stacked() ? stackOf(this.series()) : this.series().map(({ values }) => values);
    return {
      data: [[...this.times()], ...drawn.map((values) => [...values])],
      shape: [
        this.series().map((line, i) => [line.label, this.#ink.of(this.colourOf(line, i))]),
        this.limits(),
        this.stacked(),
        this.height(),
        this.#ink.of('--hl-text-3'),
      ],
      options: () => this.#options(),
    };
  }

  #area(line: ChartSeries, i: number): string {
    return this.#ink.soft(this.colourOf(line, i), 0.8);
  }

  #options(): uPlot.Options {
    const [text, grid, warn] = [this.#ink.of('--hl-text-3'), this.#ink.of('--hl-grid-line'), this.#ink.of('--hl-warn-solid')];
    const axis: uPlot.Axis = { stroke: text, font: this.#ink.font(), ticks: { show: false }, gap: 6 };
    const format = this.format();
    const limits = this.limits();
    return {
      width: this.#drawn.width(),
      height: this.height(),
      legend: { show: false },
      cursor: { points: { size: 6 }, y: false, drag: { x: true, y: false } },
      scales: {
        x: { time: false },
        y: { range: (_, low, high) => [Math.min(0, low ?? 0), Math.max(high ?? 1, ...limits.map(({ value }) => value), 1e-9) * 1.08] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 26,
          values: (_, values, __, ___, step) =>
            values.map((x) =>
              this.relative() ? `${number(x, step < 0.1 ? 2 : step < 1 ? 1 : 0)} s` : clockTime(x * 1000).slice(0, step < 60 ? 8 : 5),
            ),
        },
        { ...axis, grid: { stroke: grid, width: 1 }, size: 62, values: (_, values) => values.map((value) => format(value)) },
      ],
      series: [
        {},
        ...this.series().map((line, i) => ({
          label: line.label,
          stroke: this.#ink.of(this.colourOf(line, i)),
          width: this.stacked() ? 1 : 1.5,
          points: { show: line.values.length < 12 && !this.stacked() },
          ...(this.stacked() && i === 0 ? { fill: this.#area(line, i) } : {}),
        })),
      ],
      ...(this.stacked()
        ? {
            bands: this.series()
              .slice(1)
              .map((line, i) => ({ series: [i + 2, i + 1] as [number, number], fill: this.#area(line, i + 1) })),
          }
        : {}),
      hooks: {
        setCursor: [
          (plot) => {
            this.#cursor.set(plot.cursor.idx ?? null);
            this.#cursorLeft.set(plot.cursor.left ?? 0);
          },
        ],
        draw: [
          (plot) => {
            for (const limit of limits) {
              const y = plot.valToPos(limit.value, 'y', true);
              plot.ctx.save();
              plot.ctx.strokeStyle = plot.ctx.fillStyle = warn;
              plot.ctx.setLineDash([4, 4]);
              plot.ctx.beginPath();
              plot.ctx.moveTo(plot.bbox.left, y);
              plot.ctx.lineTo(plot.bbox.left + plot.bbox.width, y);
              plot.ctx.stroke();
              plot.ctx.font = this.#ink.font();
              plot.ctx.textAlign = 'right';
              plot.ctx.textBaseline = 'bottom';
              plot.ctx.fillText(limit.label, plot.bbox.left + plot.bbox.width, y - 4);
              plot.ctx.restore();
            }
          },
        ],
      },
    };
  }
}
