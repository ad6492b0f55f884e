import { comparePositions } from '@hyperloop/contracts/kernel';
import { makesDerivedData, type TestRunPassed, type TestRunQueued, type TrainType } from '@hyperloop/contracts/test-runs';
import {
  combinedNeeds,
  neverSubmittedByItself,
  tagOfTrain,
  targetOf,
  type Candidate,
  type Producers,
  type TrainWagon,
} from '@hyperloop/contracts/trains';
import { withDependencies, type Storing, type WagonCellRow } from '@hyperloop/contracts/wagons';
import type { z } from 'zod';
import { compose } from '../kernel/composing/compose.js';
import { changesWagon, datasetBytes, datasetNow, wagonNow, type WagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import { train, unfitWagons, type ComposeFacts } from './train.decider.js';

type Asked = { datasetId: string; wagonIds: string[]; target: string; autoSubmit?: boolean; trainType?: TrainType | undefined };
type Passed = z.infer<typeof TestRunPassed>['data'];

/** A wagon test as its own stream tells it. */
type Tested = { state: 'none' | 'queued' | 'running' | 'done' | 'warning' | 'failed'; passed: Passed | null };
const testedNow = {
  initial: { state: 'none', passed: null } as Tested,
  evolve: {
    TestRunQueued: (): Tested => ({ state: 'queued', passed: null }),
    TestRunStarted: (): Tested => ({ state: 'running', passed: null }),
    TestRunRequeued: (): Tested => ({ state: 'queued', passed: null }),
    TestRunPassed: (_: Tested, passed: Passed): Tested => ({ state: passed.warnings.length === 0 ? 'done' : 'warning', passed }),
    TestRunFailed: (): Tested => ({ state: 'failed', passed: null }),
    TestRunCancelled: (): Tested => ({ state: 'none', passed: null }),
  },
};

/** The wagon reservation of rule 185: in one composed train at a time, on each dataset. */
export const berthOf = (wagonId: string, datasetId: string): string => `composed:${wagonId}:${datasetId}`;

/** Everything ComposeTrain decides on; reserves the wagons last, and only when the rest would let the train be composed. */
export const factsOfComposing = async (
  { datasetId, wagonIds, target: targetId, autoSubmit, trainType = 'analysis' }: Asked,
  lookup: Lookup,
): Promise<ComposeFacts> => {
  // First of all, so that a repeated command comes to the same train and gets the first answer, whatever has changed since.
  const trainId = await lookup.number('run');
  const { state: dataset } = await lookup.state(datasetNow, `dataset-${datasetId}`);
  const bytes = datasetBytes(dataset);
  const chosen = await Promise.all([...new Set(wagonIds)].map((wagonId) => candidateOf(wagonId, datasetId, lookup)));
  const candidates = await Promise.all(
    chosen.map(async ({ candidate }) => ({
      ...candidate,
      ...(makesDerivedData(trainType) ? { producers: await producersOf(candidate.wagonId, lookup) } : {}),
    })),
  );
  const needs = combinedNeeds(
    chosen.flatMap(({ passed }) => (passed === null ? [] : [{ inputBytes: passed.figures.inputBytes, devices: passed.figures.devices }])),
    bytes,
  );
  const draft: ComposeFacts = {
    trainId,
    datasetName: dataset.name === '' ? datasetId : dataset.name,
    runsLeft: bytes > 0,
    trainType,
    candidates,
    frozen: null,
    problem: null,
    heldBy: [],
    needs,
    datasetBytes: bytes,
  };
  const packageTag = tagOfTrain(candidates);
  if (autoSubmit === true && neverSubmittedByItself(trainType) !== null) return draft;
  if (packageTag === null || !draft.runsLeft || unfitWagons(draft).length > 0) return draft;
  const target = targetOf(targetId);
  if (target === undefined || needs.pssBytes > target.memoryBytes) return draft;

  const composed = await compose(lookup, {
    wagonIds: candidates.map(({ wagonId }) => wagonId),
    datasetId,
    packageTag,
    trainType,
  });
  if (!composed.ok) return { ...draft, problem: { wagonId: composed.wagonId, because: composed.because } };
  const facts: ComposeFacts = {
    ...draft,
    frozen: {
      composition: await lookup.blobs.putJson(composed.composition),
      runner: composed.composition.runner,
      dependencies: composed.composition.wagons.filter(({ wanted }) => !wanted),
      storedTables: composed.composition.storedTables ?? [],
    },
  };
  return { ...facts, heldBy: await reserveAll(facts, datasetId, lookup) };
};

/** Reserves every wagon, or none: what was taken goes back when another train holds one. */
const reserveAll = async (
  { candidates, trainId }: ComposeFacts,
  datasetId: string,
  lookup: Lookup,
): Promise<{ wagonId: string; trainId: string }[]> => {
  const taken: string[] = [];
  for (const { wagonId } of candidates) {
    const berth = berthOf(wagonId, datasetId);
    let holder = await lookup.reserve(berth, trainId);
    if (holder !== undefined && (await givenFree(berth, holder, lookup))) holder = await lookup.reserve(berth, trainId);
    if (holder !== undefined) {
      for (const wagon of taken) await lookup.release(berthOf(wagon, datasetId), trainId);
      return [{ wagonId, trainId: holder }];
    }
    taken.push(wagonId);
  }
  return [];
};
/** A composing that reserved and then died; one that is just being stored is younger. */
const ABANDONED_AFTER_MS = 60_000;
/** Whether a berth can be taken over: its train has left or was taken apart, or never came to be. */
const givenFree = async (berth: string, holder: string, lookup: Lookup): Promise<boolean> => {
  const { state } = await lookup.state(train, `train-${holder}`);
  if (state.phase === 'composed') return false;
  if (state.phase === 'unknown') return lookup.releaseAbandoned(berth, holder, ABANDONED_AFTER_MS);
  await lookup.release(berth, holder);
  return true;
};

/** The wagon and all it depends on, itself first, as their own streams tell them now (rules 72, 80). */
const producersOf = async (wagonId: string, lookup: Lookup): Promise<Producers> => {
  const known = new Map<string, Storing>();
  const waiting = [wagonId];
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (known.has(id)) continue;
    const { state: wagon } = await lookup.state(wagonNow, `wagon-${id}`);
    known.set(id, { ...wagon, wagonId: id, activeVariants: wagon.variants.filter(({ active }) => active).length });
    waiting.push(...wagon.dependencies);
  }
  const own = known.get(wagonId);
  return own === undefined ? [] : withDependencies(own, (id) => known.get(id));
};

