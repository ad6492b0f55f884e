import { z } from 'zod';
import { event } from '../kernel/index.js';

export const RunlistId = z.string().regex(/^[0-9]{1,9}$/);
/** ALICE run numbers have six digits. */
export const RunNumber = z.int().min(100000).max(999999);

/** Published by the DPG (rules 9, 155, 157). Stream `runlist-<id>`. */
export const RunlistCreated = event('RunlistCreated', {
  runlistId: RunlistId,
  name: z.string(),
  dataType: z.enum(['DATA', 'MC']),
  collisionSystem: z.string(),
  /** Period the runs belong to, or what the MC is anchored to. */
  anchor: z.string(),
  /** Reconstruction pass. */
  pass: z.string(),
  production: z.string(),
  runs: z.array(RunNumber),
});
export const RunlistChanged = event('RunlistChanged', { runlistId: RunlistId, added: z.array(RunNumber), removed: z.array(RunNumber) });
export const RunlistDeleted = event('RunlistDeleted', { runlistId: RunlistId });
export const RunlistEvent = z.discriminatedUnion('type', [RunlistCreated, RunlistChanged, RunlistDeleted]);
export type RunlistEvent = z.infer<typeof RunlistEvent>;
