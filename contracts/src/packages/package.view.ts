import { z } from 'zod';
import { BlobRef, view } from '../kernel/index.js';
import { Runner } from './package.events.js';
import { ParameterValueSchema } from './value.schema.js';

export const PackageTagRow = z.object({
  packageTag: z.string(),
  releasedAt: z.string().nullable(),
  commit: z.string().nullable(),
  masterIndex: z.int().nullable(),
  /** `none` until a catalogue was imported; only `complete` tags can be chosen for tests. */
  catalogue: z.enum(['none', 'importing', 'complete']),
  runner: Runner.nullable(),
  workflowCount: z.int(),
  parameterCount: z.int(),
});
export type PackageTagRow = z.infer<typeof PackageTagRow>;
export const packageTags = view('package-tags', {
  summary: 'Released package tags and whether their catalogue is here.',
  key: 'packageTag',
  row: PackageTagRow,
  columns: {
    packageTag: { type: 'text', filter: true, sort: true },
    releasedAt: { type: 'instant', filter: true, sort: true },
    masterIndex: { type: 'number', filter: true, sort: true },
    catalogue: { type: 'text', filter: true, sort: true },
    workflowCount: { type: 'number', sort: true },
    parameterCount: { type: 'number', sort: true },
  },
  sort: '-packageTag',
});

export const WorkflowRow = z.object({
  /** `<packageTag>|<name>` */
  workflowId: z.string(),
  packageTag: z.string(),
  name: z.string(),
  pwg: z.string(),
  tasks: z.int(),
  parameters: z.int(),
  /** Names of all its parameters between blanks, ` cfgCutEta cfgCutPt `: `contains` finds who declares one. Empty where nobody said them. */
  parameterNames: z.string(),
  declaration: BlobRef,
});
export type WorkflowRow = z.infer<typeof WorkflowRow>;
export const workflows = view('workflows', {
  summary: 'Workflows of every imported tag, with the blob that declares their parameters.',
  key: 'workflowId',
  version: 2,
  row: WorkflowRow,
  columns: {
    packageTag: { type: 'text', filter: true, sort: true },
    name: { type: 'text', filter: true, sort: true },
    pwg: { type: 'text', filter: true, sort: true },
    tasks: { type: 'number', sort: true },
    parameters: { type: 'number', sort: true },
    parameterNames: { type: 'text', filter: true },
  },
  sort: 'name',
});

export const PullRequestRow = z.object({
  pull: z.string(),
  number: z.int(),
  subject: z.string(),
  packageName: z.string(),
  state: z.enum(['open', 'merged', 'closed']),
  openedAt: z.string().nullable(),
  mergedAt: z.string().nullable(),
  /** Null until it is merged. */
  masterIndex: z.int().nullable(),
});
export type PullRequestRow = z.infer<typeof PullRequestRow>;
export const pullRequests = view('pull-requests', {
  summary: 'Pull requests: open ones, and merged ones with their position on the main line.',
  key: 'pull',
  version: 2,
  row: PullRequestRow,
  columns: {
    number: { type: 'number', filter: true, sort: true },
    subject: { type: 'text', filter: true },
    state: { type: 'text', filter: true, sort: true },
    openedAt: { type: 'instant', filter: true, sort: true },
    mergedAt: { type: 'instant', filter: true, sort: true },
    masterIndex: { type: 'number', filter: true, sort: true },
  },
  sort: '-number',
});

export const DeclarationRow = z.object({
  /** Of the blob that holds it. */
  sha256: z.string(),
  workflowName: z.string(),
  parameters: z.int(),
  /** Parts told so far, and how many there are. */
  recorded: z.int(),
  parts: z.int(),
});
export type DeclarationRow = z.infer<typeof DeclarationRow>;
export const declarations = view('declarations', {
  summary: 'Declarations of workflows whose defaults can be searched, each once for all tags in which it is the same.',
  key: 'sha256',
  row: DeclarationRow,
  columns: { workflowName: { type: 'text', filter: true, sort: true } },
  sort: 'workflowName',
});

export const DeclaredValueRow = z.object({
  /** Parameter, sha256 of the declaration and task, a line each: defaults of one parameter stand together. */
  defaultId: z.string(),
  declaration: z.string(),
  task: z.string(),
  parameter: z.string(),
  type: z.string(),
  kind: z.enum(['value', 'axis', 'processSwitch']),
  /** null: nobody knows it. */
  value: ParameterValueSchema.nullable(),
  cells: z.string().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type DeclaredValueRow = z.infer<typeof DeclaredValueRow>;
export const declaredValues = view('declared-values', {
  summary: 'The default of every parameter of every declaration, in the form that searches compare.',
  key: 'defaultId',
  row: DeclaredValueRow,
  columns: {
    declaration: { type: 'text', filter: true, sort: true },
    task: { type: 'text' },
    parameter: { type: 'text' },
    cells: { type: 'text' },
    low: { type: 'number' },
    high: { type: 'number' },
  },
  sort: 'declaration',
});
