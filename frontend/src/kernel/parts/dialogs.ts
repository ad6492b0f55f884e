import { Dialog, DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import type { ComponentType } from '@angular/cdk/portal';
import { Component, computed, inject, Injectable, signal } from '@angular/core';
import { firstValueFrom } from 'rxjs';

export type Confirmation = {
  /** “Kill train 561190?” */
  title: string;
  /** What follows, in numbers, a sentence each. */
  consequences: readonly string[];
  /** What the button does: “Kill train”. Never “OK”. */
  act: string;
  /** The way back: “Keep running”. */
  keep?: string;
  danger?: boolean;
  /** Asks for a sentence that is kept with the event. */
  reason?: { label: string; required: boolean };
};
export type Confirmed = { reason: string };

@Component({
  selector: 'hl-confirm',
  template: `
    <form class="dialog" (submit)="act($event)">
      <div class="dbody">
        <h2 id="hl-confirm-title">{{ asked.title }}</h2>
        @for (sentence of asked.consequences; track sentence) {
          <p class="t2">{{ sentence }}</p>
        }
        @if (asked.reason; as wanted) {
          <label class="fieldlabel" style="margin-top: 10px" for="hl-confirm-reason">{{ wanted.label }}</label>
          <span class="field area" style="width: 100%">
            <textarea id="hl-confirm-reason" #box [value]="reason()" (input)="reason.set(box.value)" maxlength="500"></textarea>
          </span>
        }
      </div>
      <div class="dfoot">
        <button type="button" class="btn" cdkFocusInitial (click)="ref.close()">{{ asked.keep ?? 'Cancel' }}</button>
        <button
          type="submit"
          class="btn"
          [class.pri]="!asked.danger"
          [class.danger]="asked.danger"
          [class.fill]="asked.danger"
          [disabled]="missing()"
        >
          {{ asked.act }}
        </button>
      </div>
    </form>
  `,
})
export class Confirm {
  protected readonly asked = inject<Confirmation>(DIALOG_DATA);
  protected readonly ref = inject<DialogRef<Confirmed>>(DialogRef);
  protected readonly reason = signal('');
  protected missing(): boolean {
    return this.asked.reason?.required === true && this.reason().trim() === '';
  }
  protected act(event: Event): void {
    event.preventDefault();
    if (!this.missing()) this.ref.close({ reason: this.reason().trim() });
  }
}

/** Dialogs: only for what cannot be taken back, and for small forms. Esc and the scrim close them. */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  readonly #dialog = inject(Dialog);
  readonly #open = signal(0);
  /** Somebody is being asked: what waits for the answer is not yet being saved. */
  readonly asking = computed(() => this.#open() > 0);

  /** What was confirmed, or null when the person went back. */
  async confirm(asked: Confirmation): Promise<Confirmed | null> {
    const ref = this.#dialog.open<Confirmed>(Confirm, {
      data: asked,
      backdropClass: 'hl-scrim',
      ariaLabelledBy: 'hl-confirm-title',
      autoFocus: 'first-tabbable',
    });
    return this.#answer(ref);
  }

  /** A form of its own: a component whose template starts with `<div class="dialog">`; it reads DIALOG_DATA and closes its DialogRef. */
  async open<Result, Data, C>(component: ComponentType<C>, data: Data, label: string): Promise<Result | null> {
    const ref = this.#dialog.open<Result, Data, C>(component, {
      data,
      backdropClass: 'hl-scrim',
      ariaLabel: label,
      autoFocus: 'first-tabbable',
    });
    return this.#answer(ref);
  }

  async #answer<Result, C>(ref: DialogRef<Result, C>): Promise<Result | null> {
    this.#open.update((open) => open + 1);
    try {
      return (await firstValueFrom(ref.closed)) ?? null;
    } finally {
      this.#open.update((open) => open - 1);
    }
  }
}
