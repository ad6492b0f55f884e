import { Component, computed, inject, input, signal } from '@angular/core';
import type { AnalysisRow } from '@hyperloop/contracts/analyses';
import { CommandClient } from '../../kernel/commands/command-client';
import { Session } from '../../kernel/session/session';

type TestMail = AnalysisRow['testMail'];
export const testMailWords: readonly { readonly value: TestMail; readonly word: string }[] = [
  { value: 'none', word: 'Nobody' },
  { value: 'all', word: 'All analyzers' },
  { value: 'enabler', word: 'Who enabled it' },
];

/** Who gets a mail when a test of a wagon fails (rules 21, 148). */
@Component({
  selector: 'hl-test-mail',
  template: `
    <div class="row">
      <h3 id="hl-test-mail">Mail when a test of a wagon fails</h3>
      <span class="seg push" role="radiogroup" aria-labelledby="hl-test-mail">
        @for (choice of choices; track choice.value) {
          <button
            type="button"
            role="radio"
            [class.on]="of().testMail === choice.value"
            [attr.aria-checked]="of().testMail === choice.value"
            [attr.aria-disabled]="off() ? true : null"
            [attr.title]="off()"
            (click)="choose(choice.value)"
          >
            {{ choice.word }}
          </button>
        }
      </span>
    </div>
    @if (refused(); as sentence) {
      <div class="small c-fail" role="alert">{{ sentence }}</div>
    }
    @if (!session.mail()) {
      <p class="muted small">This installation sends no mail: its operators have not named a mail server.</p>
    }
  `,
  styles: `
    h3 {
      font: var(--hl-type-heading);
      margin: 12px 0 6px;
    }
  `,
})
export class TestMailChoice {
  readonly of = input.required<AnalysisRow>();
  protected readonly session = inject(Session);
  readonly #commands = inject(CommandClient);
  protected readonly choices = testMailWords;
  protected readonly refused = signal<string | null>(null);
  protected readonly off = computed(
    () =>
      this.session.mayNot('ChooseTestMail', { analysisId: this.of().analysisId, service: this.of().service }) ?? this.#commands.blocked(),
  );
  protected async choose(testMail: TestMail): Promise<void> {
    if (this.off() !== null || testMail === this.of().testMail) return;
    const outcome = await this.#commands.send(
      'ChooseTestMail',
      { analysisId: this.of().analysisId, testMail },
      { label: 'Mail of failed tests', quiet: true },
    );
    this.refused.set(outcome.is === 'refused' ? outcome.because : null);
  }
}
