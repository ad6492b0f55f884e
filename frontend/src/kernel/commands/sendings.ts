import { computed } from '@angular/core';
import { signalStore, withComputed, withState } from '@ngrx/signals';
import { on, withReducer } from '@ngrx/signals/events';
import { commandEvents, type Sending } from './command-events';

const KEPT = 20;

/** The commands under way and the last few that ended. */
export const Sendings = signalStore(
  { providedIn: 'root' },
  withState<{ list: readonly Sending[] }>({ list: [] }),
  withReducer(
    on(commandEvents.started, ({ payload }, { list }) => ({ list: [...list, payload].slice(-KEPT) })),
    on(commandEvents.moved, ({ payload: { id, phase, answer, problem } }, { list }) => ({
      list: list.map((sending) =>
        sending.id === id ? { ...sending, phase, answer: answer ?? sending.answer, problem: problem ?? sending.problem } : sending,
      ),
    })),
    on(commandEvents.closed, ({ payload }, { list }) => ({ list: list.filter(({ id }) => id !== payload) })),
  ),
  withComputed(({ list }) => ({
    underWay: computed(() => list().filter(({ phase }) => phase === 'waiting' || phase === 'saving' || phase === 'asking').length),
  })),
);
