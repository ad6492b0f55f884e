import { makesDerivedData, TestSubjectGone, type Composition, type TrainType } from '@hyperloop/contracts/test-runs';
import { WAGON_TEST_MEMORY_BYTES } from '@hyperloop/contracts/trains';
import { derivedKindOf } from '@hyperloop/contracts/wagons';
import { compose } from '../kernel/composing/compose.js';
import { datasetBytes, datasetNow, wagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import type { QueueFacts } from './test-run.decider.js';

type Asked = {
  subject: { kind: 'wagon'; wagonId: string; wagonRevision: number } | { kind: 'train'; trainId: string };
  datasetId: string;
  packageTag: string;
};
type Gone = ReturnType<typeof TestSubjectGone.of>;

/** What QueueTestRun freezes (rules 98, 184). A subject that is not there at all is refused. */
export const factsOfQueueing = async ({ subject, datasetId, packageTag }: Asked, lookup: Lookup): Promise<QueueFacts | Gone> => {
  const { state: dataset } = await lookup.state(datasetNow, `dataset-${datasetId}`);
  if (!dataset.known) return TestSubjectGone.of({ because: `There is no dataset ${datasetId}.` });
  const limits = { datasetName: dataset.name, datasetBytes: datasetBytes(dataset), cpuLimitDays: dataset.cpuLimitDays };
  return subject.kind === 'wagon'
    ? await ofWagon(subject.wagonId, { datasetId, packageTag }, lookup, limits)
    : await ofTrain(subject.trainId, lookup, limits);
};

type LimitFacts = Pick<QueueFacts, 'datasetName' | 'datasetBytes' | 'cpuLimitDays'>;

const ofWagon = async (
  wagonId: string,
  on: { datasetId: string; packageTag: string },
  lookup: Lookup,
  limits: LimitFacts,
): Promise<QueueFacts | Gone> => {
  const { state: wagon } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  if (!wagon.known) return TestSubjectGone.of({ because: `There is no wagon ${wagonId}.` });
  // Written as the train would that its own marks suggest; what its dependencies store is written beside it.
  const kind = derivedKindOf(wagon.derivedData);
  const composed = await compose(lookup, { wagonIds: [wagonId], ...on, trainType: kind === 'none' ? 'standard' : kind });
  const itself = {
    wagonId,
    name: wagon.name,
    workflowName: wagon.workflowName,
    analysisId: wagon.analysisId,
    wanted: true,
    variants: [''],
  };
  return {
    testRunId: await lookup.number('run'),
    cannot: composed.ok ? null : composed.because,
    name: wagon.name,
    analysisId: wagon.analysisId,
    runner: composed.ok ? composed.composition.runner : 'stand-in',
    wagons: composed.ok ? composed.composition.wagons : [itself],
    composition: await lookup.blobs.putJson(composed.ok ? composed.composition : {}),
    cores: 1,
    memoryLimitBytes: WAGON_TEST_MEMORY_BYTES,
    ...limits,
  };
};

type TrainNow = {
  composed: { composition: QueueFacts['composition']; cores: number; memoryLimitBytes: number; trainType?: TrainType } | null;
};
const trainNow = {
  initial: { composed: null } as TrainNow,
  evolve: { TrainComposed: (_: TrainNow, composed: NonNullable<TrainNow['composed']>): TrainNow => ({ composed }) },
};
const ofTrain = async (trainId: string, lookup: Lookup, limits: LimitFacts): Promise<QueueFacts | Gone> => {
  const { state: train } = await lookup.state(trainNow, `train-${trainId}`);
  if (train.composed === null) return TestSubjectGone.of({ because: `There is no train ${trainId}.` });
  const { composition: ref, cores, memoryLimitBytes, trainType = 'analysis' } = train.composed;
  const composition = (await lookup.blobs.json(ref)) as Composition; // written by ComposeTrain
  return {
    testRunId: await lookup.number('run'),
    cannot: null,
    name: `Train ${trainId}`,
    analysisId: null,
    runner: composition.runner,
    wagons: composition.wagons,
    composition: ref,
    cores,
    memoryLimitBytes,
    ...(makesDerivedData(trainType) ? { trainType } : {}),
    ...limits,
  };
};
