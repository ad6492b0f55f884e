import { Component, computed, type ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import type uPlot from 'uplot';
import { number } from '../format';
import { Drawn, type Drawing } from './drawn';
import { Ink, seriesColours } from './ink';

/** One line of figures, one for each point; `right` counts on the second axis. */
export type PointSeries = { readonly label: string; readonly values: readonly (number | null)[]; readonly right?: boolean };
type Format = (value: number | null) => string;
/** On the right side, which uPlot numbers: its enum is none at run time. */
const onTheRight = { scale: 'right', side: 1, grid: { show: false }, size: 72 };
/** A pointer that moved farther than this was dragging; a click farther away from every point means none. */
const DRAGGED_PX = 4;
const NEAR_PX = 24;
/** So long a click waits for a second one, which means: show all again. */
const DOUBLE_MS = 250;

/**
 * Figures against things that have a name and an order (tests, runs): a point each, joined by lines. Dragging zooms, a
 * double click shows all again, a click chooses a point (rule 36). uPlot is loaded when the first one is shown.
 */
@Component({
  selector: 'hl-point-chart',
  template: `
    @if (failure()) {
      <p class="note c-fail" role="alert">{{ failure() }}</p>
    }
    <div class="draw" #draw role="img" [attr.aria-label]="label()"></div>
    <div class="legend">
      @for (line of series(); track line.label; let i = $index) {
        <span><i class="l" [style.background]="'var(' + colourOf(i) + ')'"></i>{{ line.label }} {{ readout()[i] }}</span>
      }
      <span class="push">{{ under() }}</span>
    </div>
  `,
  styles: `
    :host {
      display: block;
      min-width: 0;
    }
    .draw {
      padding: 8px 12px 0;
    }
    .legend {
      padding: 4px 12px 8px;
      flex-wrap: wrap;
      gap: 4px 12px;
    }
  `,
})
export class PointChart {
  readonly label = input.required<string>();
  /** The names of the points, in their order. */
  readonly names = input.required<readonly string[]>();
  readonly series = input.required<readonly PointSeries[]>();
  readonly format = input<Format>((value) => number(value));
  readonly formatRight = input<Format>((value) => number(value));
  readonly height = input(150);
  /** The point that was clicked, by its place. */
  readonly chosen = output<number>();
  readonly #cursor = signal<number | null>(null);
  readonly #ink = inject(Ink);
  protected readonly draw = viewChild.required<ElementRef<HTMLElement>>('draw');
  readonly #drawn = new Drawn({ draw: this.draw, height: this.height }, () => this.#drawing());
  protected readonly failure = this.#drawn.failure;

  protected readonly under = computed(() => this.names()[this.#cursor() ?? -1] ?? '');
  protected readonly readout = computed(() => {
    const at = this.#cursor() ?? this.names().length - 1;
    return this.series().map((line) => this.#formatOf(line)(line.values[at] ?? null));
  });

  protected colourOf(i: number): string {
    return seriesColours[i % seriesColours.length] ?? '--hl-s1';
  }
  #formatOf({ right = false }: PointSeries): Format {
    return right ? this.formatRight() : this.format();
  }
  #drawing(): Drawing {
    return {
      data: [this.names().map((_, index) => index), ...this.series().map(({ values }) => [...values])],
      // The names stand on the axis, which is fixed when uPlot starts.
      shape: [this.names(), this.series().map(({ label, right }) => [label, right]), this.#ink.of('--hl-text-3')],
      options: () => this.#options(),
    };
  }

  #options(): uPlot.Options {
    const [text, grid] = [this.#ink.of('--hl-text-3'), this.#ink.of('--hl-grid-line')];
    const axis: uPlot.Axis = { stroke: text, font: this.#ink.font(), ticks: { show: false }, gap: 6 };
    const names = this.names();
    const range = (_: uPlot, low: number | null, high: number | null): [number, number] => [
      Math.min(0, low ?? 0),
      Math.max(high ?? 1, 1e-9) * 1.08,
    ];
    const second = this.series().some(({ right }) => right === true);
    const words = (format: Format) => (_: uPlot, values: number[]) => values.map((value) => format(value));
    return {
      width: this.#drawn.width(),
      height: this.height(),
      legend: { show: false },
      cursor: { points: { size: 7 }, y: false, drag: { x: true, y: false }, focus: { prox: 24 } },
      scales: {
        // One point alone stands in the middle.
        x: {
          time: false,
          range: (_, low, high) =>
            names.length === 1 ? [-0.5, 0.5] : [(low ?? 0) <= 0 ? (low ?? 0) - 0.5 : (low ?? 0), (high ?? 0) + 0.5],
        },
        y: { range },
        ...(second ? { right: { range } } : {}),
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          size: 26,
          incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500],
          values: (_, places) => places.map((place) => (Number.isInteger(place) ? (names[place] ?? '') : '')),
        },
        { ...axis, grid: { stroke: grid, width: 1 }, size: 66, values: words(this.format()) },
        ...(second ? [Object.assign({ values: words(this.formatRight()) }, axis, onTheRight)] : []),
      ],
      series: [
        {},
        ...this.series().map(({ label, right = false }, i) => ({
          label,
          scale: right ? 'right' : 'y',
          stroke: this.#ink.of(this.colourOf(i)),
          width: 1.5,
          ...(right ? { dash: [4, 3] } : {}),
          points: { show: true, size: 6, fill: this.#ink.of(this.colourOf(i)) },
        })),
      ],
      hooks: {
        setCursor: [(plot) => this.#cursor.set(plot.cursor.idx ?? null)],
        ready: [
          (plot) => {
            let from = 0;
            let single: ReturnType<typeof setTimeout> | undefined;
            plot.over.addEventListener('pointerdown', (event) => (from = event.clientX));
            plot.over.addEventListener('dblclick', () => clearTimeout(single));
            plot.over.addEventListener('click', (event) => {
              clearTimeout(single);
              const at = plot.cursor.idx;
              if (at === null || at === undefined || Math.abs(event.clientX - from) >= DRAGGED_PX) return;
              const away = Math.abs(plot.valToPos(at, 'x') - (plot.cursor.left ?? 0));
              if (away <= NEAR_PX) single = setTimeout(() => this.chosen.emit(at), DOUBLE_MS);
            });
          },
        ],
      },
    };
  }
}
