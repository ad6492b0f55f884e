import { Component, computed, input } from '@angular/core';
import type { TestRunRow, TestSample } from '@hyperloop/contracts/test-runs';
import { Panel } from '../../kernel/parts/panel';
import { fullTest } from './full-test';

/** The figures of the whole test (rule 105), marked while they still grow. */
@Component({
  selector: 'hl-full-test-panel',
  imports: [Panel],
  template: `
    <hl-panel class="grow" heading="Full test">
      <span hlPanelEnd class="muted small">{{ note() }}</span>
      <div class="scroll grow" tabindex="0" aria-label="Figures of the full test">
        <table class="t tight">
          <tbody>
            @for (figure of figures(); track figure.name) {
              <tr [attr.title]="figure.hint">
                <td class="t2">{{ figure.name }}</td>
                <td class="n strong" [class.muted]="figure.value === '–'">
                  @if (figure.warned) {
                    <b class="c-warn" title="A warning is about this figure">{{ figure.value }}</b>
                  } @else {
                    {{ figure.value }}
                  }
                </td>
              </tr>
            }
          </tbody>
        </table>
      </div>
    </hl-panel>
  `,
  styles: `
    :host {
      display: flex;
      flex-direction: column;
      min-height: 0;
    }
    td.muted {
      font-weight: 400;
    }
  `,
})
export class FullTestPanel {
  readonly test = input.required<TestRunRow>();
  readonly samples = input.required<readonly TestSample[]>();
  readonly runsFor = input<number | null>(null);
  protected readonly figures = computed(() => fullTest(this.test(), this.samples(), this.runsFor()));
  protected readonly note = computed(() =>
    this.test().figures === null ? (this.test().state === 'running' ? 'so far' : 'till it ended') : '',
  );
}
