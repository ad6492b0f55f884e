import type { PackageMode } from '@hyperloop/contracts/analyses';
import type { RecordedEvent } from '@hyperloop/contracts/kernel';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { undeclaredWorkflow, withAdded, type WagonRow } from '@hyperloop/contracts/wagons';
import { newestTagWith, pullOf } from '../kernel/composing/pull-requests.js';
import { catalogueNow, catalogueStream, changesWagon, datasetNow, wagonNow, type WagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import type { Known, ServicePair } from './dependencies.js';
import { sameAsService, type Runs } from './service-twins.js';
import type { WagonFacts } from './wagon.decider.js';

type AnalysisNow = {
  known: boolean;
  name: string;
  service: boolean;
  datasets: readonly string[];
  packageTag: string | null;
  packageMode: PackageMode;
  pull?: number | undefined;
};
const analysisNow = {
  initial: { known: false, name: '', service: false, datasets: [], packageTag: null, packageMode: 'newer' } as AnalysisNow,
  evolve: {
    AnalysisOpened: (state: AnalysisNow, { name, service }: { name: string; service: boolean }): AnalysisNow => ({
      ...state,
      known: true,
      name,
      service,
    }),
    AnalysisRenamed: (state: AnalysisNow, { name }: { name: string }): AnalysisNow => ({ ...state, name }),
    DatasetAddedToAnalysis: (state: AnalysisNow, { datasetId }: { datasetId: string }): AnalysisNow => ({
      ...state,
      datasets: [...state.datasets, datasetId],
    }),
    DatasetRemovedFromAnalysis: (state: AnalysisNow, { datasetId }: { datasetId: string }): AnalysisNow => ({
      ...state,
      datasets: state.datasets.filter((id) => id !== datasetId),
    }),
    AnalysisPackageChosen: (
      state: AnalysisNow,
      { packageTag, packageMode, pull }: { packageTag: string; packageMode: PackageMode; pull?: number },
    ): AnalysisNow => ({
      ...state,
      packageTag,
      packageMode,
      pull,
    }),
  },
};
export const analysisOf = async (lookup: Lookup, analysisId: string): Promise<AnalysisNow> =>
  (await lookup.state(analysisNow, `analysis-${analysisId}`)).state;

/** A workflow of a tag whose catalogue is complete. */
export const declaredIn = async (lookup: Lookup, packageTag: string, workflowName: string) => {
  const { state } = await lookup.state(catalogueNow, catalogueStream(packageTag));
  return state.complete && Object.hasOwn(state.workflows, workflowName) ? state.workflows[workflowName] : undefined;
};

/** The reservation of a wagon's name: unique in its analysis, ignoring case (rule 25). */
export const wagonNameIn = (analysisId: string, name: string): string => `wagon of analysis ${analysisId}: ${name.toLowerCase()}`;

type Registering = { analysisId: string; name: string; workflowName: string; packageTag: string; byHand?: true | undefined };
/** The name is claimed last, ignoring case and within its analysis (rule 25): a claim for a wagon refused anyway would block it. */
export const factsOfRegistering = async (
  { analysisId, name, workflowName, packageTag, byHand }: Registering,
  lookup: Lookup,
): Promise<WagonFacts['RegisterWagon']> => {
  const wagonId = await lookup.number('wagon');
  const { known, service } = await analysisOf(lookup, analysisId);
  const declared = await declaredIn(lookup, packageTag, workflowName);
  // A workflow of no package yet begins with an empty declaration; where the tag has it after all, with the tag's.
  const undeclared = declared === undefined && byHand === true;
  const declaration = declared?.declaration ?? (undeclared ? await lookup.blobs.putJson(undeclaredWorkflow(workflowName)) : null);
  const facts = { wagonId, analysis: known ? { service } : null, declaration, undeclared };
  const claims = known && declaration !== null;
  return { ...facts, takenBy: claims ? await lookup.reserve(wagonNameIn(analysisId, name), wagonId) : undefined };
};

/** What a save must have seen (rule 34): the last change, or the registration where there was none. */
const lastChange = async (lookup: Lookup, wagonId: string): Promise<RecordedEvent | undefined> => {
  for await (const page of lookup.log.readStream(`wagon-${wagonId}`, { direction: 'backwards' })) {
    const last = page.find(({ type }) => type === 'WagonRegistered' || changesWagon(type));
    if (last !== undefined) return last;
  }
  return undefined;
};
export const lastChangeBy = async (lookup: Lookup, wagonId: string): Promise<string> => (await lastChange(lookup, wagonId))?.meta.by ?? '';

/** The revision of the last event that changed what it runs with. */
export const lastChangeOf = async (lookup: Lookup, wagonId: string): Promise<number> => (await lastChange(lookup, wagonId))?.revision ?? -1;

/** The declaration a wagon has now; null when it has none. Content-addressed: what the importer parsed and stored. */
export const declarationOf = async (wagonId: string, lookup: Lookup): Promise<WorkflowDeclaration | null> => {
  const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  return state.declaration === null ? null : ((await lookup.blobs.json(state.declaration)) as WorkflowDeclaration);
};

/** For a save of its configuration or derived data: what it declares, and what it depends on. */
export const factsOfConfiguring = async ({ wagonId }: { wagonId: string }, lookup: Lookup): Promise<WagonFacts['ConfigureWagon']> => ({
  declaration: await declarationOf(wagonId, lookup),
  wagons: await dependenciesOf(wagonId, lookup),
  changedBy: await lastChangeBy(lookup, wagonId),
});
/** Everything that it depends on now, near and far. */
export const dependenciesOf = async (wagonId: string, lookup: Lookup): Promise<ReadonlyMap<string, Known>> => {
  const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  return reachableFrom(state.dependencies, lookup);
};

/** Every wagon that can be reached from the wanted dependencies: where a circle would close (rule 79). */
export const factsOfDepending = async (
  { wagonId, dependencies }: { wagonId: string; dependencies: readonly string[] },
  lookup: Lookup,
): Promise<WagonFacts['ReplaceWagonDependencies']> => ({
  wagons: await reachableFrom(dependencies, lookup),
  sameAsService: await servicePairs(dependencies, lookup),
  changedBy: await lastChangeBy(lookup, wagonId),
});

/** Wagons of one's own that equal a service wagon (rule 82). The view names the service wagons; each is judged by its own stream. */
export const servicePairs = async (wagonIds: readonly string[], lookup: Lookup): Promise<readonly ServicePair[]> => {
  const pairs: ServicePair[] = [];
  for (const wagonId of new Set(wagonIds)) {
    const own = (await lookup.state(wagonNow, `wagon-${wagonId}`)).state;
    if (!own.known || own.service) continue;
    const rows = await lookup.rows<WagonRow>('wagons', {
      filter: [
        { column: 'service', op: 'is', value: true },
        { column: 'workflowName', op: 'is', value: own.workflowName },
      ],
      limit: 1000,
    });
    for (const row of rows) {
      const service = (await lookup.state(wagonNow, `wagon-${row.wagonId}`)).state;
      if (!service.service) continue;
      const [a, b] = [await runsOf(own, lookup), await runsOf(service, lookup)];
      if (a === null || b === null || !sameAsService(a, b)) continue;
      pairs.push({ wagonId, name: own.name, serviceId: row.wagonId, serviceName: service.name });
      break;
    }
  }
  return pairs;
};
const runsOf = async ({ known, declaration, ...wagon }: WagonNow, lookup: Lookup): Promise<Runs | null> =>
  known && declaration !== null
    ? { ...wagon, declaration: withAdded((await lookup.blobs.json(declaration)) as WorkflowDeclaration, wagon.added) }
    : null;

export const reachableFrom = async (wagonIds: readonly string[], lookup: Lookup): Promise<ReadonlyMap<string, Known>> => {
  const wagons = new Map<string, Known>();
  const waiting = [...wagonIds];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (wagons.has(next)) continue;
    const { state } = await lookup.state(wagonNow, `wagon-${next}`);
    if (!state.known) continue;
    wagons.set(next, { ...state, wagonId: next, activeVariants: state.variants.filter(({ active }) => active).length });
    waiting.push(...state.dependencies);
  }
  return wagons;
};

