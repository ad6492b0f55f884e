import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import type { WagonRow } from '@hyperloop/contracts/wagons';
import { wagonNow, type WagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import { dependencyRefusal, isOffered } from './dependencies.js';
import type { Earlier } from './restoring.js';
import type { WagonFacts } from './wagon.decider.js';
import { analysisOf, declaredIn, lastChangeBy, lastChangeOf, reachableFrom, servicePairs, wagonNameIn } from './wagon.facts.js';

// What has to be known before a wagon is renamed, cloned, deleted, synced or restored.

export const factsOfRenaming = async (
  { wagonId, name }: { wagonId: string; name: string },
  lookup: Lookup,
): Promise<WagonFacts['RenameWagon']> => {
  const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  return { takenBy: state.known ? await lookup.reserve(wagonNameIn(state.analysisId, name), wagonId) : undefined };
};

/** The names that a wagon has had, and the one it has. */
type Names = { analysisId: string; had: readonly string[]; has: string | null };
const namesOfWagon = {
  initial: { analysisId: '', had: [], has: null } as Names,
  evolve: {
    WagonRegistered: (_: Names, { analysisId, name }: { analysisId: string; name: string }): Names => ({ analysisId, had: [], has: name }),
    WagonRenamed: ({ analysisId, had }: Names, { name, before }: { name: string; before: string }): Names => ({
      analysisId,
      had: [...had, before],
      has: name,
    }),
    WagonDeleted: ({ analysisId, had, has }: Names): Names => ({ analysisId, had: has === null ? had : [...had, has], has: null }),
  },
};

/** Frees every name but the present one. All of them each time: one whose release was cut off is freed by the next. */
export const freeNames = async (wagonId: string, lookup: Lookup): Promise<void> => {
  const { analysisId, had, has } = (await lookup.state(namesOfWagon, `wagon-${wagonId}`)).state;
  const present = has === null ? null : wagonNameIn(analysisId, has);
  for (const name of new Set(had.map((one) => wagonNameIn(analysisId, one)))) if (name !== present) await lookup.release(name, wagonId);
};

type Cloning = { wagonId: string; analysisId: string; name: string; dependencies?: readonly string[] | undefined };
/** The name is claimed last, and only when the dependencies would do: a claim for a clone refused anyway would block it. */
export const factsOfCloning = async (
  { wagonId, analysisId, name, dependencies }: Cloning,
  lookup: Lookup,
): Promise<WagonFacts['CloneWagon']> => {
  const cloneId = await lookup.number('wagon');
  const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  const analysis = await analysisOf(lookup, analysisId);
  const earlier = state.known ? earlierOf(state) : null;
  const wagons = await reachableFrom([...(earlier?.dependencies ?? []), ...(dependencies ?? [])], lookup);
  const taken = dependencies ?? earlier?.dependencies.filter((id) => isOffered(wagons.get(id), analysisId)) ?? [];
  const sameAsService = await servicePairs(taken, lookup);
  const usable = dependencyRefusal({ wagonId: cloneId, name, analysisId }, taken, wagons) === undefined && sameAsService.length === 0;
  const claims = earlier !== null && analysis.known && usable;
  return {
    cloneId,
    source: earlier && {
      ...earlier,
      name: state.name,
      analysisId: state.analysisId,
      workflowName: state.workflowName,
      revision: await lastChangeOf(lookup, wagonId),
    },
    analysis: analysis.known ? { service: analysis.service } : null,
    wagons,
    sameAsService,
    takenBy: claims ? await lookup.reserve(wagonNameIn(analysisId, name), cloneId) : undefined,
  };
};

/** The view names who may depend on it; each is judged by its own stream. */
export const factsOfDeleting = async ({ wagonId }: { wagonId: string }, lookup: Lookup): Promise<WagonFacts['DeleteWagon']> => {
  const rows = await lookup.rows<WagonRow>('wagons', {
    filter: [{ column: 'dependencyIds', op: 'contains', value: `,${wagonId},` }],
    limit: 1000,
  });
  const states = await Promise.all(rows.map((row) => lookup.state(wagonNow, `wagon-${row.wagonId}`)));
  return { usedBy: states.flatMap(({ state }) => (state.known && state.dependencies.includes(wagonId) ? [state.name] : [])) };
};

export const factsOfSyncing = async (
  { wagonId, packageTag }: { wagonId: string; packageTag: string },
  lookup: Lookup,
): Promise<WagonFacts['SyncWagon']> => {
  const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  const declared = state.known ? await declaredIn(lookup, packageTag, state.workflowName) : undefined;
  // Content-addressed: what the importer parsed and stored.
  const read = async (ref: WagonNow['declaration']) => (ref === null ? null : ((await lookup.blobs.json(ref)) as WorkflowDeclaration));
  return {
    now: await read(state.declaration),
    wanted: await read(declared?.declaration ?? null),
    declaration: declared?.declaration ?? null,
    changedBy: await lastChangeBy(lookup, wagonId),
  };
};

export const factsOfRestoring = async (
  { wagonId, restoredRevision }: { wagonId: string; restoredRevision: number },
  lookup: Lookup,
): Promise<WagonFacts['RestoreWagon']> => {
  const earlier = await wagonAfter(lookup, wagonId, restoredRevision);
  return {
    earlier,
    wagons: await reachableFrom(earlier?.dependencies ?? [], lookup),
    sameAsService: await servicePairs(earlier?.dependencies ?? [], lookup),
    changedBy: await lastChangeBy(lookup, wagonId),
  };
};

const earlierOf = ({ packageTag, declaration, byHand, added, variants, derivedData, dependencies }: WagonNow): Earlier | null =>
  declaration === null ? null : { packageTag, declaration, byHand, added, variants, derivedData, dependencies };

/** The wagon as the event of this revision left it; null when there is no such event. */
const wagonAfter = async (lookup: Lookup, wagonId: string, revision: number): Promise<Earlier | null> => {
  let wagon = wagonNow.initial;
  for await (const page of lookup.log.readStream(`wagon-${wagonId}`))
    for (const event of page) {
      const evolve = wagonNow.evolve[event.type as keyof typeof wagonNow.evolve] as
        ((state: WagonNow, data: never) => WagonNow) | undefined;
      if (evolve !== undefined) wagon = evolve(wagon, event.data as never);
      if (event.revision === revision) return earlierOf(wagon);
    }
  return null;
};
