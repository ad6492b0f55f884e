import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { AUTOMATION } from '@hyperloop/contracts/people';
import {
  applyConfigured,
  baseOnly,
  DatasetInactive,
  DatasetNotOffered,
  PackageNotChosen,
  WagonAnalysisUnknown,
  WagonChangedMeanwhile,
  WagonConfigured,
  WagonDependenciesReplaced,
  WagonDisabled,
  WagonEnabled,
  WagonNameTaken,
  WagonRegistered,
  WagonUnknown,
  WorkflowNotInPackage,
  WorkflowUnknown,
  type VariantState,
  type WagonCommand,
  type WagonEvent,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';
import type { Decider } from '../kernel/decider.js';
import { changesOf } from './configuring.js';
import { dependencyRefusal, type Known } from './dependencies.js';

type Wagon = {
  known: boolean;
  analysisId: string;
  name: string;
  workflowName: string;
  variants: readonly VariantState[];
  dependencies: readonly string[];
  enabledOn: ReadonlySet<string>;
  /** Events so far; the last one has the revision before it. */
  events: number;
  /** Revision of the last change of configuration or dependencies: what a save must have seen (rule 34). Enabling does not move it. */
  configurationRevision: number;
};

export type WagonFacts = {
  RegisterWagon: {
    wagonId: string;
    analysis: { service: boolean } | null;
    /** Of the workflow in the tag's catalogue, when it has one. */
    declaration: BlobRef | null;
    takenBy: string | undefined;
  };
  /** `changedBy`: who saved last, for the one who comes too late. */
  ConfigureWagon: { declaration: WorkflowDeclaration | null; changedBy: string };
  /** Everything reachable from the wanted dependencies. */
  ReplaceWagonDependencies: { wagons: ReadonlyMap<string, Known>; changedBy: string };
  EnableWagon: {
    analysis: { name: string; datasets: readonly string[]; packageTag: string | null; packageMode: 'newer' | 'fixed' };
    dataset: { name: string; active: boolean };
    /** Workflows of the chosen package. */
    workflowInPackage: boolean;
  };
};

const stale = (wagonId: string, seen: number, { configurationRevision: now }: Wagon, changedBy: string): WagonRefusal =>
  WagonChangedMeanwhile.of({ wagonId, seen, now, changedBy });
const changed = (state: Wagon): Wagon => ({ ...state, events: state.events + 1, configurationRevision: state.events });
const moved = (state: Wagon, enabledOn: ReadonlySet<string>): Wagon => ({ ...state, events: state.events + 1, enabledOn });
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

/** Commands on a wagon → events of `wagon-<id>`. */
export const wagon: Decider<WagonCommand, Wagon, WagonEvent, WagonRefusal, WagonFacts> = {
  initial: {
    known: false,
    analysisId: '',
    name: '',
    workflowName: '',
    variants: baseOnly,
    dependencies: [],
    enabledOn: new Set(),
    events: 0,
    configurationRevision: -1,
  },

  decide: {
    RegisterWagon: (data, _state, _asked, { wagonId, analysis, declaration, takenBy }) => {
      const { analysisId, name, workflowName, packageTag } = data;
      if (analysis === null) return WagonAnalysisUnknown.of({ analysisId });
      if (declaration === null) return WorkflowUnknown.of({ workflowName, packageTag });
      if (takenBy !== undefined) return WagonNameTaken.of({ name, wagonId: takenBy });
      return [WagonRegistered.of({ wagonId, service: analysis.service, declaration, ...data })];
    },

    ConfigureWagon: ({ wagonId, expectedRevision, variants, values, source, reason }, state, _asked, { declaration, changedBy }) => {
      if (!state.known || declaration === null) return WagonUnknown.of({ wagonId });
      const changes = changesOf(declaration, state.variants, { variants, values });
      const nothing = !('refused' in changes) && changes.variants.length + changes.values.length === 0;
      // The same Save a second time finds its own work and is no conflict.
      if (nothing) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      if ('refused' in changes) return changes;
      return [WagonConfigured.of({ wagonId, ...changes, source, ...(reason === undefined ? {} : { reason }) })];
    },

    ReplaceWagonDependencies: ({ wagonId, expectedRevision, dependencies }, state, _asked, { wagons, changedBy }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      const wanted = [...new Set(dependencies)];
      if (sameSet(wanted, state.dependencies)) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      const refused = dependencyRefusal({ wagonId, name: state.name, analysisId: state.analysisId }, wanted, wagons);
      return refused ?? [WagonDependenciesReplaced.of({ wagonId, dependencies: wanted, before: [...state.dependencies] })];
    },

    EnableWagon: ({ wagonId, datasetId }, state, _asked, { analysis, dataset, workflowInPackage }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      const { analysisId, workflowName } = state;
      if (state.enabledOn.has(datasetId)) return [];
      if (!analysis.datasets.includes(datasetId)) return DatasetNotOffered.of({ datasetId });
      if (!dataset.active) return DatasetInactive.of({ datasetId, name: dataset.name });
      const { packageTag, packageMode } = analysis;
      if (packageTag === null) return PackageNotChosen.of({ analysisId });
      if (!workflowInPackage) return WorkflowNotInPackage.of({ workflowName, packageTag });
      const names = { wagonName: state.name, workflowName, analysisName: analysis.name, datasetName: dataset.name };
      return [WagonEnabled.of({ wagonId, analysisId, datasetId, packageTag, packageMode, ...names })];
    },

    DisableWagon: ({ wagonId, datasetId, because = 'asked', trainId }, state, { by }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      if (!state.enabledOn.has(datasetId)) return [];
      // A person always just asks; that a train left or a dataset went is only the system's word.
      if (by !== AUTOMATION) return [WagonDisabled.of({ wagonId, datasetId, because: 'asked' })];
      return [WagonDisabled.of({ wagonId, datasetId, because, ...(trainId === undefined ? {} : { trainId }) })];
    },
  },

  evolve: {
    WagonRegistered: (state, { analysisId, name, workflowName }) => changed({ ...state, known: true, analysisId, name, workflowName }),
    WagonConfigured: (state, configured) => changed({ ...state, variants: applyConfigured(state.variants, configured) }),
    WagonDependenciesReplaced: (state, { dependencies }) => changed({ ...state, dependencies }),
    WagonEnabled: (state, { datasetId }) => moved(state, new Set(state.enabledOn).add(datasetId)),
    WagonDisabled: (state, { datasetId }) => moved(state, new Set([...state.enabledOn].filter((id) => id !== datasetId))),
  },
};