const candidateOf = async (
  wagonId: string,
  datasetId: string,
  lookup: Lookup,
): Promise<{ candidate: Candidate & TrainWagon; passed: Passed | null }> => {
  const { state: wagon, revision } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  // The view says which test is the newest; whether it passed, its own stream says.
  const [cell] = await lookup.rows<WagonCellRow>('wagon-cells', { key: `${wagonId}:${datasetId}` });
  const testRunId = cell?.testRunId ?? '';
  const { state: tested } = testRunId === '' ? { state: testedNow.initial } : await lookup.state(testedNow, `testRun-${testRunId}`);
  const testState = tested.passed !== null && (await outdated(testRunId, lookup)) ? 'queued' : tested.state;
  const name = wagon.known ? wagon.name : `Wagon ${wagonId}`;
  const { workflowName, analysisId } = wagon;
  return {
    passed: tested.passed,
    candidate: {
      ...enabledAs(wagon.enabled[datasetId]),
      ...shownAs(cell),
      wagonId,
      wagonName: name,
      name,
      workflowName,
      analysisId,
      testRunId,
      wagonRevision: revision,
      ...(tested.passed === null ? {} : { pssMaxBytes: tested.passed.figures.pss.max }),
      testState,
      warnings: tested.passed?.warnings ?? [],
      trainId: null,
    },
  };
};
/** Whether the wagon, or something it depends on, was changed after its test was queued: that test counts no more (rules 81, 100). */
const outdated = async (testRunId: string, { log }: Lookup): Promise<boolean> => {
  for await (const [queued] of log.readStream(`testRun-${testRunId}`, { limit: 1 })) {
    if (queued === undefined) return false;
    for (const { wagonId } of (queued.data as z.infer<typeof TestRunQueued>['data']).wagons)
      for await (const page of log.readStream(`wagon-${wagonId}`))
        if (page.some(({ type, position }) => changesWagon(type) && comparePositions(position, queued.position) > 0)) return true;
  }
  return false;
};
const enabledAs = (
  choice: WagonNow['enabled'][string],
): Pick<Candidate & TrainWagon, 'enabled' | 'packageTag' | 'packageMode' | 'testedOn' | 'pull' | 'waitsForPull'> =>
  choice === undefined
    ? { enabled: false, packageTag: null, packageMode: 'newer', testedOn: '' }
    : {
        enabled: true,
        packageTag: choice.packageTag,
        packageMode: choice.packageMode,
        testedOn: choice.packageTag,
        pull: choice.pull ?? null,
        waitsForPull: choice.waits,
      };
/** Words for the page of the train, nothing that is judged. */
const shownAs = (cell: WagonCellRow | undefined): Pick<TrainWagon, 'analysisName' | 'enabledBy'> => ({
  analysisName: cell?.analysisName ?? '',
  enabledBy: cell?.enabledBy ?? '',
});
