import { inject } from '@angular/core';
import type { CanDeactivateFn } from '@angular/router';
import { Dialogs } from '../../kernel/parts/dialogs';

/** A screen with edits that are nowhere but in it. */
export type HoldsEdits = { unsavedCount(): number };

/** Leaving with unsaved edits asks first (rule 31). */
export const unsavedGuard: CanDeactivateFn<HoldsEdits> = async (screen) => {
  const count = screen.unsavedCount();
  if (count === 0) return true;
  const left = await inject(Dialogs).confirm({
    title: `Leave with ${String(count)} unsaved ${count === 1 ? 'change' : 'changes'}?`,
    consequences: ['They are stored nowhere else and would be lost.'],
    act: 'Leave and lose them',
    keep: 'Keep editing',
    danger: true,
  });
  return left !== null;
};
