import { Component, computed, inject, input, signal } from '@angular/core';
import { Dialogs } from '../parts/dialogs';
import { Icon } from '../parts/icon';
import type { IconName } from '../parts/icons';
import { Moment } from '../url/moment';
import { CommandClient, type Outcome } from './command-client';

/**
 * A button that sends a command and tells in place what became of it: saving, saved, or the sentence of the refusal.
 * In the past it is gone; when it cannot be used now it is off with the reason. `send` may answer null when the person
 * went back in a dialog.
 */
@Component({
  selector: 'hl-command-button',
  imports: [Icon],
  template: `
    @if (!past()) {
      <button
        type="button"
        data-hl-command
        class="btn"
        [class.pri]="look() === 'primary'"
        [class.danger]="look() === 'danger'"
        [class.ghost]="look() === 'ghost'"
        [class.sm]="small()"
        [class.lg]="large()"
        [attr.aria-disabled]="off() ? true : null"
        [attr.title]="off()"
        (click)="press()"
      >
        @if (showsSaving()) {
          <hl-icon name="running" [spin]="true" />{{ saving() }}
        } @else if (phase() === 'saved') {
          <hl-icon name="check" />Saved
        } @else {
          @if (icon(); as name) {
            <hl-icon [name]="name" />
          }
          {{ label() }}
        }
      </button>
      @if (refusedBecause(); as sentence) {
        <span class="small c-fail refused" role="alert"><hl-icon name="blocked" [small]="true" /> {{ sentence }}</span>
      }
    }
  `,
  styles: `
    :host {
      display: inline-flex;
      align-items: center;
      gap: 8px;
      flex-wrap: wrap;
    }
    .refused {
      display: inline-flex;
      gap: 4px;
      align-items: flex-start;
    }
  `,
})
export class CommandButton {
  /** Says the act and its size: “Save 3 changes”. */
  readonly label = input.required<string>();
  readonly send = input.required<() => Promise<Outcome | null>>();
  readonly icon = input<IconName>();
  readonly look = input<'plain' | 'primary' | 'danger' | 'ghost'>('plain');
  readonly saving = input('Saving');
  readonly small = input(false);
  readonly large = input(false);
  /** Why this person or this thing cannot do it now; null when it can. */
  readonly offBecause = input<string | null>(null);

  readonly #commands = inject(CommandClient);
  readonly #moment = inject(Moment);
  readonly #dialogs = inject(Dialogs);
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly phase = signal<'rest' | 'saving' | 'saved'>('rest');
  /** While a dialog still asks, nothing is being saved. */
  protected readonly showsSaving = computed(() => this.phase() === 'saving' && !this.#dialogs.asking());
  protected readonly refusedBecause = signal<string | null>(null);
  protected readonly off = computed(() => this.offBecause() ?? this.#commands.blocked() ?? (this.showsSaving() ? 'Being saved' : null));

  protected async press(): Promise<void> {
    if (this.off() !== null || this.phase() === 'saving') return;
    this.refusedBecause.set(null);
    this.phase.set('saving');
    try {
      const outcome = await this.send()();
      if (outcome?.is === 'refused') this.refusedBecause.set(outcome.because);
      this.phase.set(outcome?.is === 'saved' ? 'saved' : 'rest');
      if (outcome?.is === 'saved') setTimeout(() => this.phase.set('rest'), 1_500);
    } catch (error) {
      this.phase.set('rest');
      throw error;
    }
  }
}
