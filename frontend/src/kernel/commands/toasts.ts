import { Component, computed, effect, inject } from '@angular/core';
import { Icon } from '../parts/icon';
import type { IconName } from '../parts/icons';
import { CommandClient } from './command-client';
import type { Sending } from './command-events';
import { Sendings } from './sendings';

const GONE_AFTER_MS = 4_000;
type Said = { icon: IconName; spin: boolean; text: string; stays: boolean };

/** What a toast says in each phase; null: nothing to say. Refusals stay until closed. */
export const saidOf = (sending: Sending): Said | null => {
  const { phase, label, quiet } = sending;
  switch (phase) {
    case 'saving':
      return quiet ? null : { icon: 'running', spin: true, text: `Saving ${label}`, stays: true };
    case 'waiting':
      return { icon: 'offline', spin: false, text: `No connection. ${upper(label)} is sent when it is back.`, stays: true };
    case 'asking':
      return { icon: 'clock', spin: false, text: 'No answer yet. Asking the log what happened.', stays: true };
    case 'saved':
    case 'seen':
      return quiet ? null : { icon: 'check', spin: false, text: sending.done ?? `Saved ${label}.`, stays: false };
    case 'behind':
      return { icon: 'clock', spin: false, text: `Saved ${label}, view is behind.`, stays: false };
    case 'refused':
      return { icon: 'blocked', spin: false, text: `Not saved: ${sending.problem?.detail ?? 'no reason was given.'}`, stays: true };
  }
};
const upper = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** One place, bottom left, one at a time: refusals first, else the newest. */
@Component({
  selector: 'hl-toasts',
  imports: [Icon],
  template: `
    <div class="place" role="status" aria-live="polite">
      @if (shown(); as toast) {
        <div class="toast">
          <hl-icon [name]="toast.said.icon" [spin]="toast.said.spin" />
          <span>{{ toast.said.text }}</span>
          @if (toast.sending.act && toast.sending.phase !== 'saving') {
            <button type="button" class="act" (click)="toast.sending.act.run()">{{ toast.sending.act.label }}</button>
          }
          @if (toast.sending.phase === 'refused') {
            <button type="button" class="act" aria-label="Close" (click)="close(toast.sending.id)">
              <hl-icon name="close" [small]="true" />
            </button>
          }
        </div>
      }
    </div>
  `,
  styles: `
    .place {
      position: fixed;
      left: calc(var(--hl-rail) + 20px);
      bottom: 16px;
      z-index: 1100;
      max-width: min(560px, calc(100vw - var(--hl-rail) - 40px));
    }
  `,
})
export class Toasts {
  readonly #commands = inject(CommandClient);
  readonly #list = inject(Sendings).list;
  protected readonly shown = computed(() => {
    const speaking = this.#list().flatMap((sending) => {
      const said = saidOf(sending);
      return said === null ? [] : [{ sending, said }];
    });
    return speaking.findLast(({ sending }) => sending.phase === 'refused') ?? speaking.at(-1) ?? null;
  });

  constructor() {
    const leaving = new Set<string>();
    effect(() => {
      for (const sending of this.#list()) {
        const settled = sending.phase === 'seen' || sending.phase === 'behind' || (sending.phase === 'saved' && sending.quiet);
        if (!settled || leaving.has(sending.id)) continue;
        leaving.add(sending.id);
        setTimeout(() => {
          leaving.delete(sending.id);
          this.#commands.close(sending.id);
        }, GONE_AFTER_MS);
      }
    });
  }
  protected close(id: string): void {
    this.#commands.close(id);
  }
}
