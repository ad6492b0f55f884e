import { z } from 'zod';
import { command } from '../kernel/index.js';
import { ParameterChange } from './added-parameters.schema.js';
import { DerivedDataSchema } from './derived-data.schema.js';
import { DisabledBecause, SaveSource, VariantChange, WagonId, WagonName, WorkflowName } from './wagon.events.js';
import type { AcceptProposal } from './proposal.commands.js';
import { WantedValues } from './wanted-values.js';

const Reason = z.string().max(500);

export const RegisterWagon = command('RegisterWagon', 'Create a wagon: a name and a workflow (rules 25, 26).', {
  analysisId: z.string().max(12),
  name: WagonName,
  workflowName: WorkflowName,
  packageTag: z.string().max(120),
  /** The workflow lives in a pull request that is not merged yet: no package has it, and its parameters are added by hand. */
  byHand: z.literal(true).optional(),
});
/** Values are given as they shall be; the log keeps what they were (rule 52). */
export const ConfigureWagon = command(
  'ConfigureWagon',
  'Save changes of the configuration; the revision seen guards against a concurrent edit (rules 31, 34).',
  {
    wagonId: WagonId,
    expectedRevision: z.int().min(0),
    parameters: z.array(ParameterChange).max(2000).optional(),
    variants: z.array(VariantChange).max(200),
    values: WantedValues,
    source: SaveSource,
    reason: Reason.optional(),
  },
);
export const ConfigureDerivedData = command(
  'ConfigureDerivedData',
  'Save which tables a wagon stores and how; the revision seen guards against a concurrent edit (rules 31, 34, 66–74).',
  {
    wagonId: WagonId,
    expectedRevision: z.int().min(0),
    derivedData: DerivedDataSchema,
    reason: Reason.optional(),
  },
);
export const ReplaceWagonDependencies = command('ReplaceWagonDependencies', 'Replace the whole set of dependencies (rules 78, 79).', {
  wagonId: WagonId,
  expectedRevision: z.int().min(0),
  dependencies: z.array(WagonId).max(50),
});
export const RenameWagon = command('RenameWagon', 'Give a wagon another name; it stays the same wagon (rule 32).', {
  wagonId: WagonId,
  name: WagonName,
});
export const CloneWagon = command(
  'CloneWagon',
  'Copy a wagon into an analysis: configuration, subwagons, derived data and dependencies; not enablement, tests or history (rules 28, 29).',
  {
    /** What is copied. */
    wagonId: WagonId,
    /** Where it goes. */
    analysisId: z.string().max(12),
    name: WagonName,
    /** What the clone depends on; absent: those of the source that its analysis may use. */
    dependencies: z.array(WagonId).max(50).optional(),
  },
);
export const DeleteWagon = command(
  'DeleteWagon',
  'Delete a wagon that no other depends on; it is disabled everywhere first, and its past stays readable (rule 33).',
  { wagonId: WagonId, reason: Reason.optional() },
);
export const SyncWagon = command('SyncWagon', 'Take the declaration of another tag; what users set is kept (rules 53–57).', {
  wagonId: WagonId,
  expectedRevision: z.int().min(0),
  packageTag: z.string().max(120),
  reason: Reason.optional(),
});
export const RestoreWagon = command('RestoreWagon', 'Make the state of an earlier revision the present one (rules 52, 212).', {
  wagonId: WagonId,
  expectedRevision: z.int().min(0),
  restoredRevision: z.int().min(0),
  reason: Reason.optional(),
});
export const EnableWagon = command('EnableWagon', 'Enable a wagon on a dataset; its test is queued at once (rules 85, 90).', {
  wagonId: WagonId,
  datasetId: z.string().max(12),
});
export const ResolveWagonPackage = command(
  'ResolveWagonPackage',
  'Take the newest tag that contains the pull request a wagon waits for; quiet while there is none (rules 87, 88).',
  { wagonId: WagonId, datasetId: z.string().max(12) },
);
export const DisableWagon = command('DisableWagon', 'Disable a wagon on a dataset (rules 89, 94).', {
  wagonId: WagonId,
  datasetId: z.string().max(12),
  because: DisabledBecause.optional(),
  trainId: z.string().max(12).optional(),
});

export type WagonCommand =
  | z.infer<typeof RegisterWagon>
  | z.infer<typeof ConfigureWagon>
  | z.infer<typeof ConfigureDerivedData>
  | z.infer<typeof ReplaceWagonDependencies>
  | z.infer<typeof RenameWagon>
  | z.infer<typeof CloneWagon>
  | z.infer<typeof DeleteWagon>
  | z.infer<typeof SyncWagon>
  | z.infer<typeof RestoreWagon>
  | z.infer<typeof AcceptProposal>
  | z.infer<typeof EnableWagon>
  | z.infer<typeof ResolveWagonPackage>
  | z.infer<typeof DisableWagon>;
