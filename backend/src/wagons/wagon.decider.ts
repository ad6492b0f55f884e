import type { PackageMode } from '@hyperloop/contracts/analyses';
import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { AUTOMATION } from '@hyperloop/contracts/people';
import {
  applyConfigured,
  DatasetHasShortOnes,
  DatasetInactive,
  DatasetNotOffered,
  DerivedDataContradicts,
  declaredNow,
  derivedDataProblems,
  derivedKindOf,
  PackageNotChosen,
  parameterChanges,
  ProposalClosed,
  ProposalEmpty,
  ProposalOvertaken,
  ProposalOwn,
  ProposalUnknown,
  PullRequestGone,
  RevisionUnknown,
  sameDerivedData,
  syncTables,
  TableUnknown,
  tablesOf,
  syncVariants,
  WagonAnalysisUnknown,
  WagonChangedMeanwhile,
  WagonConfigured,
  WagonDependenciesReplaced,
  WagonDerivedDataConfigured,
  WagonDeleted,
  WagonDisabled,
  WagonEnabled,
  WagonPackageResolved,
  WagonInUse,
  WagonNameTaken,
  WagonRegistered,
  WagonRenamed,
  WagonRestored,
  WagonSynced,
  WagonUnknown,
  WorkflowNotInPackage,
  WorkflowUnknown,
  withAdded,
  withTableChanges,
  type WagonCommand,
  type WagonEvent,
  type ProposalRefusal,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';
import type { Decider } from '../kernel/decider.js';
import { cloned, type Source } from './cloning.js';
import { nothingSaved, parametersIn, savedChanges } from './adding.js';
import { wholeRefusal } from './configuring.js';
import { dependenciesRefusal, storingRefusal, type Known, type ServicePair } from './dependencies.js';
import type { Proposal } from './proposal.decider.js';
import { overtaken } from './proposing.js';
import { changesBack, type Earlier } from './restoring.js';
import { evolveWagon, initialWagon, together, type Wagon } from './wagon.state.js';

export type WagonFacts = {
  RegisterWagon: {
    wagonId: string;
    analysis: { service: boolean } | null;
    /** Of the workflow in the tag's catalogue, when it has one. */
    declaration: BlobRef | null;
    /** No package has the workflow yet, and the person said so (rule 26). */
    undeclared: boolean;
    takenBy: string | undefined;
  };
  /** `wagons`: everything it depends on. `changedBy`: who saved last, for the one who comes too late. */
  ConfigureWagon: { declaration: WorkflowDeclaration | null; wagons: ReadonlyMap<string, Known>; changedBy: string };
  ConfigureDerivedData: { declaration: WorkflowDeclaration | null; wagons: ReadonlyMap<string, Known>; changedBy: string };
  /** Everything reachable from the wanted dependencies, and those of them that equal a service wagon. */
  ReplaceWagonDependencies: { wagons: ReadonlyMap<string, Known>; sameAsService: readonly ServicePair[]; changedBy: string };
  RenameWagon: { takenBy: string | undefined };
  CloneWagon: {
    /** Of the clone. */
    cloneId: string;
    source: Source | null;
    analysis: { service: boolean } | null;
    /** What the source depends on, and everything reachable from what the clone shall depend on. */
    wagons: ReadonlyMap<string, Known>;
    sameAsService: readonly ServicePair[];
    takenBy: string | undefined;
  };
  /** Names of the wagons that depend on it. */
  DeleteWagon: { usedBy: readonly string[] };
  SyncWagon: { now: WorkflowDeclaration | null; wanted: WorkflowDeclaration | null; declaration: BlobRef | null; changedBy: string };
  RestoreWagon: {
    earlier: Earlier | null;
    wagons: ReadonlyMap<string, Known>;
    sameAsService: readonly ServicePair[];
    changedBy: string;
  };
  AcceptProposal: { proposal: Proposal | null; declaration: WorkflowDeclaration | null; wagons: ReadonlyMap<string, Known> };
  /** The pull request it waits for, as the facts were looked up, and the newest tag that contains it. */
  ResolveWagonPackage: { pull: number | null; tag: string | null };
  EnableWagon: {
    analysis: {
      name: string;
      datasets: readonly string[];
      packageTag: string | null;
      packageMode: PackageMode;
      pull?: number | undefined;
    };
    /** Of mode `pull`: what is known of it, and the newest tag that contains it. */
    pull: { closed: boolean; tag: string | null };
    dataset: { name: string; active: boolean; hasShort: boolean };
    /** Workflows of the chosen package. */
    workflowInPackage: boolean;
  };
};

const stale = (wagonId: string, seen: number, { configurationRevision: now }: Wagon, changedBy: string): WagonRefusal =>
  WagonChangedMeanwhile.of({ wagonId, seen, now, changedBy });
const because = (reason: string | undefined) => (reason === undefined ? {} : { reason });
const sameSet = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));

