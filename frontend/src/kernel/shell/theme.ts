import { DOCUMENT } from '@angular/common';
import { effect, inject, Injectable, signal } from '@angular/core';

export type Theme = 'auto' | 'light' | 'dark';
const KEPT = 'hyperloop.theme';

/** Light, dark or as the system wants; kept in this browser. Charts redraw when `dark` changes. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  readonly #document = inject(DOCUMENT);
  readonly #system = this.#document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)');
  readonly #systemDark = signal(this.#system?.matches ?? false);
  readonly choice = signal<Theme>(this.#kept());

  constructor() {
    this.#system?.addEventListener('change', (event) => this.#systemDark.set(event.matches));
    effect(() => {
      const choice = this.choice();
      const root = this.#document.documentElement;
      if (choice === 'auto') delete root.dataset['theme'];
      else root.dataset['theme'] = choice;
      try {
        this.#document.defaultView?.localStorage.setItem(KEPT, choice);
      } catch {
        // Storage may be forbidden; the choice then holds for this page only.
      }
    });
  }

  dark(): boolean {
    const choice = this.choice();
    return choice === 'auto' ? this.#systemDark() : choice === 'dark';
  }

  #kept(): Theme {
    try {
      const kept = this.#document.defaultView?.localStorage.getItem(KEPT);
      return kept === 'light' || kept === 'dark' ? kept : 'auto';
    } catch {
      return 'auto';
    }
  }
}
