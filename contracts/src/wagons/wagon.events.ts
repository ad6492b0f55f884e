import { z } from 'zod';
import { PackageMode } from '../analyses/index.js';
import { BlobRef, event } from '../kernel/index.js';
import { ParameterChange } from './added-parameters.schema.js';
import { ParameterValueSchema } from './configuration/configuration.schema.js';
import { derivedKinds } from './derived-data.js';
import { DerivedDataChange, DerivedDataSchema } from './derived-data.schema.js';

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

/** What a person may save; the other sources of a value are the system's own words. */
export const SaveSource = z.enum(['edit', 'upload']);
/** How a value came to be what it is (rule 52). */
export const ChangeSource = z.enum([...SaveSource.options, 'clone', 'sync', 'restore', 'proposal']);
export type ChangeSource = z.infer<typeof ChangeSource>;

/** The declaration that the parameters of a wagon come from, and the tag it was taken from. */
export const Declared = z.object({ packageTag: z.string(), declaration: BlobRef });
/** Where a clone comes from (rule 28): the state it had, and dependencies that could not be kept (rule 29). */
export const ClonedFrom = z.object({
  wagonId: WagonId,
  name: z.string(),
  analysisId: z.string(),
  /** Of the last change of its configuration or dependencies. */
  revision: z.int(),
  dropped: z.array(z.object({ wagonId: WagonId, name: z.string() })),
});
export type ClonedFrom = z.infer<typeof ClonedFrom>;

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
  /** Its workflow is in no released package yet: the declaration is empty, parameters are added by hand (rule 26). */
  byHand: z.literal(true).optional(),
  clonedFrom: ClonedFrom.optional(),
});
/** It stays the same wagon; what ran before shows the name of then (rule 32). */
export const WagonRenamed = event('WagonRenamed', { wagonId: WagonId, name: WagonName, before: WagonName });
/** Gone from every list; its past stays readable (rule 33). */
export const WagonDeleted = event('WagonDeleted', {
  wagonId: WagonId,
  analysisId: z.string(),
  name: WagonName,
  reason: z.string().optional(),
});
/** What one Save changed (rules 31, 52). Parameters apply first, then variants, in order, then values. */
export const WagonConfigured = event('WagonConfigured', {
  wagonId: WagonId,
  /** Added by hand, or taken away again (rules 37, 39). */
  parameters: z.array(ParameterChange).optional(),
  variants: z.array(VariantChange),
  values: z.array(ValueChange),
  source: ChangeSource,
  reason: z.string().optional(),
  /** The proposal that was accepted by it, and who proposed it. */
  proposal: z.object({ proposalId: z.string(), proposedBy: z.string() }).optional(),
});
/** Which tables it stores and how, as a whole (rules 66–74). */
export const WagonDerivedDataConfigured = event('WagonDerivedDataConfigured', {
  wagonId: WagonId,
  derivedData: DerivedDataSchema,
  before: DerivedDataSchema,
  source: ChangeSource,
  reason: z.string().optional(),
});
/** The whole set (rule 79). */
export const WagonDependenciesReplaced = event('WagonDependenciesReplaced', {
  wagonId: WagonId,
  dependencies: z.array(WagonId),
  before: z.array(WagonId),
});

/**
 * The declaration of another tag (rules 53–55). Values that nobody set follow its defaults by themselves; `values` are
 * the set ones that it has no place for.
 */
export const WagonSynced = event('WagonSynced', {
  wagonId: WagonId,
  ...Declared.shape,
  before: Declared,
  values: z.array(ValueChange),
  /** Parameters: new ones, ones that are gone, and ones whose default, being followed, is another. */
  added: z.int(),
  removed: z.int(),
  updated: z.int(),
  /** Parameters added by hand that the declaration knows now: they are ordinary ones from here on (rule 26). */
  parameters: z.array(ParameterChange).optional(),
  /** When the declaration makes a stored table in another version, or not any more. */
  derivedData: DerivedDataChange.optional(),
  reason: z.string().optional(),
});
/** An earlier state of declaration, configuration, derived data and dependencies is the present one again (rules 52, 212). */
export const WagonRestored = event('WagonRestored', {
  wagonId: WagonId,
  restoredRevision: z.int(),
  ...Declared.shape,
  /** No package declared its workflow then (rule 26). */
  byHand: z.literal(true).optional(),
  before: Declared,
  parameters: z.array(ParameterChange).optional(),
  variants: z.array(VariantChange),
  values: z.array(ValueChange),
  dependencies: z.array(WagonId),
  dependenciesBefore: z.array(WagonId),
  /** Absent when the derived data stays as it is. */
  derivedData: DerivedDataChange.optional(),
  reason: z.string().optional(),
});

export const WagonEnabled = event('WagonEnabled', {
  wagonId: WagonId,
  analysisId: z.string(),
  datasetId: z.string(),
  packageTag: z.string(),
  packageMode: PackageMode,
  /** Of mode `pull`: what it waits for until `WagonPackageResolved`; `packageTag` is empty until then (rule 87). */
  pull: z.int().optional(),
  /** The names at that moment: a cell of the matrix is drawn from this event alone. */
  wagonName: z.string(),
  workflowName: z.string(),
  analysisName: z.string(),
  datasetName: z.string(),
  /** Absent when it stores no table. */
  derivedKind: z.enum(derivedKinds).optional(),
});
/** A tag with the pull request is here: from now on the wagon is as with that tag or newer (rules 86–88). */
export const WagonPackageResolved = event('WagonPackageResolved', {
  wagonId: WagonId,
  datasetId: z.string(),
  pull: z.int(),
  packageTag: z.string(),
});
/** Why a wagon was disabled on a dataset (rules 33, 94, 128, 135). */
export const DisabledBecause = z.enum([
  'asked',
  'train-submitted',
  'dataset-deactivated',
  'dataset-has-short',
  'test-impossible',
  'wagon-deleted',
  'pull-request-closed',
]);
export const WagonDisabled = event('WagonDisabled', {
  wagonId: WagonId,
  datasetId: z.string(),
  because: DisabledBecause,
  trainId: z.string().optional(),
});

export const WagonEvent = z.discriminatedUnion('type', [
  WagonRegistered,
  WagonRenamed,
  WagonConfigured,
  WagonDerivedDataConfigured,
  WagonDependenciesReplaced,
  WagonSynced,
  WagonRestored,
  WagonDeleted,
  WagonEnabled,
  WagonPackageResolved,
  WagonDisabled,
]);
export type WagonEvent = z.infer<typeof WagonEvent>;
