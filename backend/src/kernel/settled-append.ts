import { AppendUnknown, type Appended } from './event-log/event-log.js';

export type Pause = (ms: number) => Promise<void>;
export const pause: Pause = (ms) => new Promise((done) => setTimeout(done, ms));

const PATIENCE_MS = 5_000;

/**
 * An append whose outcome is unknown is repeated with the same ids until the log says what became of it. After five
 * seconds the caller gets `AppendUnknown`: then nobody may claim either outcome.
 */
export const settledAppend = async (append: () => Promise<Appended>, wait: Pause = pause): Promise<Appended> => {
  let waited = 0;
  for (let step = 50; ; step = Math.min(step * 2, 1_000)) {
    try {
      return await append();
    } catch (error) {
      if (!(error instanceof AppendUnknown) || waited >= PATIENCE_MS) throw error;
      await wait(step);
      waited += step;
    }
  }
};
