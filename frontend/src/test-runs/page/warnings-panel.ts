import { Component, computed, input } from '@angular/core';
import type { TestWarning } from '@hyperloop/contracts/test-runs';
import { Icon } from '../../kernel/parts/icon';
import { warningWords } from './warning-words';

/** Each warning with its figure, the limit that was in force then (rule 127), what to do, and whether it may be composed. */
@Component({
  selector: 'hl-warnings-panel',
  imports: [Icon],
  template: `
    <section class="panel" role="region" aria-label="Warnings">
      @for (warning of shown(); track warning.key) {
        <div class="wn">
          <span class="c-warn"><hl-icon name="warning" /></span>
          <span>
            <b class="b6">{{ warning.words.title }}</b>
            <span class="t2 say">{{ warning.sentence }}</span>
            <span class="muted small say">{{ warning.words.measured }}</span>
          </span>
          <span>
            <span class="label say">What to do</span>
            {{ warning.whatToDo }}
            <span class="small say" [class.c-warn]="!warning.composable" [class.muted]="warning.composable">{{
              warning.words.verdict
            }}</span>
          </span>
        </div>
      }
    </section>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
      margin-bottom: 12px;
    }
    .panel {
      border-left: 3px solid var(--hl-warn-solid);
    }
    .say {
      display: block;
    }
    .wn {
      display: grid;
      grid-template-columns: 20px minmax(0, 1.1fr) minmax(0, 1fr);
      gap: 8px 12px;
      padding: 8px 12px;
      border-top: 1px solid var(--hl-line);
    }
    .wn:first-of-type {
      border-top: 0;
    }
  `,
})
export class WarningsPanel {
  readonly warnings = input.required<readonly TestWarning[]>();
  protected readonly shown = computed(() =>
    this.warnings().map((warning) => ({ ...warning, key: `${warning.kind}:${warning.device ?? ''}`, words: warningWords(warning) })),
  );
}
