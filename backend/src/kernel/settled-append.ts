import { AppendUnknown, LogFull, type Appended } from './event-log/event-log.js';

export type Pause = (ms: number) => Promise<void>;
export const pause: Pause = (ms) => new Promise((done) => setTimeout(done, ms));

const PATIENCE_MS = 5_000;

/**
 * An append whose outcome is unknown is repeated with the same ids until the log says what became of it. After five
 * seconds, its own tries included, the caller gets `AppendUnknown`: then nobody may claim either outcome.
 */
export const settledAppend = async (append: () => Promise<Appended>, wait: Pause = pause): Promise<Appended> => {
  const since = performance.now();
  let waited = 0;
  let unknown: AppendUnknown | undefined;
  for (let step = 50; ; step = Math.min(step * 2, 1_000)) {
    try {
      return await append();
    } catch (error) {
      // A log that stopped after the first try refuses the others, which says nothing about the first.
      if (error instanceof LogFull && unknown !== undefined) throw unknown;
      if (!(error instanceof AppendUnknown) || Math.max(waited, performance.now() - since) >= PATIENCE_MS) throw error;
      unknown = error;
      await wait(step);
      waited += step;
    }
  }
};
