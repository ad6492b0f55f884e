import { effect, inject, signal, untracked, type Signal } from '@angular/core';
import { FETCH } from '../../kernel/live/view-door';
import { asked, failed, here, loading, type Remote } from '../../kernel/remote/remote';

/** Longer logs are for the download: the page would stand still reading them. */
export const READ_AT_MOST = 16e6;

/** All lines of a kept log; what a hash names never changes, so it is read once. Call it in a field of a component. */
export const keptLog = (sha256: () => string | null): Signal<Remote<readonly string[]>> => {
  const fetching = inject(FETCH);
  const log = signal<Remote<readonly string[]>>(asked);
  let turn = 0;
  const read = async (hash: string): Promise<void> => {
    const mine = ++turn;
    log.set(loading);
    const tell = (remote: Remote<readonly string[]>) => mine === turn && log.set(remote);
    try {
      const answer = await fetching(`/api/blobs/${hash}`);
      if (!answer.ok) return void tell(failed(answer.status === 404 ? 'The log is not in the store any more.' : `The server answered ${String(answer.status)}.`, () => void read(hash)));
      tell(here((await answer.text()).replace(/\n$/, '').split('\n')));
    } catch {
      tell(failed('The server did not answer.', () => void read(hash)));
    }
  };
  effect(() => {
    const hash = sha256();
    untracked(() => {
      if (hash !== null) return void read(hash);
      turn += 1;
      log.set(asked);
    });
  });
  return log.asReadonly();
};
