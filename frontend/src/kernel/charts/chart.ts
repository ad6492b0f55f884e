import { Component, computed, DestroyRef, effect, type ElementRef, inject, input, signal, viewChild } from '@angular/core';
import type { EChartsType } from 'echarts/core';
import { number, time } from '../format';
import { chartOption, type ChartData, type Words } from './chart-option';
import { Ink, seriesColours } from './ink';

/** Areas, bars and lines by ECharts; loaded when the first one is shown. The same data stands behind it as a table. */
@Component({
  selector: 'hl-chart',
  template: `
    @if (failure()) {
      <p class="note c-fail" role="alert">{{ failure() }}</p>
    }
    <div class="legend">
      @for (line of data().series; track line.label; let i = $index) {
        <span><i [style.background]="'var(' + colourOf(i) + ')'"></i>{{ line.label }}</span>
      }
      <button type="button" class="btn sm ghost push" [attr.aria-expanded]="asTable()" (click)="asTable.set(!asTable())">
        {{ asTable() ? 'Hide table' : 'As a table' }}
      </button>
    </div>
    <div class="draw" #draw role="img" [attr.aria-label]="label()" [style.height.px]="height()"></div>
    @if (asTable()) {
      <div class="scroll data" tabindex="0">
        <table class="t tight">
          <thead>
            <tr>
              <th></th>
              @for (line of data().series; track line.label) {
                <th class="n">{{ line.label }}</th>
              }
            </tr>
          </thead>
          <tbody>
            @for (at of data().at; track $index; let i = $index) {
              <tr>
                <td>{{ words().at(at) }}</td>
                @for (line of data().series; track line.label) {
                  <td class="n">{{ words().value(line.values[i] ?? null) }}</td>
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
    .legend {
      padding: 4px 12px 0;
      align-items: center;
      flex-wrap: wrap;
      gap: 4px 12px;
    }
    .draw {
      margin: 0 12px 8px;
    }
    .data {
      max-height: 200px;
      border-top: 1px solid var(--hl-line);
    }
  `,
})
export class Chart {
  readonly label = input.required<string>();
  readonly data = input.required<ChartData>();
  readonly format = input<(value: number | null) => string>((value) => number(value));
  readonly height = input(200);
  protected readonly asTable = signal(false);
  protected readonly failure = signal('');
  protected readonly words = computed<Words>(() => ({ value: this.format(), at: (at) => (typeof at === 'number' ? time(at) : at) }));
  readonly #axisWords = computed<Words>(() => ({
    value: this.format(),
    at: (at) => (typeof at === 'number' ? time(at).slice(-8, -3) : at),
  }));
  protected readonly draw = viewChild.required<ElementRef<HTMLElement>>('draw');
  readonly #ink = inject(Ink);

  constructor() {
    const chart = signal<EChartsType | null>(null);
    let gone = false;
    void import('./echarts').then(
      ({ init }) => {
        if (!gone) chart.set(init(this.draw().nativeElement));
      },
      () => this.failure.set('The chart could not be loaded. The table holds the same figures.'),
    );
    effect(() => chart()?.setOption(chartOption(this.data(), this.#ink, this.#axisWords(), seriesColours), true));
    const resize = typeof ResizeObserver === 'undefined' ? null : new ResizeObserver(() => chart()?.resize());
    effect(() => resize?.observe(this.draw().nativeElement));
    inject(DestroyRef).onDestroy(() => {
      gone = true;
      resize?.disconnect();
      chart()?.dispose();
    });
  }
  protected colourOf(i: number): string {
    return this.data().series[i]?.colour ?? seriesColours[i % seriesColours.length] ?? '--hl-s1';
  }
}
