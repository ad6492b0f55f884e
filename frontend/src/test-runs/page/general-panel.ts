import { Component, computed, input } from '@angular/core';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { KeyValues } from '../../kernel/parts/key-values';
import { Panel } from '../../kernel/parts/panel';
import { generalOf, remarksOf } from './general';

/** What was tested, for whom and where, and how well it was isolated. */
@Component({
  selector: 'hl-general-panel',
  imports: [KeyValues, Panel],
  template: `
    <hl-panel heading="General">
      <hl-key-values [entries]="entries()" />
      @for (remark of remarks(); track remark) {
        <p class="small t2">{{ remark }}</p>
      }
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    hl-key-values {
      --hl-keys: 94px;
    }
    p {
      padding: 6px 12px 8px;
      border-top: 1px solid var(--hl-line);
    }
  `,
})
export class GeneralPanel {
  readonly test = input.required<TestRunRow>();
  readonly now = input.required<number>();
  protected readonly entries = computed(() => generalOf(this.test(), this.now()));
  protected readonly remarks = computed(() => remarksOf(this.test()));
}
