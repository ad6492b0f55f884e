import type { BlobRef } from '@hyperloop/contracts/kernel';
import {
  applyConfigured,
  applyParameterChanges,
  baseOnly,
  noDerivedData,
  type AddedParameter,
  type DerivedData,
  type Storing,
  type VariantState,
  type WagonCommand,
  type WagonEvent,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';
import type { Decider } from '../kernel/decider.js';

/** What the events of `wagon-<id>` add up to, as far as its commands judge by it. */
export type Wagon = {
  known: boolean;
  deleted: boolean;
  analysisId: string;
  name: string;
  workflowName: string;
  packageTag: string;
  declaration: BlobRef;
  /** Parameters that users added to the declaration. */
  added: readonly AddedParameter[];
  variants: readonly VariantState[];
  derivedData: DerivedData;
  dependencies: readonly string[];
  enabledOn: ReadonlySet<string>;
  /** By dataset: the pull request whose tag it waits for there (rule 87). */
  waitsFor: ReadonlyMap<string, number>;
  /** Proposals that were accepted. */
  accepted: ReadonlySet<string>;
  /** Events so far; the last one has the revision before it. */
  events: number;
  /** Revision of the last change of configuration or dependencies: what a save must have seen (rule 34). Enabling does not move it. */
  configurationRevision: number;
};

export const initialWagon: Wagon = {
  known: false,
  deleted: false,
  analysisId: '',
  name: '',
  workflowName: '',
  packageTag: '',
  declaration: { sha256: '', size: 0 },
  added: [],
  variants: baseOnly,
  derivedData: noDerivedData,
  dependencies: [],
  enabledOn: new Set(),
  waitsFor: new Map(),
  accepted: new Set(),
  events: 0,
  configurationRevision: -1,
};

/** The wagon among those it depends on, as it is or as it would be. */
export const together = (
  wagonId: string,
  { name, analysisId, workflowName, variants, dependencies, derivedData }: Wagon,
): Storing & { analysisId: string } => ({
  wagonId,
  name,
  analysisId,
  workflowName,
  activeVariants: variants.filter(({ active }) => active).length,
  dependencies,
  derivedData,
});

const changed = (state: Wagon): Wagon => ({ ...state, events: state.events + 1, configurationRevision: state.events });
const moved = (state: Wagon, enabledOn: ReadonlySet<string>): Wagon => ({ ...state, events: state.events + 1, enabledOn });

const without = (map: ReadonlyMap<string, number>, key: string): ReadonlyMap<string, number> =>
  new Map([...map].filter(([id]) => id !== key));

export const evolveWagon: Decider<WagonCommand, Wagon, WagonEvent, WagonRefusal>['evolve'] = {
  WagonRegistered: (state, { analysisId, name, workflowName, packageTag, declaration }) =>
    changed({ ...state, known: true, analysisId, name, workflowName, packageTag, declaration }),
  // A new name leaves what is being edited as it was seen (rule 32).
  WagonRenamed: (state, { name }) => ({ ...state, name, events: state.events + 1 }),
  WagonSynced: (state, { packageTag, declaration, values, parameters = [], derivedData }) =>
    changed({
      ...state,
      packageTag,
      declaration,
      added: applyParameterChanges(state.added, parameters),
      variants: applyConfigured(state.variants, { variants: [], values }),
      derivedData: derivedData?.to ?? state.derivedData,
    }),
  WagonRestored: (state, { packageTag, declaration, dependencies, parameters = [], derivedData, ...changes }) =>
    changed({
      ...state,
      packageTag,
      declaration,
      dependencies,
      added: applyParameterChanges(state.added, parameters),
      variants: applyConfigured(state.variants, changes),
      derivedData: derivedData?.to ?? state.derivedData,
    }),
  WagonDeleted: (state) => ({ ...state, known: false, deleted: true, events: state.events + 1 }),
  WagonConfigured: (state, configured) => ({
    ...changed({
      ...state,
      added: applyParameterChanges(state.added, configured.parameters ?? []),
      variants: applyConfigured(state.variants, configured),
    }),
    accepted: configured.proposal === undefined ? state.accepted : new Set([...state.accepted, configured.proposal.proposalId]),
  }),
  WagonDerivedDataConfigured: (state, { derivedData }) => changed({ ...state, derivedData }),
  WagonDependenciesReplaced: (state, { dependencies }) => changed({ ...state, dependencies }),
  WagonEnabled: (state, { datasetId, packageMode, pull }) => ({
    ...moved(state, new Set(state.enabledOn).add(datasetId)),
    waitsFor:
      packageMode === 'pull' && pull !== undefined ? new Map(state.waitsFor).set(datasetId, pull) : without(state.waitsFor, datasetId),
  }),
  WagonPackageResolved: (state, { datasetId }) => ({
    ...moved(state, state.enabledOn),
    waitsFor: without(state.waitsFor, datasetId),
  }),
  WagonDisabled: (state, { datasetId }) => ({
    ...moved(state, new Set([...state.enabledOn].filter((id) => id !== datasetId))),
    waitsFor: without(state.waitsFor, datasetId),
  }),
};
