import { Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { Icon } from './icon';

/** A search field over a list. `/` goes to the first one on the page; Esc empties it. */
@Component({
  selector: 'hl-search',
  imports: [Icon],
  template: `
    <label class="field soft" [style.width.px]="width()">
      <hl-icon name="search" />
      <input
        #box
        type="search"
        data-hl-filter
        autocomplete="off"
        spellcheck="false"
        [placeholder]="placeholder()"
        [attr.aria-label]="placeholder()"
        [value]="value()"
        (input)="typed(box.value)"
        (keydown.escape)="clear()"
      />
      @if (value()) {
        <button type="button" aria-label="Empty the search" (click)="clear()"><hl-icon name="close" [small]="true" /></button>
      }
    </label>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    button {
      width: 20px;
      height: 24px;
      color: var(--hl-text-3);
    }
  `,
})
export class SearchField {
  readonly value = input('');
  readonly placeholder = input('Search');
  readonly width = input(200);
  readonly valueChange = output<string>();
  protected readonly box = viewChild.required<ElementRef<HTMLInputElement>>('box');
  #waiting: ReturnType<typeof setTimeout> | undefined;

  /** A list is asked again when typing rests, not at every key. */
  protected typed(text: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.valueChange.emit(text), 180);
  }
  protected clear(): void {
    clearTimeout(this.#waiting);
    this.box().nativeElement.value = '';
    this.valueChange.emit('');
  }
}
