import { z } from 'zod';
import { BlobRef, event } from '../kernel/index.js';
import { ParameterValueSchema } from './value.schema.js';

/** `O2Physics::daily-20251201-0000-1` (rule 95). */
export const PackageTag = z.string().regex(/^[A-Za-z0-9_]+::[a-z]+-[0-9]{8}(-[A-Za-z0-9_]+){0,4}$/);

/** How a workflow of the package becomes processes: `sample` has its own executables, `stand-in` runs the sample package's stand-in for every workflow and says so on the test's page. */
export const Runner = z.enum(['sample', 'stand-in']);
export type Runner = z.infer<typeof Runner>;

export const ReleasedTag = z.object({
  packageTag: PackageTag,
  commit: z.string(),
  releasedAt: z.string(),
  /** Position of the commit on the main line; "contains" is a comparison of these, never of dates (rule 88). */
  masterIndex: z.int(),
});
export const MergedPull = z.object({
  pull: z.int(),
  subject: z.string(),
  commit: z.string(),
  mergedAt: z.string(),
  masterIndex: z.int(),
  /** Of which package; absent: O2Physics. */
  packageName: z.string().max(60).optional(),
});
/** Not merged yet: no tag contains it (rule 87). */
export const OpenPull = z.object({
  pull: z.int().min(1),
  subject: z.string().max(500),
  openedAt: z.string(),
  packageName: z.string().max(60).optional(),
});
export const DeclaredWorkflow = z.object({
  name: z.string(),
  executable: z.string(),
  pwg: z.string(),
  tasks: z.int(),
  parameters: z.int(),
  /** Names of all its parameters, each once, so that they can be searched for in any tag; absent in imports of before. */
  parameterNames: z.array(z.string().max(300)).max(20000).optional(),
  /** The declaration (`WorkflowDeclaration` as JSON), stored once for all tags in which it is the same. */
  declaration: BlobRef,
});

/** Tags became known. Stream `packageTags-O2Physics`. */
export const PackageTagsReleased = event('PackageTagsReleased', { tags: z.array(ReleasedTag).min(1) });
/** Pull requests were merged. Stream `pullRequests-O2Physics`. */
export const PullRequestsMerged = event('PullRequestsMerged', { pulls: z.array(MergedPull).min(1) });
/** Pull requests wait for their merge. Stream `pullRequests-O2Physics`. */
export const PullRequestsOpened = event('PullRequestsOpened', { pulls: z.array(OpenPull).min(1) });
/** Pull requests were closed without a merge: no tag will ever contain them. */
export const PullRequestsClosed = event('PullRequestsClosed', { pulls: z.array(z.int()).min(1) });
/** A catalogue begins to be imported, or is imported again. Stream `catalogue-<tag>`. */
export const CatalogueOpened = event('CatalogueOpened', { packageTag: PackageTag, runner: Runner });
export const WorkflowsDeclared = event('WorkflowsDeclared', { packageTag: PackageTag, workflows: z.array(DeclaredWorkflow).min(1) });
/** All workflows are declared: wagons may use the tag. */
export const CatalogueCompleted = event('CatalogueCompleted', { packageTag: PackageTag, workflowCount: z.int(), parameterCount: z.int() });

/** A parameter as it can be searched for: where it stands and its default. */
export const DeclaredParameter = z.object({
  task: z.string(),
  parameter: z.string(),
  type: z.string(),
  kind: z.enum(['value', 'axis', 'processSwitch']),
  /** null: nobody knows the default, or it is too long to be searched. */
  value: ParameterValueSchema.nullable(),
});
export type DeclaredParameter = z.infer<typeof DeclaredParameter>;

/**
 * What a declaration holds became known, in parts: projections cannot read the blob that holds it. Stream
 * `declaration-<sha256>`, so it is told once for all tags in which the declaration is the same.
 */
export const DeclarationRecorded = event('DeclarationRecorded', {
  declaration: BlobRef,
  workflowName: z.string(),
  /** From 1 to `parts`. */
  part: z.int().min(1),
  parts: z.int().min(1),
  parameters: z.array(DeclaredParameter),
});

export const ReleaseEvent = z.discriminatedUnion('type', [PackageTagsReleased, PullRequestsMerged, PullRequestsOpened, PullRequestsClosed]);
export type DeclarationEvent = z.infer<typeof DeclarationRecorded>;
export type ReleaseEvent = z.infer<typeof ReleaseEvent>;
export const CatalogueEvent = z.discriminatedUnion('type', [CatalogueOpened, WorkflowsDeclared, CatalogueCompleted]);
export type CatalogueEvent = z.infer<typeof CatalogueEvent>;
