/** Something that comes from elsewhere: every screen answers all four. */
export type Remote<T> =
  | { readonly phase: 'asked' }
  | { readonly phase: 'loading' }
  | { readonly phase: 'here'; readonly value: T }
  | { readonly phase: 'failed'; readonly problem: string; readonly at: string; readonly again: () => void };

export const asked: Remote<never> = { phase: 'asked' };
export const loading: Remote<never> = { phase: 'loading' };
export const here = <T>(value: T): Remote<T> => ({ phase: 'here', value });
export const failed = (problem: string, again: () => void): Remote<never> => ({
  phase: 'failed',
  problem,
  at: new Date().toISOString(),
  again,
});

/** One answer per phase; a missing one does not compile. */
export const match = <T, R>(
  remote: Remote<T>,
  answers: { asked: () => R; loading: () => R; here: (value: T) => R; failed: (failure: Extract<Remote<T>, { phase: 'failed' }>) => R },
): R => {
  switch (remote.phase) {
    case 'asked':
      return answers.asked();
    case 'loading':
      return answers.loading();
    case 'here':
      return answers.here(remote.value);
    case 'failed':
      return answers.failed(remote);
  }
};

export const mapRemote = <T, R>(remote: Remote<T>, change: (value: T) => R): Remote<R> =>
  remote.phase === 'here' ? here(change(remote.value)) : remote;
