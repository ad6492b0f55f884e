import { Component, DestroyRef, inject, input, output, signal } from '@angular/core';

let made = 0;
const RESTS_MS = 180;

/** A text that is completed while it is typed. The browser's own list: it has the keys and the reader's words already. */
@Component({
  selector: 'hl-completed',
  template: `
    <label class="field" [style.width.px]="width()">
      <input
        #box
        type="search"
        autocomplete="off"
        spellcheck="false"
        [class.mono]="mono()"
        [attr.list]="id"
        [attr.data-hl-filter]="first() ? '' : null"
        [placeholder]="placeholder()"
        [attr.aria-label]="placeholder()"
        [value]="value()"
        (input)="typed(box.value)"
        (change)="say(box.value)"
        (keydown.enter)="say(box.value)"
      />
    </label>
    <datalist [id]="id">
      @for (word of words(); track word) {
        <option [value]="word"></option>
      }
    </datalist>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
    input {
      width: 100%;
    }
  `,
})
export class CompletedField {
  readonly value = input('');
  readonly placeholder = input.required<string>();
  readonly width = input(200);
  readonly mono = input(true);
  /** `/` goes to it. */
  readonly first = input(false);
  /** What may be meant; nothing when it does not know. */
  readonly complete = input.required<(text: string, signal: AbortSignal) => Promise<readonly string[]>>();
  readonly valueChange = output<string>();
  protected readonly id = `hl-completed-${String((made += 1))}`;
  protected readonly words = signal<readonly string[]>([]);
  #waiting: ReturnType<typeof setTimeout> | undefined;
  #running = new AbortController();

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#waiting);
      this.#running.abort();
    });
  }

  /** Asked when typing rests, not at every key. */
  protected typed(text: string): void {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.say(text);
      void this.#look(text);
    }, RESTS_MS);
  }
  protected say(text: string): void {
    clearTimeout(this.#waiting);
    const trimmed = text.trim();
    if (trimmed !== this.value()) this.valueChange.emit(trimmed);
  }
  async #look(text: string): Promise<void> {
    this.#running.abort();
    const mine = (this.#running = new AbortController());
    if (text.trim() === '') return this.words.set([]);
    // A help while typing: without an answer one types on.
    const words = await this.complete()(text.trim(), mine.signal).catch(() => []);
    if (this.#running === mine) this.words.set(words);
  }
}
