import { z } from 'zod';
import { PackageMode } from '../analyses/index.js';
import { view } from '../kernel/index.js';
import { ParameterChange } from './added-parameters.schema.js';
import { DerivedDataChange } from './derived-data.schema.js';
import { ClonedFrom, ValueChange, VariantChange } from './wagon.events.js';

export const WagonChangeKind = z.enum([
  'registered',
  'configured',
  'derived-data',
  'dependencies',
  'synced',
  'restored',
  'renamed',
  'enabled',
  'package-resolved',
  'disabled',
  'deleted',
]);
export type WagonChangeKind = z.infer<typeof WagonChangeKind>;

/** One event of a wagon's life with all that it changed (rules 52, 212). Fields that its kind does not have are null or empty. */
export const WagonChangeRow = z.object({
  /** `<wagonId>:<revision>` */
  changeId: z.string(),
  wagonId: z.string(),
  analysisId: z.string(),
  kind: WagonChangeKind,
  /** Of the wagon's stream, from 0. */
  revision: z.int(),
  /** Of the log: any page at this position shows the wagon as this change left it. */
  position: z.string(),
  at: z.string(),
  by: z.string(),
  /** How values came to be changed: edit, upload, clone, sync, restore. */
  source: z.string().nullable(),
  reason: z.string().nullable(),
  parameters: z.array(ParameterChange),
  variants: z.array(VariantChange),
  values: z.array(ValueChange),
  /** Of a change of derived data, or a sync, restore or clone that changes it. */
  derivedData: DerivedDataChange.nullable(),
  dependenciesAdded: z.array(z.string()),
  dependenciesRemoved: z.array(z.string()),
  /** Its name after a registration, renaming or deletion, and the one before a renaming. */
  name: z.string().nullable(),
  nameBefore: z.string().nullable(),
  /** The package of a registration, sync, restore or enabling, and the one before. */
  packageTag: z.string().nullable(),
  packageTagBefore: z.string().nullable(),
  packageMode: PackageMode.nullable(),
  /** The pull request it was enabled with, or whose tag has come. */
  pull: z.int().nullable(),
  /** Of a sync: parameters that are new, gone, or follow another default. */
  synced: z.object({ added: z.int(), removed: z.int(), updated: z.int() }).nullable(),
  restoredRevision: z.int().nullable(),
  clonedFrom: ClonedFrom.nullable(),
  datasetId: z.string().nullable(),
  datasetName: z.string().nullable(),
  because: z.string().nullable(),
  trainId: z.string().nullable(),
});
export type WagonChangeRow = z.infer<typeof WagonChangeRow>;

export const wagonChanges = view('wagon-changes', {
  summary: 'What happened to each wagon, change by change: values with what they were, who, when and why.',
  key: 'changeId',
  version: 2,
  row: WagonChangeRow,
  columns: {
    wagonId: { type: 'text', filter: true },
    analysisId: { type: 'text', filter: true },
    kind: { type: 'text', filter: true },
    revision: { type: 'number', filter: true, sort: true },
    at: { type: 'instant', filter: true, sort: true },
    by: { type: 'text', filter: true },
  },
  sort: '-revision',
});
