import { DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Title } from '@angular/platform-browser';

export type Crumb = { readonly label: string; readonly link?: string };

/** Where one is, for the top bar and the title of the tab. */
@Injectable({ providedIn: 'root' })
export class Crumbs {
  readonly #title = inject(Title);
  readonly #list = signal<readonly Crumb[]>([]);
  readonly list = this.#list.asReadonly();
  set(list: readonly Crumb[]): void {
    this.#list.set(list);
    const words = list.map(({ label }) => label).reverse();
    this.#title.setTitle([...words, 'Hyperloop'].join(' · '));
  }
}

/** Call it in a screen: `crumbs(() => [{ label: 'Train Runs', link: '/train-runs' }, { label: id() }])`. */
export const crumbs = (list: () => readonly Crumb[]): void => {
  const place = inject(Crumbs);
  effect(() => {
    const now = list();
    untracked(() => place.set(now));
  });
  inject(DestroyRef).onDestroy(() => place.set([]));
};
