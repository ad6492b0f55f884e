import { Component, computed, input } from '@angular/core';

export type HoverLine = { readonly label: string; readonly colour: string; readonly value: number | null };

/** What stands under the pointer of a chart: the moment, every line by its value, and the total where lines are stacked. */
@Component({
  selector: 'hl-chart-hover',
  template: `
    <div class="row head">
      <b class="b6">{{ moment() }}</b>
      @if (total() !== null) {
        <b class="b6 push">{{ format()(total()) }}</b>
      }
    </div>
    @for (line of sorted(); track line.label) {
      <div class="row each">
        <span class="row t4 grow"
          ><i [style.background]="'var(' + line.colour + ')'"></i><span class="ell">{{ line.label }}</span></span
        ><span class="nowrap">{{ format()(line.value) }}</span>
      </div>
    }
  `,
  styles: `
    :host {
      position: absolute;
      z-index: 5;
      width: 220px;
      padding: 8px 10px;
      pointer-events: none;
      background: var(--hl-raised);
      border: 1px solid var(--hl-line-strong);
      border-radius: var(--hl-r-3);
      box-shadow: var(--hl-shadow-menu);
      font: var(--hl-type-small);
      opacity: 0.97;
    }
    .each {
      line-height: 18px;
    }
    i {
      width: 8px;
      height: 8px;
      border-radius: 2px;
      flex: none;
    }
  `,
})
export class ChartHover {
  readonly moment = input.required<string>();
  readonly lines = input.required<readonly HoverLine[]>();
  readonly total = input<number | null>(null);
  readonly format = input.required<(value: number | null) => string>();
  protected readonly sorted = computed(() => bySize(this.lines()));
}

/** The largest first; what has no value then is not there. */
export const bySize = <L extends { readonly value: number | null }>(lines: readonly L[]): readonly L[] =>
  lines.filter(({ value }) => value !== null).sort((a, b) => (b.value ?? 0) - (a.value ?? 0));
