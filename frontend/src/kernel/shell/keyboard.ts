import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject } from '@angular/core';
import { Router } from '@angular/router';
import type { StepDirection } from '@hyperloop/contracts/kernel';
import { placesOf } from './navigation';

/** What the keys of the whole page do; each screen adds its own with ordinary key handlers. */
export type Keys = { search: () => void; time: () => void; step: (direction: StepDirection) => void; help: () => void };

/** `G` waits this long for the letter of a screen. */
const SECOND_KEY_MS = 1_200;

/** `Ctrl K` search · `G` and a letter: screen · `T` time · `[` `]` earlier and later change · `/` filter · `J` `K` rows · `?` help. Silent while somebody types. */
export const listenToKeys = (keys: Keys): void => {
  const document = inject(DOCUMENT);
  const router = inject(Router);
  const places = placesOf(router.config);
  let goUntil = 0;

  const pressed = (event: KeyboardEvent): void => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
      event.preventDefault();
      return keys.search();
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    if (document.querySelector('cdk-dialog-container, [cdkMenu], .cdk-overlay-backdrop') !== null) return;
    if (Date.now() < goUntil) {
      goUntil = 0;
      const place = places.find(({ key }) => key === event.key.toLowerCase());
      if (place !== undefined) {
        event.preventDefault();
        void router.navigateByUrl(`/${place.path}`);
      }
      return;
    }
    const acts: Readonly<Record<string, () => void>> = {
      g: () => (goUntil = Date.now() + SECOND_KEY_MS),
      t: keys.time,
      '[': () => keys.step('previous'),
      ']': () => keys.step('next'),
      '?': keys.help,
      '/': () => document.querySelector<HTMLInputElement>('main [data-hl-filter]')?.focus(),
      j: () => firstRow(document)?.focus(),
      k: () => firstRow(document)?.focus(),
    };
    const act = acts[event.key];
    // In a table J and K are the table's own keys.
    if (act === undefined || (/^[jk]$/.test(event.key) && event.target instanceof Element && event.target.closest('tbody') !== null))
      return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', pressed);
  inject(DestroyRef).onDestroy(() => document.removeEventListener('keydown', pressed));
};

const firstRow = (document: Document): HTMLElement | null => document.querySelector<HTMLElement>('main tr[tabindex="0"]');
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  target.closest('input:not([type=checkbox]), textarea, select, [contenteditable=""], [contenteditable=true], .cdk-overlay-container') !==
    null;
