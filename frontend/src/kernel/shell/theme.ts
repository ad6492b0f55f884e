import { DOCUMENT } from '@angular/common';
import { effect, inject, Injectable, signal } from '@angular/core';

export type Theme = 'auto' | 'light' | 'dark';
const KEPT = 'hyperloop.theme';
const DENSITY = 'hyperloop.density';

/** Light, dark or as the system wants, and how dense rows are; kept in this browser. Charts redraw when `dark` changes. */
@Injectable({ providedIn: 'root' })
export class ThemeChoice {
  readonly #document = inject(DOCUMENT);
  readonly #system = this.#document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)');
  readonly #systemDark = signal(this.#system?.matches ?? false);
  readonly choice = signal<Theme>(themeOf(this.#kept(KEPT)));
  /** Rows of 36 px instead of 30. */
  readonly comfortable = signal(this.#kept(DENSITY) === 'comfortable');

  constructor() {
    this.#system?.addEventListener('change', (event) => this.#systemDark.set(event.matches));
    effect(() => {
      const choice = this.choice();
      const root = this.#document.documentElement;
      if (choice === 'auto') delete root.dataset['theme'];
      else root.dataset['theme'] = choice;
      this.#keep(KEPT, choice);
    });
    effect(() => {
      const comfortable = this.comfortable();
      if (comfortable) this.#document.documentElement.style.setProperty('--hl-row', '36px');
      else this.#document.documentElement.style.removeProperty('--hl-row');
      this.#keep(DENSITY, comfortable ? 'comfortable' : 'dense');
    });
  }

  dark(): boolean {
    const choice = this.choice();
    return choice === 'auto' ? this.#systemDark() : choice === 'dark';
  }

  #kept(name: string): string | null {
    try {
      return this.#document.defaultView?.localStorage.getItem(name) ?? null;
    } catch {
      return null;
    }
  }
  #keep(name: string, value: string): void {
    try {
      this.#document.defaultView?.localStorage.setItem(name, value);
    } catch {
      // Storage may be forbidden; the choice then holds for this page only.
    }
  }
}

const themeOf = (kept: string | null): Theme => (kept === 'light' || kept === 'dark' ? kept : 'auto');
