import { z } from 'zod';
import { PackageMode } from '../analyses/index.js';
import { BlobRef, view } from '../kernel/index.js';
import { ParameterValueSchema } from './configuration/configuration.schema.js';
import { AddedParameter } from './added-parameters.schema.js';
import { derivedKinds } from './derived-data.js';
import { DerivedDataSchema } from './derived-data.schema.js';
import { ClonedFrom } from './wagon.events.js';

/** One set value: what is not here has the default of the declaration (Base) or inherits (subwagon). */
export const GivenValue = z.object({
  task: z.string(),
  parameter: z.string(),
  value: ParameterValueSchema,
  /** Who set it, when, and how (rule 52). */
  setBy: z.string(),
  setAt: z.string(),
  source: z.string(),
  reason: z.string().nullable(),
  /** Of the wagon's event that set it: exactly one. */
  revision: z.int(),
});
export type GivenValue = z.infer<typeof GivenValue>;
export const WagonVariant = z.object({ name: z.string(), active: z.boolean(), values: z.array(GivenValue) });
export type WagonVariant = z.infer<typeof WagonVariant>;

/** The whole wagon, for its editor. The declaration (a blob) holds types, defaults and help. */
export const WagonRow = z.object({
  wagonId: z.string(),
  analysisId: z.string(),
  service: z.boolean(),
  name: z.string(),
  workflowName: z.string(),
  packageTag: z.string(),
  declaration: BlobRef,
  /** No package declares its workflow yet (rule 26). */
  byHand: z.boolean(),
  /** What users added to the declaration (rules 37, 39). */
  addedParameters: z.array(AddedParameter),
  /** Base first. */
  variants: z.array(WagonVariant),
  activeVariants: z.int(),
  derivedData: DerivedDataSchema,
  derivedKind: z.enum(derivedKinds),
  dependencies: z.array(z.string()),
  /** The same as `,1,2,`: `dependencyIds contains ,2,` finds who depends on wagon 2 (rule 81). Empty when there is none. */
  dependencyIds: z.string(),
  registeredBy: z.string(),
  registeredAt: z.string(),
  changedBy: z.string(),
  changedAt: z.string(),
  /** Of a clone: the wagon it was copied from, as it was then (rule 28). */
  clonedFrom: ClonedFrom.nullable(),
  /** Of the last change of configuration, derived data or dependencies, or of the registration: what a save must have seen (rule 34). Enabling does not move it. */
  revision: z.int(),
});
export type WagonRow = z.infer<typeof WagonRow>;
export const wagons = view('wagons', {
  summary: 'Wagons with their configuration, dependencies and last change.',
  key: 'wagonId',
  version: 3,
  row: WagonRow,
  columns: {
    analysisId: { type: 'text', filter: true },
    service: { type: 'boolean', filter: true },
    name: { type: 'text', filter: true, sort: true },
    workflowName: { type: 'text', filter: true, sort: true },
    dependencyIds: { type: 'text', filter: true },
    derivedKind: { type: 'text', filter: true },
    registeredBy: { type: 'text', filter: true, sort: true },
    changedAt: { type: 'instant', filter: true, sort: true },
    changedBy: { type: 'text', filter: true, sort: true },
  },
  sort: 'name',
});

/** Rule 96, in words: `queued` hourglass-down, `running` hourglass-flow, `done` star, `warning` exclamation, `failed` bomb. */
export const TestState = z.enum(['none', 'queued', 'running', 'done', 'warning', 'failed']);
export type TestState = z.infer<typeof TestState>;

/** One cell of the matrix wagons × datasets (rules 16, 19), and one line of Train Submission (rule 177). */
export const WagonCellRow = z.object({
  /** `<wagonId>:<datasetId>` */
  cellId: z.string(),
  wagonId: z.string(),
  wagonName: z.string(),
  workflowName: z.string(),
  /** What its output can be in a derived-data train (rules 71, 177). */
  derivedKind: z.enum(derivedKinds),
  analysisId: z.string(),
  analysisName: z.string(),
  datasetId: z.string(),
  datasetName: z.string(),
  enabled: z.boolean(),
  packageTag: z.string().nullable(),
  packageMode: PackageMode.nullable(),
  /** Of mode `pull`: its number. */
  pull: z.int().nullable(),
  /** No tag that contains the pull request is here yet; then `packageTag` is null (rule 87). */
  waitsForPull: z.boolean(),
  enabledBy: z.string().nullable(),
  enabledAt: z.string().nullable(),
  disabledBecause: z.string().nullable(),
  testRunId: z.string().nullable(),
  testState: TestState,
  /** 0…1 while running. */
  testShare: z.number(),
  testStartedAt: z.string().nullable(),
  testEndedAt: z.string().nullable(),
  /** One sentence a warning. */
  warnings: z.array(z.object({ kind: z.string(), sentence: z.string(), composable: z.boolean() })),
  warningCount: z.int(),
  failure: z.string().nullable(),
  cpuDays: z.number().nullable(),
  pssMaxBytes: z.number().nullable(),
  pssAvgBytes: z.number().nullable(),
  privateMaxBytes: z.number().nullable(),
  /** The composed train that holds it (rule 185). */
  trainId: z.string().nullable(),
});
export type WagonCellRow = z.infer<typeof WagonCellRow>;
export const wagonCells = view('wagon-cells', {
  summary: 'Wagons × datasets: enablement, package, test state, figures of the test, the train that holds it.',
  key: 'cellId',
  version: 3,
  row: WagonCellRow,
  columns: {
    wagonId: { type: 'text', filter: true },
    wagonName: { type: 'text', filter: true, sort: true },
    analysisId: { type: 'text', filter: true },
    analysisName: { type: 'text', filter: true, sort: true },
    datasetId: { type: 'text', filter: true },
    datasetName: { type: 'text', filter: true, sort: true },
    enabled: { type: 'boolean', filter: true },
    packageTag: { type: 'text', filter: true, sort: true },
    packageMode: { type: 'text', filter: true, sort: true },
    pull: { type: 'number', filter: true },
    waitsForPull: { type: 'boolean', filter: true },
    enabledBy: { type: 'text', filter: true, sort: true },
    enabledAt: { type: 'instant', filter: true, sort: true },
    testState: { type: 'text', filter: true, sort: true },
    derivedKind: { type: 'text', filter: true },
    testRunId: { type: 'text', filter: true },
    cpuDays: { type: 'number', filter: true, sort: true },
    pssMaxBytes: { type: 'number', filter: true, sort: true },
    privateMaxBytes: { type: 'number', filter: true, sort: true },
    trainId: { type: 'text', filter: true },
  },
  sort: '-enabledAt',
});
