import { DOCUMENT } from '@angular/common';
import { inject } from '@angular/core';
import { isTyping } from '../../kernel/shell/keyboard';

export type PlayerKeys = { toggle: () => void; by: (steps: number) => void; to: (end: 'start' | 'end') => void; failure: () => void };

/** The bar, tables and tabs have arrows of their own, and space presses the button that has the focus. */
const isAnothers = (key: string, target: EventTarget | null): boolean => {
  if (!(target instanceof Element)) return false;
  if (target instanceof HTMLInputElement && target.type === 'range') return key !== ' ' && key !== 'f';
  if (isTyping(target)) return true;
  if (key === 'f') return false;
  return target.closest('tbody, [role=tablist]') !== null || (key === ' ' && target.closest('button, a') !== null);
};

/** Space plays and pauses, arrows step by an event, F goes to the next failure. Silent while somebody types. */
export const listenToPlayerKeys = (keys: PlayerKeys): (() => void) => {
  const document = inject(DOCUMENT);
  const acts: Readonly<Record<string, () => void>> = {
    ' ': keys.toggle,
    ArrowLeft: () => keys.by(-1),
    ArrowRight: () => keys.by(1),
    Home: () => keys.to('start'),
    End: () => keys.to('end'),
    f: keys.failure,
  };
  const pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (document.querySelector('cdk-dialog-container, [cdkMenu], .cdk-overlay-backdrop') !== null) return;
    const act = acts[event.key];
    if (act === undefined || isAnothers(event.key, event.target)) return;
    event.preventDefault();
    act();
  };
  document.addEventListener('keydown', pressed);
  return () => document.removeEventListener('keydown', pressed);
};
