import { Clipboard } from '@angular/cdk/clipboard';
import { Component, DestroyRef, inject, input, signal } from '@angular/core';
import { Icon } from '../kernel/parts/icon';
import type { IconName } from '../kernel/parts/icons';

/** Copies a text and says for a moment whether that worked. */
@Component({
  selector: 'hl-copy-text',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="btn sm ghost"
      [class.icon]="!word()"
      [attr.aria-label]="word() ? null : label()"
      [attr.title]="label()"
      (click)="copy()"
    >
      <hl-icon [name]="said() === '' ? icon() : said() === 'Copied' ? 'check' : 'failed'" [small]="true" />{{
        word() ? said() || word() : ''
      }}
    </button>
    <span class="hl-said" aria-live="polite">{{ said() }}</span>
  `,
  styles: `
    :host {
      display: inline-flex;
      position: relative;
    }
  `,
})
export class CopyText {
  readonly text = input.required<string>();
  /** What the button does, for its title. */
  readonly label = input.required<string>();
  readonly word = input('');
  readonly icon = input<IconName>('copy');
  protected readonly said = signal('');
  readonly #clipboard = inject(Clipboard);
  #resting: ReturnType<typeof setTimeout> | undefined;
  constructor() {
    inject(DestroyRef).onDestroy(() => clearTimeout(this.#resting));
  }
  protected copy(): void {
    this.said.set(this.#clipboard.copy(this.text()) ? 'Copied' : 'Not copied');
    clearTimeout(this.#resting);
    this.#resting = setTimeout(() => this.said.set(''), 2_000);
  }
}
