import { historyOf } from './generate/history.js';
import type { Made } from './generate/world.js';

export type { LogShape } from './generate/history.js';
export type { Made } from './generate/world.js';
export { keptLog, makeLogAt } from './generate/write-log.js';

/** A history without end, for those who append it themselves; a log of a given size is written by `makeLogAt`. */
export const makeLog = (seed = 1): Generator<Made> => historyOf({ events: Number.MAX_SAFE_INTEGER, seed });
