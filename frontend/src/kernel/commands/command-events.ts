import { type } from '@ngrx/signals';
import { eventGroup } from '@ngrx/signals/events';
import type { CommandAnswer, Problem } from '@hyperloop/contracts/kernel';

/** What became of a command, step by step; the toasts and the buttons read the same store. */
export type Sending = {
  /** The idempotency key. */
  readonly id: string;
  readonly command: string;
  /** “3 changes to lambdakzero_tight”: what is being saved, in the person's words. */
  readonly label: string;
  /** What the person may see when it worked: “Saved as revision 57. 3 tests start again.” */
  readonly done: string | null;
  /** Shown by the screen itself, so no toast for the quiet phases. */
  readonly quiet: boolean;
  readonly phase: 'waiting' | 'saving' | 'asking' | 'saved' | 'seen' | 'behind' | 'refused';
  readonly problem: Problem | null;
  readonly answer: CommandAnswer | null;
  readonly act: { readonly label: string; readonly run: () => void } | null;
};

export const commandEvents = eventGroup({
  source: 'Command Client',
  events: {
    started: type<Sending>(),
    moved: type<{ id: string; phase: Sending['phase']; answer?: CommandAnswer; problem?: Problem }>(),
    closed: type<string>(),
  },
});