/** Commands on a wagon → events of `wagon-<id>`. */
export const wagon: Decider<WagonCommand, Wagon, WagonEvent, WagonRefusal | ProposalRefusal, WagonFacts> = {
  initial: initialWagon,
  evolve: evolveWagon,

  decide: {
    RegisterWagon: ({ byHand: _, ...data }, _state, _asked, { wagonId, analysis, declaration, undeclared, takenBy }) => {
      const { analysisId, name, workflowName, packageTag } = data;
      if (analysis === null) return WagonAnalysisUnknown.of({ analysisId });
      if (declaration === null) return WorkflowUnknown.of({ workflowName, packageTag });
      if (takenBy !== undefined) return WagonNameTaken.of({ name, wagonId: takenBy });
      const byHand = undeclared ? ({ byHand: true } as const) : {};
      return [WagonRegistered.of({ wagonId, service: analysis.service, declaration, ...byHand, ...data })];
    },

    ConfigureWagon: ({ wagonId, expectedRevision, source, reason, ...wanted }, state, _asked, { declaration, wagons, changedBy }) => {
      if (!state.known || declaration === null) return WagonUnknown.of({ wagonId });
      const changes = savedChanges(declaration, state, wanted);
      const nothing = !('refused' in changes) && nothingSaved(changes);
      // The same Save a second time finds its own work and is no conflict.
      if (nothing) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      if ('refused' in changes) return changes;
      const { parameters, ...others } = changes;
      const next = { ...state, variants: applyConfigured(state.variants, changes) };
      const refused = storingRefusal(together(wagonId, next), wagons);
      return refused ?? [WagonConfigured.of({ wagonId, ...parametersIn(parameters), ...others, source, ...because(reason) })];
    },

    ConfigureDerivedData: ({ wagonId, expectedRevision, derivedData, reason }, state, _asked, { declaration, wagons, changedBy }) => {
      if (!state.known || declaration === null) return WagonUnknown.of({ wagonId });
      const wanted = { ...derivedData, stored: [...new Set(derivedData.stored)] };
      if (sameDerivedData(wanted, state.derivedData)) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      const made = new Set(tablesOf(declaration).map(({ table }) => table));
      const unknown = wanted.stored.find((table) => !made.has(table));
      if (unknown !== undefined) return TableUnknown.of({ table: unknown, workflowName: state.workflowName });
      const problems = derivedDataProblems(wanted);
      if (problems.length > 0) return DerivedDataContradicts.of({ problems: [...problems] });
      const refused = storingRefusal(together(wagonId, { ...state, derivedData: wanted }), wagons);
      const before = state.derivedData;
      return refused ?? [WagonDerivedDataConfigured.of({ wagonId, derivedData: wanted, before, source: 'edit', ...because(reason) })];
    },

    ReplaceWagonDependencies: ({ wagonId, expectedRevision, dependencies }, state, _asked, { wagons, sameAsService, changedBy }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      const wanted = [...new Set(dependencies)];
      if (sameSet(wanted, state.dependencies)) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      const refused = dependenciesRefusal(together(wagonId, { ...state, dependencies: wanted }), wagons, sameAsService);
      return refused ?? [WagonDependenciesReplaced.of({ wagonId, dependencies: wanted, before: [...state.dependencies] })];
    },

    RenameWagon: ({ wagonId, name }, state, _asked, { takenBy }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      if (name === state.name) return [];
      if (takenBy !== undefined && takenBy !== wagonId) return WagonNameTaken.of({ name, wagonId: takenBy });
      return [WagonRenamed.of({ wagonId, name, before: state.name })];
    },

    CloneWagon: (
      { wagonId, analysisId, name, dependencies },
      _state,
      _asked,
      { cloneId, source, analysis, wagons, sameAsService, takenBy },
    ) => {
      if (source === null) return WagonUnknown.of({ wagonId });
      if (analysis === null) return WagonAnalysisUnknown.of({ analysisId });
      const clone = { wagonId: cloneId, analysisId, name, service: analysis.service };
      const events = cloned({ wagonId, ...source }, clone, { wanted: dependencies, wagons, sameAsService });
      if ('refused' in events) return events;
      return takenBy === undefined ? events : WagonNameTaken.of({ name, wagonId: takenBy });
    },

    DeleteWagon: ({ wagonId, reason }, state, _asked, { usedBy }) => {
      if (!state.known) return state.deleted ? [] : WagonUnknown.of({ wagonId });
      const { analysisId, name, enabledOn } = state;
      if (usedBy.length > 0) return WagonInUse.of({ wagonId, name, usedBy: [...usedBy] });
      return [
        ...[...enabledOn].map((datasetId) => WagonDisabled.of({ wagonId, datasetId, because: 'wagon-deleted' })),
        WagonDeleted.of({ wagonId, analysisId, name, ...because(reason) }),
      ];
    },

    SyncWagon: ({ wagonId, expectedRevision, packageTag, reason }, state, _asked, { now, wanted, declaration, changedBy }) => {
      if (!state.known || now === null) return WagonUnknown.of({ wagonId });
      if (wanted === null || declaration === null) return WorkflowNotInPackage.of({ workflowName: state.workflowName, packageTag });
      if (packageTag === state.packageTag && declaration.sha256 === state.declaration.sha256) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      const { preview, values } = syncVariants(withAdded(now, state.added), withAdded(wanted, state.added), state.variants);
      const ordinary = declaredNow(wanted, state.added).map(({ task, name }) => ({ change: 'removed' as const, task, name }));
      const from = state.derivedData;
      const to = withTableChanges(from, syncTables(wanted, from.stored));
      const refused = wholeRefusal(withAdded(wanted, state.added), applyConfigured(state.variants, { variants: [], values }));
      if (refused !== undefined) return refused;
      const [added, removed, updated] = [preview.added.length, preview.removed.length, preview.updated.length];
      const before = { packageTag: state.packageTag, declaration: state.declaration };
      return [
        WagonSynced.of({
          wagonId,
          packageTag,
          declaration,
          before,
          values: [...values],
          added,
          removed,
          updated,
          ...parametersIn(ordinary),
          ...(to === from ? {} : { derivedData: { to, from } }),
          ...because(reason),
        }),
      ];
    },

    RestoreWagon: (
      { wagonId, expectedRevision, restoredRevision, reason },
      state,
      _asked,
      { earlier, wagons, sameAsService, changedBy },
    ) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      if (earlier === null) return RevisionUnknown.of({ wagonId, revision: restoredRevision });
      const changes = changesBack(state.variants, earlier.variants);
      const { packageTag, declaration, derivedData, dependencies } = earlier;
      const parameters = parameterChanges(state.added, earlier.added);
      const sameStored = sameDerivedData(derivedData, state.derivedData) && parameters.length === 0;
      const same = sameStored && sameSet(dependencies, state.dependencies) && declaration.sha256 === state.declaration.sha256;
      if (same && packageTag === state.packageTag && changes.variants.length + changes.values.length === 0) return [];
      if (expectedRevision !== state.configurationRevision) return stale(wagonId, expectedRevision, state, changedBy);
      const next = { ...state, variants: earlier.variants, derivedData, dependencies };
      const refused = dependenciesRefusal(together(wagonId, next), wagons, sameAsService);
      if (refused !== undefined) return refused;
      return [
        WagonRestored.of({
          wagonId,
          restoredRevision,
          packageTag,
          declaration,
          before: { packageTag: state.packageTag, declaration: state.declaration },
          ...changes,
          dependencies: [...dependencies],
          dependenciesBefore: [...state.dependencies],
          ...(earlier.byHand ? { byHand: true } : {}),
          ...parametersIn(parameters),
          ...(sameDerivedData(derivedData, state.derivedData) ? {} : { derivedData: { to: derivedData, from: state.derivedData } }),
          ...because(reason),
        }),
      ];
    },

    AcceptProposal: ({ proposalId, wagonId }, state, { by }, { proposal, declaration, wagons }) => {
      if (!state.known || declaration === null) return WagonUnknown.of({ wagonId });
      if (proposal?.wagonId !== wagonId) return ProposalUnknown.of({ proposalId });
      const { proposedBy, title } = proposal;
      // Accepted a second time, it finds its own work.
      if (state.accepted.has(proposalId)) return [];
      if (proposal.state !== 'open') return ProposalClosed.of({ proposalId, state: proposal.state });
      if (proposedBy === by) return ProposalOwn.of({ proposalId });
      const changedSince = overtaken(state.variants, proposal);
      if (changedSince.length > 0) return ProposalOvertaken.of({ parameters: changedSince });
      const changes = savedChanges(declaration, state, proposal);
      if ('refused' in changes) return changes;
      if (nothingSaved(changes)) return ProposalEmpty.of({});
      const { parameters, ...others } = changes;
      const refused = storingRefusal(together(wagonId, { ...state, variants: applyConfigured(state.variants, changes) }), wagons);
      if (refused !== undefined) return refused;
      const reason = `${title} (proposed by ${proposedBy})`;
      return [
        WagonConfigured.of({
          wagonId,
          ...parametersIn(parameters),
          ...others,
          source: 'proposal',
          reason,
          proposal: { proposalId, proposedBy },
        }),
      ];
    },

    EnableWagon: ({ wagonId, datasetId }, state, _asked, { analysis, dataset, workflowInPackage, pull: coming }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      const { analysisId, workflowName } = state;
      if (state.enabledOn.has(datasetId)) return [];
      if (!analysis.datasets.includes(datasetId)) return DatasetNotOffered.of({ datasetId });
      if (!dataset.active) return DatasetInactive.of({ datasetId, name: dataset.name });
      if (dataset.hasShort) return DatasetHasShortOnes.of({ datasetId, name: dataset.name });
      const { packageTag, packageMode, pull } = analysis;
      if (packageTag === null) return PackageNotChosen.of({ analysisId });
      // A workflow of a pull request is looked for in the tag that contains it, when that is here.
      const forPull = packageMode === 'pull' && pull !== undefined;
      if (!forPull && !workflowInPackage) return WorkflowNotInPackage.of({ workflowName, packageTag });
      if (forPull && coming.closed) return PullRequestGone.of({ pull });
      const names = { wagonName: state.name, workflowName, analysisName: analysis.name, datasetName: dataset.name };
      const derivedKind = derivedKindOf(state.derivedData);
      const storing = derivedKind === 'none' ? {} : { derivedKind };
      const enabling = { wagonId, analysisId, datasetId, ...names, ...storing };
      if (!forPull) return [WagonEnabled.of({ ...enabling, packageTag, packageMode })];
      return [
        WagonEnabled.of({ ...enabling, packageTag: '', packageMode, pull }),
        ...(coming.tag === null ? [] : [WagonPackageResolved.of({ wagonId, datasetId, pull, packageTag: coming.tag })]),
      ];
    },

    ResolveWagonPackage: ({ wagonId, datasetId }, state, _asked, { pull, tag }) => {
      // Disabled meanwhile, resolved before, or enabled with another one: nothing to do.
      if (!state.known || tag === null || state.waitsFor.get(datasetId) !== pull) return [];
      return [WagonPackageResolved.of({ wagonId, datasetId, pull, packageTag: tag })];
    },

    DisableWagon: ({ wagonId, datasetId, because = 'asked', trainId }, state, { by }) => {
      if (!state.known) return WagonUnknown.of({ wagonId });
      if (!state.enabledOn.has(datasetId)) return [];
      // A person always just asks; that a train left or a dataset went is only the system's word.
      if (by !== AUTOMATION) return [WagonDisabled.of({ wagonId, datasetId, because: 'asked' })];
      return [WagonDisabled.of({ wagonId, datasetId, because, ...(trainId === undefined ? {} : { trainId }) })];
    },
  },
};
