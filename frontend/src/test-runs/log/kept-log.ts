import { computed, effect, inject, signal, untracked, type Signal } from '@angular/core';
import { FETCH } from '../../kernel/live/view-door';
import { asked, failed, here, loading, type Remote } from '../../kernel/remote/remote';

/** Longer logs are for the download: the page would stand still reading them. */
export const READ_AT_MOST = 16e6;

/** All lines of kept logs, one after the other; what a hash names never changes, so each is read once. Call it in a field of a component. */
export const keptLog = (hashes: () => readonly string[]): Signal<Remote<readonly string[]>> => {
  const fetching = inject(FETCH);
  const log = signal<Remote<readonly string[]>>(asked);
  const wanted = computed(hashes, { equal: (a, b) => a.join() === b.join() });
  let turn = 0;
  const read = async (names: readonly string[]): Promise<void> => {
    const mine = ++turn;
    log.set(loading);
    const parts = await Promise.all(names.map((hash) => linesOf(fetching, hash)));
    if (mine !== turn) return;
    const problem = parts.find((part) => typeof part === 'string');
    if (problem !== undefined) log.set(failed(problem, () => void read(names)));
    else log.set(here(parts.flat()));
  };
  effect(() => {
    const names = wanted();
    untracked(() => {
      if (names.length > 0) return void read(names);
      turn += 1;
      log.set(asked);
    });
  });
  return log.asReadonly();
};

/** The lines, or the sentence why they are not here. */
const linesOf = async (fetching: typeof fetch, hash: string): Promise<readonly string[] | string> => {
  try {
    const answer = await fetching(`/api/blobs/${hash}`);
    if (answer.ok) return (await answer.text()).replace(/\n$/, '').split('\n');
    return answer.status === 404 ? 'It is not in the store any more.' : `The server answered ${String(answer.status)}.`;
  } catch {
    return 'The server did not answer.';
  }
};
