import { DestroyRef, inject, signal, type Signal } from '@angular/core';

/** The time now, anew each half minute: for ages that must not stand still on an open page. */
export const clock = (): Signal<number> => {
  const now = signal(Date.now());
  const ticking = setInterval(() => now.set(Date.now()), 30_000);
  inject(DestroyRef).onDestroy(() => clearInterval(ticking));
  return now.asReadonly();
};
