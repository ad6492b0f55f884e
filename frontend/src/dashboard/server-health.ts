import { DestroyRef, inject, signal, type Signal } from '@angular/core';
import { checksOf, type Check } from '../kernel/health/checks';
import { FETCH } from '../kernel/live/view-door';

const EVERY_MS = 5_000;

export type Answer =
  { readonly phase: 'asked' } | { readonly phase: 'here'; readonly checks: readonly Check[] } | { readonly phase: 'silent' };

/** What the server says of its workers, asked again every 5 s. Call it in a field of a component. */
export const serverHealth = (): Signal<Answer> => {
  const fetching = inject(FETCH);
  const answer = signal<Answer>({ phase: 'asked' });
  const ask = async (): Promise<void> => {
    try {
      // 503 is an answer too: it says what is not ready.
      const said = await fetching('/readyz', { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(EVERY_MS - 500) });
      answer.set({ phase: 'here', checks: checksOf(await said.json()) });
    } catch {
      answer.set({ phase: 'silent' });
    }
  };
  void ask();
  const again = setInterval(() => void ask(), EVERY_MS);
  inject(DestroyRef).onDestroy(() => clearInterval(again));
  return answer.asReadonly();
};

export type Worker = { readonly state: Check['state']; readonly word: string; readonly value: string; readonly sentence: string };

/** One worker in words. A server that does not name it runs no such worker: another one does. */
export const workerOf = (answer: Answer, name: string): Worker => {
  if (answer.phase === 'asked') return { state: 'unknown', word: 'Asked', value: '', sentence: '' };
  if (answer.phase === 'silent') return { state: 'fail', word: 'No answer', value: '', sentence: 'The server did not answer.' };
  const check = answer.checks.find((each) => each.name === name);
  if (check === undefined) return { state: 'unknown', word: 'Not here', value: '', sentence: 'This server does not run it.' };
  return { state: check.state, word: check.state === 'ok' ? 'OK' : check.word, value: check.value, sentence: check.sentence };
};
