import { z } from 'zod';
import { PackageMode } from '../analyses/index.js';
import { BlobRef, event } from '../kernel/index.js';
import { ParameterValueSchema } from './configuration/configuration.schema.js';

export const WagonId = z.string().regex(/^[0-9]{1,9}$/);
/** Rule 25 and contradiction C1: letters, digits, `_` and `-`; compared without regard to case. */
export const WagonName = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/, 'Only letters, digits, _ and -, no spaces, 64 at most');
/** Also the suffix of its outputs: `_<name>` (rule 48). */
export const SubwagonName = z.string().regex(/^[A-Za-z0-9]{1,32}$/, 'Only letters and digits, 32 at most');
export const WorkflowName = z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/, 'A workflow name like o2-analysis-lf-lambdakzerobuilder');

/** Base, or the name of a subwagon. */
export const BASE = '';
export const Variant = z.union([z.literal(BASE), SubwagonName]);

/** One changed value (rule 52). null: the default of the declaration (Base), inherited from Base (subwagon). */
export const ValueChange = z.object({
  variant: Variant,
  task: z.string(),
  parameter: z.string(),
  from: ParameterValueSchema.nullable(),
  to: ParameterValueSchema.nullable(),
});
export type ValueChange = z.infer<typeof ValueChange>;

/** A change of the set of subwagons. */
export const VariantChange = z.discriminatedUnion('change', [
  z.object({ change: z.literal('added'), variant: SubwagonName }),
  z.object({ change: z.literal('removed'), variant: SubwagonName }),
  z.object({ change: z.literal('renamed'), variant: SubwagonName, to: SubwagonName }),
  z.object({ change: z.literal('activated'), variant: Variant }),
  z.object({ change: z.literal('deactivated'), variant: Variant }),
]);
export type VariantChange = z.infer<typeof VariantChange>;

export const ChangeSource = z.enum(['edit', 'upload']);

/** A wagon of an analysis: a workflow with the declaration its parameters come from. Stream `wagon-<id>`. */
export const WagonRegistered = event('WagonRegistered', {
  wagonId: WagonId,
  analysisId: z.string(),
  /** Its analysis is a service analysis (rule 6). */
  service: z.boolean(),
  name: WagonName,
  workflowName: WorkflowName,
  /** The tag whose declaration was taken. */
  packageTag: z.string(),
  declaration: BlobRef,
});
/** What one Save changed (rules 31, 52). Variant changes apply first, in order, then values. */
export const WagonConfigured = event('WagonConfigured', {
  wagonId: WagonId,
  variants: z.array(VariantChange),
  values: z.array(ValueChange),
  source: ChangeSource,
  reason: z.string().optional(),
});
/** The whole set (rule 79). */
export const WagonDependenciesReplaced = event('WagonDependenciesReplaced', {
  wagonId: WagonId,
  dependencies: z.array(WagonId),
  before: z.array(WagonId),
});

export const WagonEnabled = event('WagonEnabled', {
  wagonId: WagonId,
  analysisId: z.string(),
  datasetId: z.string(),
  packageTag: z.string(),
  packageMode: PackageMode,
  /** The names at that moment: a cell of the matrix is drawn from this event alone. */
  wagonName: z.string(),
  workflowName: z.string(),
  analysisName: z.string(),
  datasetName: z.string(),
});
/** Why a wagon was disabled on a dataset (rules 94, 128, 135). */
export const DisabledBecause = z.enum(['asked', 'train-submitted', 'dataset-deactivated']);
export const WagonDisabled = event('WagonDisabled', {
  wagonId: WagonId,
  datasetId: z.string(),
  because: DisabledBecause,
  trainId: z.string().optional(),
});

export const WagonEvent = z.discriminatedUnion('type', [
  WagonRegistered,
  WagonConfigured,
  WagonDependenciesReplaced,
  WagonEnabled,
  WagonDisabled,
]);
export type WagonEvent = z.infer<typeof WagonEvent>;
