import { z } from 'zod';
import { event } from '../kernel/index.js';

/** The next number of a sequence was given out; train runs and test runs share the sequence `run` (rule 99). Stream `numbering-<sequence>`. */
export const NumberTaken = event('NumberTaken', { sequence: z.string(), number: z.string() });

/** A name belongs to one holder until it is released. Stream `reservation-<sha256 of the name>`. */
export const NameReserved = event('NameReserved', { name: z.string(), holder: z.string() });
export const NameReleased = event('NameReleased', { name: z.string(), holder: z.string() });

/** Work outside (a test, a train's jobs) is done by one node at a time; without a heartbeat the claim expires. Stream `claim-<work>`. */
export const WorkClaimed = event('WorkClaimed', { work: z.string(), node: z.string(), until: z.iso.datetime() });
export const WorkReleased = event('WorkReleased', { work: z.string(), node: z.string() });
