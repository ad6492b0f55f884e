import { computed, inject, Injectable, InjectionToken, type Signal } from '@angular/core';
import { comparePositions, type CommandAnswer, type Problem } from '@hyperloop/contracts/kernel';
import { injectDispatch } from '@ngrx/signals/events';
import { clockTime } from '../format/time';
import { LiveClient } from '../live/live-client';
import { ViewDoor } from '../live/view-door';
import { Moment } from '../url/moment';
import { commandEvents, type Sending } from './command-events';
import { CommandDoor } from './command-door';
import { Sendings } from './sendings';
import type { CommandData, CommandName } from './commands';

export type Outcome =
  | {
      is: 'saved';
      answer: CommandAnswer;
      /** Read your own write: settles when the views show it, or after 5 s (“saved, view is behind”). */
      seen: Promise<'seen' | 'behind'>;
    }
  | { is: 'refused'; because: string; problem: Problem };

export type SendHow = {
  /** What is being saved, in the person's words: “3 changes to lambdakzero_tight”. */
  label: string;
  /** The sentence after it worked: “Saved as revision 57.” Without it: “Saved.” */
  done?: string;
  /** A way on from the toast: “See history”. */
  act?: { label: string; run: () => void };
  /** For switches and the like, which show the result themselves: a toast only when it is refused or takes long. */
  quiet?: boolean;
};

/** How long to wait, so that specs need no clock. */
export const PAUSE = new InjectionToken<(ms: number) => Promise<void>>('pause', {
  providedIn: 'root',
  factory: () => (ms: number) => new Promise((done) => setTimeout(done, ms)),
});
const BEHIND_AFTER_MS = 5_000;
const STEP_MS = 50;
/** When nothing on the screen moved by then, the views are asked how far they are; beats come too seldom for this. */
const PROBE_AFTER_MS = 500;
const OFFLINE_PATIENCE_MS = 60_000;

/**
 * Sends commands: saving → saved, or refused because …, or “No answer yet”. A lost answer is asked for again with the
 * same key, which gives the first outcome and never a second effect.
 */
@Injectable({ providedIn: 'root' })
export class CommandClient {
  readonly #door = inject(CommandDoor);
  readonly #live = inject(LiveClient);
  readonly #views = inject(ViewDoor);
  readonly #moment = inject(Moment);
  readonly #dispatch = injectDispatch(commandEvents);
  readonly #pause = inject(PAUSE);
  /** Must be there before the first event is dispatched, or nobody would hear it. */
  readonly sendings = inject(Sendings);

  /** Why nothing can be sent now, as a sentence; null when it can. Buttons are off with it. */
  readonly blocked: Signal<string | null> = computed(() => {
    if (this.#moment.at() !== null) return 'This page shows the past. Nothing can be changed.';
    const connection = this.#live.connection();
    if (connection.is === 'offline') return `Offline since ${clockTime(connection.since)}. Changes wait for the connection.`;
    if (connection.is === 'stale') return `The page is stale since ${clockTime(connection.since)}. Changes wait until it is live again.`;
    return null;
  });

  async send<Name extends CommandName>(command: Name, data: CommandData<Name>, how: SendHow): Promise<Outcome> {
    const id = crypto.randomUUID();
    const sending: Sending = {
      id,
      command,
      label: how.label,
      done: how.done ?? null,
      quiet: how.quiet ?? false,
      phase: 'saving',
      problem: null,
      answer: null,
      act: how.act ?? null,
    };
    this.#dispatch.started(sending);
    if (this.#moment.at() !== null) return this.#refuse(id, local('This page shows the past. Go back to now to change it.'));
    if (!(await this.#online(id))) return this.#refuse(id, local('Not sent: no connection for a minute. Nothing was changed.'));
    for (let attempt = 0; ; attempt++) {
      const said = await this.#door.post(command, data, id);
      if (said.is === 'refused') return this.#refuse(id, said.problem);
      if (said.is === 'saved') {
        this.#dispatch.moved({ id, phase: 'saved', answer: said.answer });
        return { is: 'saved', answer: said.answer, seen: this.#seen(id, said.answer.position) };
      }
      this.#dispatch.moved({ id, phase: 'asking' });
      await this.#pause(Math.min(500 * 2 ** attempt, 8_000));
    }
  }

  close(id: string): void {
    this.#dispatch.closed(id);
  }

  #refuse(id: string, problem: Problem): Outcome {
    this.#dispatch.moved({ id, phase: 'refused', problem });
    return { is: 'refused', because: problem.detail, problem };
  }

  /** Waits for the connection a while; what was pressed just before it broke is neither lost nor doubled. */
  async #online(id: string): Promise<boolean> {
    for (let waited = 0; this.#live.connection().is === 'offline'; waited += 500) {
      if (waited === 0) this.#dispatch.moved({ id, phase: 'waiting' });
      if (waited >= OFFLINE_PATIENCE_MS) return false;
      await this.#pause(500);
    }
    return true;
  }

  async #seen(id: string, position: string): Promise<'seen' | 'behind'> {
    for (let waited = 0; comparePositions(this.#live.position(), position) < 0; waited += STEP_MS) {
      if (waited >= BEHIND_AFTER_MS) {
        this.#dispatch.moved({ id, phase: 'behind' });
        return 'behind';
      }
      if (waited % 2_500 === PROBE_AFTER_MS) void this.#probe(position);
      await this.#pause(STEP_MS);
    }
    this.#dispatch.moved({ id, phase: 'seen' });
    return 'seen';
  }

  /** The answer waits until the views are there (2 s at most) and says how far they are. */
  async #probe(position: string): Promise<void> {
    try {
      const { position: now } = await this.#views.read('people', { limit: 1 }, { ifPosition: position });
      this.#live.reached(now);
    } catch {
      // Not known, then: the wait goes on and ends as “behind”.
    }
  }
}

/** A refusal of this browser: nothing was sent. */
const local = (detail: string): Problem => ({ type: 'about:blank', title: 'Not sent', status: 0, detail });
