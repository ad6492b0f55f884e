import { z } from 'zod';
import { event } from '../kernel/index.js';

/**
 * Somebody signed out: the session is refused at every node, until it would have ended by itself. Only a hash of its
 * random number is kept, nothing of the person. Stream `session-<hash>`.
 */
export const SessionEnded = event('SessionEnded', { session: z.string(), until: z.iso.datetime() });
