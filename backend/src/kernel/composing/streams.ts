import type { PackageMode } from '@hyperloop/contracts/analyses';
import type { RunFiles } from '@hyperloop/contracts/datasets';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import {
  applyConfigured,
  applyParameterChanges,
  baseOnly,
  noDerivedData,
  type AddedParameter,
  type DerivedData,
  type ParameterChange,
  type ValueChange,
  type VariantChange,
  type VariantState,
} from '@hyperloop/contracts/wagons';
import type { z } from 'zod';

/** What changes a wagon that runs: its tests count no more (rule 100), and a save must have seen it (rule 34). */
export const wagonChanges = [
  'WagonConfigured',
  'WagonDerivedDataConfigured',
  'WagonDependenciesReplaced',
  'WagonSynced',
  'WagonRestored',
] as const;
export const changesWagon = (type: string): boolean => (wagonChanges as readonly string[]).includes(type);

/** How a wagon is enabled on a dataset; `waits` for a tag with its pull request, then `packageTag` is empty (rule 87). */
export type EnabledAs = { packageTag: string; packageMode: PackageMode; pull?: number | undefined; waits: boolean };
/** What composing needs to know of a wagon: its stream folded, nothing judged. */
export type WagonNow = {
  known: boolean;
  analysisId: string;
  /** A service wagon (rule 6). */
  service: boolean;
  name: string;
  workflowName: string;
  packageTag: string;
  declaration: BlobRef | null;
  /** No package declares its workflow yet (rule 26). */
  byHand: boolean;
  /** Parameters that users added to the declaration (rule 37). */
  added: readonly AddedParameter[];
  variants: readonly VariantState[];
  derivedData: DerivedData;
  dependencies: readonly string[];
  enabled: Readonly<Record<string, EnabledAs | undefined>>;
};
type Registered = {
  analysisId: string;
  service: boolean;
  name: string;
  workflowName: string;
  packageTag: string;
  declaration: BlobRef;
  byHand?: true;
};
type Synced = {
  packageTag: string;
  declaration: BlobRef;
  values: ValueChange[];
  byHand?: true;
  parameters?: ParameterChange[];
  derivedData?: { to: DerivedData };
};
type Restored = Synced & { variants: VariantChange[]; dependencies: string[] };
type Enabled = { datasetId: string; packageTag: string; packageMode: PackageMode; pull?: number };

export const wagonNow = {
  initial: {
    known: false,
    analysisId: '',
    service: false,
    name: '',
    workflowName: '',
    packageTag: '',
    declaration: null,
    byHand: false,
    added: [],
    variants: baseOnly,
    derivedData: noDerivedData,
    dependencies: [],
    enabled: {},
  } as WagonNow,
  evolve: {
    WagonRegistered: (
      state: WagonNow,
      { analysisId, service, name, workflowName, packageTag, declaration, byHand }: Registered,
    ): WagonNow => ({
      ...state,
      known: true,
      analysisId,
      service,
      name,
      workflowName,
      packageTag,
      declaration,
      byHand: byHand === true,
    }),
    WagonConfigured: (
      state: WagonNow,
      data: { parameters?: ParameterChange[]; variants: VariantChange[]; values: ValueChange[] },
    ): WagonNow => ({
      ...state,
      added: applyParameterChanges(state.added, data.parameters ?? []),
      variants: applyConfigured(state.variants, data),
    }),
    WagonDerivedDataConfigured: (state: WagonNow, { derivedData }: { derivedData: DerivedData }): WagonNow => ({ ...state, derivedData }),
    WagonDependenciesReplaced: (state: WagonNow, { dependencies }: { dependencies: string[] }): WagonNow => ({ ...state, dependencies }),
    WagonRenamed: (state: WagonNow, { name }: { name: string }): WagonNow => ({ ...state, name }),
    WagonSynced: (state: WagonNow, { packageTag, declaration, values, parameters = [], derivedData }: Synced): WagonNow => ({
      ...state,
      byHand: false,
      packageTag,
      declaration,
      added: applyParameterChanges(state.added, parameters),
      derivedData: derivedData?.to ?? state.derivedData,
      variants: applyConfigured(state.variants, { variants: [], values }),
    }),
    WagonRestored: (
      state: WagonNow,
      { packageTag, declaration, dependencies, byHand, parameters = [], derivedData, ...changes }: Restored,
    ): WagonNow => ({
      ...state,
      packageTag,
      declaration,
      byHand: byHand === true,
      added: applyParameterChanges(state.added, parameters),
      dependencies,
      derivedData: derivedData?.to ?? state.derivedData,
      variants: applyConfigured(state.variants, changes),
    }),
    WagonDeleted: (state: WagonNow): WagonNow => ({ ...state, known: false }),
    WagonEnabled: (state: WagonNow, { datasetId, packageTag, packageMode, pull }: Enabled): WagonNow => ({
      ...state,
      enabled: { ...state.enabled, [datasetId]: { packageTag, packageMode, pull, waits: packageMode === 'pull' } },
    }),
    WagonPackageResolved: (
      state: WagonNow,
      { datasetId, pull, packageTag }: { datasetId: string; pull: number; packageTag: string },
    ): WagonNow => ({
      ...state,
      enabled: { ...state.enabled, [datasetId]: { packageTag, packageMode: 'pull', pull, waits: false } },
    }),
    WagonDisabled: (state: WagonNow, { datasetId }: { datasetId: string }): WagonNow => ({
      ...state,
      enabled: { ...state.enabled, [datasetId]: undefined },
    }),
  },
};

