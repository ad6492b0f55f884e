import { setTimeout as wait } from 'node:timers/promises';

const SHORTEST_MS = 500;
const LONGEST_MS = 10_000;

/**
 * Does it until it is done: for results of long work, which a full disk or an unreachable log must not turn into a
 * failure. Every fault is told; an abort ends the patience.
 */
export const insist = async (
  act: () => Promise<void>,
  onFault: (fault: unknown, what: string) => void,
  signal: AbortSignal,
): Promise<void> => {
  for (let pause = SHORTEST_MS; ; pause = Math.min(pause * 2, LONGEST_MS)) {
    try {
      await act();
      return;
    } catch (fault) {
      if (signal.aborted) throw fault;
      onFault(fault, `A result could not be stored; it is tried again in ${pause} ms.`);
      await wait(pause, undefined, { signal }).catch(() => undefined);
    }
  }
};
