import { Component, input } from '@angular/core';
import type { TestWarning } from '@hyperloop/contracts/test-runs';
import { Icon } from '../../kernel/parts/icon';

/** Cause, figure and limit, then what to do. */
@Component({
  selector: 'hl-test-warnings',
  imports: [Icon],
  template: `
    @for (warning of warnings(); track $index) {
      <div class="note">
        <span class="c-warn"><hl-icon name="warning" /></span>
        <span
          >{{ warning.sentence }} <span class="t2">{{ warning.whatToDo }}</span></span
        >
      </div>
    }
  `,
})
export class TestWarnings {
  readonly warnings = input.required<readonly TestWarning[]>();
}