type Runs = readonly z.infer<typeof RunFiles>[];
export type DatasetNow = {
  known: boolean;
  name: string;
  active: boolean;
  cpuLimitDays: number;
  productions: readonly { productionId: string; storage: string; runs: Runs; excluded: readonly number[] }[];
  /** Names of its short datasets (rule 160). */
  shortDatasets: readonly string[];
};
type Production = { productionId: string; storage: string; runs: Runs };
const alter = (
  state: DatasetNow,
  productionId: string,
  change: (p: DatasetNow['productions'][number]) => DatasetNow['productions'][number],
): DatasetNow => ({
  ...state,
  productions: state.productions.map((p) => (p.productionId === productionId ? change(p) : p)),
});
export const datasetNow = {
  initial: { known: false, name: '', active: false, cpuLimitDays: 0, productions: [], shortDatasets: [] } as DatasetNow,
  evolve: {
    DatasetCreated: (state: DatasetNow, { name, cpuLimitDays }: { name: string; cpuLimitDays: number }): DatasetNow => ({
      ...state,
      known: true,
      name,
      cpuLimitDays,
    }),
    DatasetActivated: (state: DatasetNow): DatasetNow => ({ ...state, active: true }),
    DatasetDeactivated: (state: DatasetNow): DatasetNow => ({ ...state, active: false }),
    DatasetRemoved: (state: DatasetNow): DatasetNow => ({ ...state, active: false }),
    ProductionAdded: (state: DatasetNow, { productionId, storage, runs }: Production): DatasetNow => ({
      ...state,
      productions: [...state.productions, { productionId, storage, runs, excluded: [] }],
    }),
    ProductionRemoved: (state: DatasetNow, { productionId }: { productionId: string }): DatasetNow => ({
      ...state,
      productions: state.productions.filter((p) => p.productionId !== productionId),
    }),
    ShortDatasetsReplaced: (state: DatasetNow, { shortDatasets }: { shortDatasets: readonly { name: string }[] }): DatasetNow => ({
      ...state,
      shortDatasets: shortDatasets.map(({ name }) => name),
    }),
    RunsExcluded: (state: DatasetNow, { productionId, runs }: { productionId: string; runs: readonly number[] }): DatasetNow =>
      alter(state, productionId, (p) => ({ ...p, excluded: runs })),
    ProductionRunsChanged: (state: DatasetNow, { productionId, runs }: { productionId: string; runs: Runs }): DatasetNow =>
      alter(state, productionId, (p) => ({ ...p, runs })),
  },
};
/** Effective runs: runlist − excluded (rule 156). */
export const effectiveProductions = ({ productions }: DatasetNow) =>
  productions.map(({ productionId, storage, runs, excluded }) => ({
    productionId,
    storage,
    runs: runs.filter(({ run }) => !excluded.includes(run)),
  }));
export const datasetBytes = (dataset: DatasetNow): number =>
  effectiveProductions(dataset)
    .flatMap(({ runs }) => runs)
    .reduce((sum, { bytes }) => sum + bytes, 0);

type Declared = { name: string; executable: string; declaration: BlobRef };
export type CatalogueNow = { complete: boolean; runner: 'sample' | 'stand-in'; workflows: Readonly<Record<string, Declared | undefined>> };
export const catalogueNow = {
  initial: { complete: false, runner: 'stand-in', workflows: {} } as CatalogueNow,
  evolve: {
    CatalogueOpened: (state: CatalogueNow, { runner }: { runner: 'sample' | 'stand-in' }): CatalogueNow => ({ ...state, runner }),
    WorkflowsDeclared: (state: CatalogueNow, { workflows }: { workflows: readonly Declared[] }): CatalogueNow => ({
      ...state,
      workflows: { ...state.workflows, ...Object.fromEntries(workflows.map((w) => [w.name, w])) },
    }),
    CatalogueCompleted: (state: CatalogueNow): CatalogueNow => ({ ...state, complete: true }),
  },
};
/** Streams of one tag: `::` is no character of a stream's name. */
export const catalogueStream = (packageTag: string): string => `catalogue-${packageTag.replace('::', '.')}`;
/** What a declaration holds, once for all tags. */
export const declarationStream = (sha256: string): string => `declaration-${sha256}`;
