import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { RunlistId, RunNumber } from './runlist.events.js';

const Runs = z.array(RunNumber).min(1).max(5000);
export const CreateRunlist = command('CreateRunlist', 'Publish a runlist (rules 9, 157).', {
  name: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{2,63}$/),
  dataType: z.enum(['DATA', 'MC']),
  collisionSystem: z.string().regex(/^[A-Za-z0-9-]{1,16}$/),
  anchor: z.string().regex(/^[A-Za-z0-9_ -]{1,32}$/),
  pass: z.string().regex(/^[A-Za-z0-9_-]{1,32}$/),
  production: z.string().regex(/^[A-Za-z0-9_-]{1,64}$/),
  runs: Runs,
});
export const ChangeRunlist = command(
  'ChangeRunlist',
  'Replace the runs of a runlist; every dataset that uses it changes with it (rule 157).',
  {
    runlistId: RunlistId,
    runs: Runs,
    expectedRevision: z.int().min(0).optional(),
  },
);
export const DeleteRunlist = command('DeleteRunlist', 'Delete a runlist that no production uses.', { runlistId: RunlistId });
export type RunlistCommand = z.infer<typeof CreateRunlist> | z.infer<typeof ChangeRunlist> | z.infer<typeof DeleteRunlist>;

export const RunlistUnknown = refusal('RunlistUnknown', { runlistId: z.string() }, ({ runlistId }) => `There is no runlist ${runlistId}.`);
export const RunlistNameTaken = refusal(
  'RunlistNameTaken',
  { name: z.string() },
  ({ name }) => `A runlist called ${name} exists already. Choose another name, or change that one.`,
);
export const RunTwice = refusal(
  'RunTwice',
  { runs: z.array(z.int()) },
  ({ runs }) => `${runs.join(', ')} ${runs.length === 1 ? 'is' : 'are'} in the list twice.`,
);
export const RunlistInUse = refusal(
  'RunlistInUse',
  { datasets: z.array(z.string()) },
  ({ datasets }) => `${datasets.join(', ')} ${datasets.length === 1 ? 'uses' : 'use'} it. Remove the production there first.`,
);
export type RunlistRefusal =
  RefusalOf<typeof RunlistUnknown> | RefusalOf<typeof RunlistNameTaken> | RefusalOf<typeof RunTwice> | RefusalOf<typeof RunlistInUse>;
