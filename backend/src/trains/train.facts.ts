import type { TestRunPassed } from '@hyperloop/contracts/test-runs';
import { combinedNeeds, tagOfTrain, targetOf, type Candidate, type TrainWagon } from '@hyperloop/contracts/trains';
import type { WagonCellRow } from '@hyperloop/contracts/wagons';
import type { z } from 'zod';
import { compose } from '../kernel/composing/compose.js';
import { datasetBytes, datasetNow, wagonNow, type WagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import { train, unfitWagons, type ComposeFacts } from './train.decider.js';

type Asked = { datasetId: string; wagonIds: string[]; target: string };
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
export const factsOfComposing = async ({ datasetId, wagonIds, target: targetId }: Asked, lookup: Lookup): Promise<ComposeFacts> => {
  const { state: dataset } = await lookup.state(datasetNow, `dataset-${datasetId}`);
  const bytes = datasetBytes(dataset);
  const chosen = await Promise.all([...new Set(wagonIds)].map((wagonId) => candidateOf(wagonId, datasetId, lookup)));
  const candidates = chosen.map(({ candidate }) => candidate);
  const needs = combinedNeeds(
    chosen.flatMap(({ passed }) => (passed === null ? [] : [{ inputBytes: passed.figures.inputBytes, devices: passed.figures.devices }])),
    bytes,
  );
  const draft: ComposeFacts = {
    trainId: '',
    datasetName: dataset.name === '' ? datasetId : dataset.name,
    runsLeft: bytes > 0,
    candidates,
    frozen: null,
    problem: null,
    heldBy: [],
    needs,
    datasetBytes: bytes,
  };
  const packageTag = tagOfTrain(candidates);
  if (packageTag === null || !draft.runsLeft || unfitWagons(draft).length > 0) return draft;
  const target = targetOf(targetId);
  if (target === undefined || needs.pssBytes > target.memoryBytes) return draft;

  const composed = await compose(lookup, { wagonIds: candidates.map(({ wagonId }) => wagonId), datasetId, packageTag });
  if (!composed.ok) return { ...draft, problem: { wagonId: composed.wagonId, because: composed.because } };
  const trainId = await lookup.number('run');
  const facts: ComposeFacts = {
    ...draft,
    trainId,
    frozen: {
      composition: await lookup.blobs.putJson(composed.composition),
      runner: composed.composition.runner,
      dependencies: composed.composition.wagons.filter(({ wanted }) => !wanted),
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
    if (holder !== undefined && !(await holdsWagons(holder, lookup))) {
      // The composing that reserved it never came to an end, or its train has left: the place is free.
      await lookup.release(berth, holder);
      holder = await lookup.reserve(berth, trainId);
    }
    if (holder !== undefined) {
      for (const wagon of taken) await lookup.release(berthOf(wagon, datasetId), trainId);
      return [{ wagonId, trainId: holder }];
    }
    taken.push(wagonId);
  }
  return [];
};
const holdsWagons = async (trainId: string, lookup: Lookup): Promise<boolean> => {
  const { state } = await lookup.state(train, `train-${trainId}`);
  return state.phase === 'composed';
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
      testState: tested.state,
      warnings: tested.passed?.warnings ?? [],
      trainId: null,
    },
  };
};
const enabledAs = (
  choice: WagonNow['enabled'][string],
): Pick<Candidate & TrainWagon, 'enabled' | 'packageTag' | 'packageMode' | 'testedOn'> =>
  choice === undefined
    ? { enabled: false, packageTag: null, packageMode: 'newer', testedOn: '' }
    : { enabled: true, packageTag: choice.packageTag, packageMode: choice.packageMode, testedOn: choice.packageTag };
/** Words for the page of the train, nothing that is judged. */
const shownAs = (cell: WagonCellRow | undefined): Pick<TrainWagon, 'analysisName' | 'enabledBy'> => ({
  analysisName: cell?.analysisName ?? '',
  enabledBy: cell?.enabledBy ?? '',
});
