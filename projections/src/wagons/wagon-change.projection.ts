import {
  WagonConfigured,
  wagonChanges,
  WagonDeleted,
  WagonDependenciesReplaced,
  WagonDerivedDataConfigured,
  WagonDisabled,
  WagonEnabled,
  WagonPackageResolved,
  WagonRegistered,
  WagonRenamed,
  WagonRestored,
  WagonSynced,
  type WagonChangeKind,
  type WagonChangeRow,
} from '@hyperloop/contracts/wagons';
import { projection, when, type Fold, type Rows } from '../kernel/index.js';

const idOf = (wagonId: string, revision: number): string => `${wagonId}:${revision}`;
type OfEvent = 'changeId' | 'wagonId' | 'analysisId' | 'kind' | 'revision' | 'position' | 'at' | 'by';
const nothing = (): Omit<WagonChangeRow, OfEvent> => ({
  source: null,
  reason: null,
  parameters: [],
  variants: [],
  values: [],
  derivedData: null,
  dependenciesAdded: [],
  dependenciesRemoved: [],
  name: null,
  nameBefore: null,
  packageTag: null,
  packageTagBefore: null,
  packageMode: null,
  pull: null,
  synced: null,
  restoredRevision: null,
  clonedFrom: null,
  datasetId: null,
  datasetName: null,
  because: null,
  trainId: null,
});

type Told = Partial<WagonChangeRow> & { kind: WagonChangeKind };
const add = (rows: Rows<WagonChangeRow>, wagonId: string, { meta, revision, position }: Fold, told: Told): void => {
  // A wagon never leaves its analysis: its first row, the registration, knows it.
  const analysisId = told.analysisId ?? rows.get(idOf(wagonId, 0))?.analysisId ?? '';
  rows.put({
    ...nothing(),
    changeId: idOf(wagonId, revision),
    wagonId,
    revision,
    position,
    at: meta.at,
    by: meta.by,
    ...told,
    analysisId,
  });
};
const without = (a: readonly string[], b: readonly string[]): string[] => a.filter((one) => !b.includes(one));

/** The life of each wagon, one row an event: never changed, never removed, so a deleted wagon can still be read (rules 33, 212). */
export const wagonChangesProjection = projection<WagonChangeRow>(wagonChanges, {
  on: [
    when(WagonRegistered, (rows, { wagonId, analysisId, name, packageTag, clonedFrom = null }, fold) =>
      add(rows, wagonId, fold, {
        kind: 'registered',
        analysisId,
        name,
        packageTag,
        clonedFrom,
        source: clonedFrom === null ? null : 'clone',
      }),
    ),
    when(WagonConfigured, (rows, { wagonId, parameters = [], variants, values, source, reason = null }, fold) =>
      add(rows, wagonId, fold, { kind: 'configured', parameters, variants, values, source, reason }),
    ),
    when(WagonDerivedDataConfigured, (rows, { wagonId, derivedData, before, source, reason = null }, fold) =>
      add(rows, wagonId, fold, { kind: 'derived-data', derivedData: { to: derivedData, from: before }, source, reason }),
    ),
    when(WagonDependenciesReplaced, (rows, { wagonId, dependencies, before }, fold) =>
      add(rows, wagonId, fold, {
        kind: 'dependencies',
        dependenciesAdded: without(dependencies, before),
        dependenciesRemoved: without(before, dependencies),
      }),
    ),
    when(
      WagonSynced,
      (rows, { wagonId, packageTag, before, values, added, removed, updated, parameters = [], derivedData = null, reason = null }, fold) =>
        add(rows, wagonId, fold, {
          kind: 'synced',
          packageTag,
          packageTagBefore: before.packageTag,
          parameters,
          values,
          synced: { added, removed, updated },
          derivedData,
          source: 'sync',
          reason,
        }),
    ),
    when(WagonRestored, (rows, data, fold) => {
      const {
        wagonId,
        restoredRevision,
        packageTag,
        before,
        parameters = [],
        variants,
        values,
        dependencies,
        dependenciesBefore,
        derivedData = null,
        reason = null,
      } = data;
      add(rows, wagonId, fold, {
        kind: 'restored',
        restoredRevision,
        packageTag,
        packageTagBefore: before.packageTag,
        parameters,
        variants,
        values,
        dependenciesAdded: without(dependencies, dependenciesBefore),
        dependenciesRemoved: without(dependenciesBefore, dependencies),
        derivedData,
        source: 'restore',
        reason,
      });
    }),
    when(WagonRenamed, (rows, { wagonId, name, before }, fold) => add(rows, wagonId, fold, { kind: 'renamed', name, nameBefore: before })),
    when(WagonEnabled, (rows, { wagonId, datasetId, datasetName, packageTag, packageMode, pull = null }, fold) =>
      add(rows, wagonId, fold, { kind: 'enabled', datasetId, datasetName, packageTag: packageTag || null, packageMode, pull }),
    ),
    when(WagonPackageResolved, (rows, { wagonId, datasetId, packageTag, pull }, fold) =>
      add(rows, wagonId, fold, { kind: 'package-resolved', datasetId, packageTag, pull }),
    ),
    when(WagonDisabled, (rows, { wagonId, datasetId, because, trainId = null }, fold) =>
      add(rows, wagonId, fold, { kind: 'disabled', datasetId, because, trainId }),
    ),
    when(WagonDeleted, (rows, { wagonId, name, reason = null }, fold) => add(rows, wagonId, fold, { kind: 'deleted', name, reason })),
  ],
});
