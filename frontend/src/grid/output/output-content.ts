import { effect, inject, signal, untracked, type Signal } from '@angular/core';
import { asked, failed, here, loading, type Remote } from '../../kernel/remote/remote';
import { OutputFiles } from './output-files';
import type { OutputFolder } from './output-tree';

/** The content of an output as a remote value; null asks nothing. Call it in a field of a component. */
export const outputContent = (sha256: () => string | null): Signal<Remote<OutputFolder>> => {
  const files = inject(OutputFiles);
  const content = signal<Remote<OutputFolder>>(asked);
  let turn = 0;
  const read = (hash: string): void => {
    const mine = ++turn;
    content.set(loading);
    files.read(hash).then(
      (folder) => mine === turn && content.set(here(folder)),
      (error: unknown) =>
        mine === turn && content.set(failed(error instanceof Error ? error.message : 'It could not be read.', () => read(hash))),
    );
  };
  effect(() => {
    const hash = sha256();
    untracked(() => {
      if (hash !== null) return read(hash);
      turn++;
      content.set(asked);
    });
  });
  return content.asReadonly();
};
