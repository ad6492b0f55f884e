import { Component, computed, input } from '@angular/core';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { Icon } from '../../kernel/parts/icon';

/** Why a test failed or was given up, and the first error of its log: on top, before everything else. */
@Component({
  selector: 'hl-failure-panel',
  imports: [Icon],
  template: `
    @if (shown(); as said) {
      <section class="panel" [class.fail]="test().state === 'failed'" role="region" [attr.aria-label]="said.title">
        <div class="line">
          <span [class.c-fail]="test().state === 'failed'" [class.c-wait]="test().state !== 'failed'"
            ><hl-icon [name]="test().state === 'failed' ? 'failed' : 'blocked'"
          /></span>
          <span
            ><b class="b6">{{ said.title }}</b
            ><span class="t2 why">{{ test().failure }}</span></span
          >
          @if (test().firstError; as line) {
            <span
              ><span class="label">First error of the log</span><code class="mono">{{ line }}</code></span
            >
          }
        </div>
      </section>
    }
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .panel {
      border-left: 3px solid var(--hl-wait-solid);
      margin-bottom: 12px;
    }
    .panel.fail {
      border-left-color: var(--hl-fail-solid);
    }
    .line {
      display: grid;
      grid-template-columns: 20px minmax(0, 1fr) minmax(0, 1.4fr);
      gap: 8px 12px;
      padding: 8px 12px;
    }
    .why,
    .label {
      display: block;
    }
    code {
      white-space: pre-wrap;
      overflow-wrap: anywhere;
      color: var(--hl-fail);
    }
  `,
})
export class FailurePanel {
  readonly test = input.required<TestRunRow>();
  protected readonly shown = computed(() => {
    const { state, failure } = this.test();
    if (failure === null) return null;
    return { title: state === 'failed' ? 'The test failed' : 'The test was cancelled' };
  });
}
