import { Clipboard } from '@angular/cdk/clipboard';
import { Component, inject, input, signal } from '@angular/core';
import { Icon } from '../kernel/parts/icon';

/** Copies a list, a line each, and says in place what became of it. */
@Component({
  selector: 'hl-copy',
  imports: [Icon],
  template: `
    <button
      type="button"
      class="btn sm"
      [class.ghost]="ghost()"
      [disabled]="lines().length === 0"
      [attr.title]="title()"
      (click)="copy($event)"
    >
      <hl-icon [name]="said() === 'copied' ? 'check' : 'copy'" [small]="true" />{{
        said() === 'copied' ? 'Copied' : said() === 'failed' ? 'Not copied' : label()
      }}
    </button>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
  `,
})
export class CopyButton {
  readonly label = input.required<string>();
  readonly lines = input.required<readonly (string | number)[]>();
  readonly title = input('');
  readonly ghost = input(false);
  protected readonly said = signal<'copied' | 'failed' | null>(null);
  readonly #clipboard = inject(Clipboard);
  protected copy(event: Event): void {
    event.stopPropagation();
    this.said.set(this.#clipboard.copy(this.lines().join('\n')) ? 'copied' : 'failed');
    setTimeout(() => this.said.set(null), 2_000);
  }
}
