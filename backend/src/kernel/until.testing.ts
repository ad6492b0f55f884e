import { setTimeout as sleep } from 'node:timers/promises';

/** Not a measure of speed: a busy machine takes its time, and only what never comes may fail. */
const PATIENCE_MS = 100_000;

/** Waits until it is so; an error that says `why` when it never comes to that. */
export const until = async (so: () => boolean | Promise<boolean>, why = 'it did not come to that'): Promise<void> => {
  for (const end = performance.now() + PATIENCE_MS; !(await so());) {
    if (performance.now() > end) throw new Error(`it never happened: ${why}`);
    await sleep(1);
  }
};
