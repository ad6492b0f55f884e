import { Injectable, signal, type Signal } from '@angular/core';

/** Whether the settings hold something unsaved: the page asks before it is left (rule 31). One for each editor. */
@Injectable()
export class SettingsEdits {
  readonly #watched = signal<Signal<boolean> | null>(null);
  watch(changed: Signal<boolean>): void {
    this.#watched.set(changed);
  }
  unsaved(): boolean {
    return this.#watched()?.() ?? false;
  }
}
