import { z } from 'zod';
import { event } from '../kernel/index.js';

/** The next number of a sequence was given out; train runs and test runs share the sequence `run` (rule 99). Stream `numbering-<sequence>`. */
export const NumberTaken = event('NumberTaken', { sequence: z.string(), number: z.string() });

/** A name belongs to one holder until it is released. Stream `reservation-<sha256 of the name>`. */
export const NameReserved = event('NameReserved', { name: z.string(), holder: z.string() });
export const NameReleased = event('NameReleased', { name: z.string(), holder: z.string() });

/**
 * Work outside (a test, a train's jobs) is done by one node at a time; without a heartbeat the claim expires. Stream
 * `claim-<work>`. `forMs` is how long it holds after it was seen, by the clock of whoever looks; `until`, by the clock
 * of the node that claimed, is for people.
 */
export const WorkClaimed = event('WorkClaimed', {
  work: z.string(),
  node: z.string(),
  until: z.iso.datetime(),
  forMs: z.int().positive().optional(),
});
export const WorkReleased = event('WorkReleased', { work: z.string(), node: z.string() });

/**
 * How far each reaction has come at any node: one that starts with nothing of its own, or after days, goes on from
 * there, since what is before was done. Stream `reactions`.
 */
export const ReactionsReached = event('ReactionsReached', { node: z.string(), positions: z.record(z.string(), z.string()) });