export const factsOfEnabling = async (
  { wagonId, datasetId }: { wagonId: string; datasetId: string },
  lookup: Lookup,
): Promise<WagonFacts['EnableWagon']> => {
  const { state: wagon } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  const { state: dataset } = await lookup.state(datasetNow, `dataset-${datasetId}`);
  const { name, datasets, packageTag, packageMode, pull } = await analysisOf(lookup, wagon.analysisId);
  const wanted = packageMode === 'pull' ? pull : undefined;
  return {
    analysis: { name, datasets, packageTag, packageMode, pull },
    pull: {
      closed: wanted !== undefined && (await pullOf(wanted, lookup)) === 'closed',
      tag: wanted === undefined ? null : await newestTagWith(wanted, lookup),
    },
    dataset: { name: dataset.name, active: dataset.active, hasShort: dataset.shortDatasets.length > 0 },
    workflowInPackage: packageTag !== null && (await declaredIn(lookup, packageTag, wagon.workflowName)) !== undefined,
  };
};

export const factsOfResolving = async (
  { wagonId, datasetId }: { wagonId: string; datasetId: string },
  lookup: Lookup,
): Promise<WagonFacts['ResolveWagonPackage']> => {
  const enabled = (await lookup.state(wagonNow, `wagon-${wagonId}`)).state.enabled[datasetId];
  if (enabled?.waits !== true || enabled.pull === undefined) return { pull: null, tag: null };
  return { pull: enabled.pull, tag: await newestTagWith(enabled.pull, lookup) };
};
