import type { BlobRef } from '@hyperloop/contracts/kernel';
import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { makesDerivedData, TestSubjectGone, type Composition, type TrainType } from '@hyperloop/contracts/test-runs';
import { WAGON_TEST_MEMORY_BYTES } from '@hyperloop/contracts/trains';
import { derivedKindOf, mismatchOf, mismatchWords, type Mismatch } from '@hyperloop/contracts/wagons';
import { compose } from '../kernel/composing/compose.js';
import { catalogueNow, catalogueStream, datasetBytes, datasetNow, wagonNow, type WagonNow } from '../kernel/composing/streams.js';
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

const SHOWN = 20;
/**
 * The tested wagon against the package it is tested with (rule 103). What it depends on is not compared: nobody else
 * can sync a service wagon, and its own test says it.
 */
const mismatchIn = async (lookup: Lookup, wagon: WagonNow, packageTag: string): Promise<Mismatch | null> => {
  const { state: catalogue } = await lookup.state(catalogueNow, catalogueStream(packageTag));
  const declared = Object.hasOwn(catalogue.workflows, wagon.workflowName) ? catalogue.workflows[wagon.workflowName] : undefined;
  if (declared === undefined || wagon.declaration === null || declared.declaration.sha256 === wagon.declaration.sha256) return null;
  // Content-addressed: what the importer parsed and stored.
  const read = async (ref: BlobRef) => (await lookup.blobs.json(ref)) as WorkflowDeclaration;
  return mismatchOf(await read(wagon.declaration), await read(declared.declaration), wagon.added);
};

const syncFirst = (mismatch: Mismatch, packageTag: string): string =>
  `Its parameters are not those of ${packageTag}: ${mismatchWords(mismatch, SHOWN)}. After a sync with it the test starts by itself.`;

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
  const mismatch = composed.ok ? await mismatchIn(lookup, wagon, on.packageTag) : null;
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
    cannot: composed.ok ? mismatch && syncFirst(mismatch, on.packageTag) : composed.because,
    ...(mismatch === null ? {} : { mismatch: { inWagonOnly: [...mismatch.inWagonOnly], inPackageOnly: [...mismatch.inPackageOnly] } }),
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
