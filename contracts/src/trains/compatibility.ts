import { compareTags, packageOfTag, shortTag } from '../packages/index.js';
import { makesDerivedData, type TrainType } from '../test-runs/index.js';
import { notOfType, producersClash, type Producers } from './derived-trains.js';

/** What a wagon brings to the question whether it fits into a train; a `WagonCellRow` has all of it. No zod here: the browser asks too. */
export type Candidate = {
  wagonId: string;
  wagonName: string;
  workflowName: string;
  packageTag: string | null;
  packageMode: 'newer' | 'fixed' | 'pull' | null;
  /** The pull request whose tag it waits for (rule 87); absent or null: none. */
  pull?: number | null;
  waitsForPull?: boolean;
  enabled: boolean;
  testState: string;
  warnings: readonly { sentence: string; composable: boolean }[];
  trainId: string | null;
  /** It and all it depends on: asked for by derived-data trains only; absent while it is not known. */
  producers?: Producers | undefined;
};

/** Why a wagon cannot be in any train now; null when it can (rules 96, 97, 120, 122, 185). */
export const notComposable = ({ enabled, testState, warnings, trainId, pull, waitsForPull = false }: Candidate): string | null => {
  if (!enabled) return 'Not enabled on this dataset.';
  if (trainId !== null) return `In composed train ${trainId}. Decompose that train first.`;
  if (waitsForPull) return `Waits for a tag that contains pull request #${String(pull ?? '')}.`;
  switch (testState) {
    case 'done':
    case 'warning':
      return warnings.find(({ composable }) => !composable)?.sentence ?? null;
    case 'failed':
      return 'Its test failed.';
    case 'queued':
      return 'Its test waits in the queue.';
    case 'running':
      return 'Its test is running.';
    default:
      return 'It was not tested.';
  }
};

/** The one tag of the train (rule 92): a fixed wagon forces its own, else the newest of all. null for an empty choice. */
export const tagOfTrain = (chosen: readonly Pick<Candidate, 'packageTag' | 'packageMode'>[]): string | null => {
  const fixed = chosen.find(({ packageMode }) => packageMode === 'fixed');
  if (fixed !== undefined) return fixed.packageTag;
  const tags = chosen.flatMap(({ packageTag }) => (packageTag === null ? [] : [packageTag])).sort(compareTags);
  return tags.at(-1) ?? null;
};

/**
 * Why this wagon does not fit beside those chosen already (rules 92, 178), or into a train of this type (rules 72, 75,
 * 83, 84); null when it fits.
 */
export const notCompatible = (candidate: Candidate, chosen: readonly Candidate[], trainType: TrainType): string | null => {
  const others = chosen.filter(({ wagonId }) => wagonId !== candidate.wagonId);
  return notOfType(candidate.producers, trainType) ?? otherTag(candidate, others) ?? clash(candidate, others, trainType);
};

const clash = ({ producers = [] }: Candidate, others: readonly Candidate[], trainType: TrainType): string | null =>
  makesDerivedData(trainType)
    ? producersClash(
        producers,
        others.flatMap((other) => (other.producers === undefined ? [] : [other.producers])),
      )
    : null;

const otherTag = (candidate: Candidate, others: readonly Candidate[]): string | null => {
  const fixed = others.find(({ packageMode }) => packageMode === 'fixed');
  const tag = candidate.packageTag ?? '';
  const foreign = others.find((o) => packageOfTag(o.packageTag ?? '') !== packageOfTag(tag));
  if (foreign !== undefined) return `Needs the package ${packageOfTag(tag)}. This train uses ${packageOfTag(foreign.packageTag ?? '')}.`;
  if (candidate.packageMode === 'fixed') {
    const newer = others.find((o) => (o.packageMode === 'fixed' ? o.packageTag !== tag : compareTags(o.packageTag ?? '', tag) > 0));
    if (newer !== undefined) return `Fixed to ${shortTag(tag)}. This train uses ${shortTag(newer.packageTag ?? '')}.`;
  } else if (fixed !== undefined && compareTags(tag, fixed.packageTag ?? '') > 0) {
    return `Needs ${shortTag(tag)} or newer. This train uses ${shortTag(fixed.packageTag ?? '')}.`;
  }
  return null;
};

/** One tested wagon's figures, for what a train of several will need. */
export type TestedDevices = {
  inputBytes: number;
  devices: readonly { device: string; pss: { max: number }; private: { max: number }; cpuSeconds: number }[];
};

/**
 * Memory and CPU of wagons together: the reader and shared dependencies run once, so every device counts once, with
 * its largest figure (rule 172). Bytes, and CPU days for `datasetBytes`.
 */
export const combinedNeeds = (
  tests: readonly TestedDevices[],
  datasetBytes: number,
): { pssBytes: number; privateBytes: number; cpuDays: number } => {
  const devices = new Map<string, { pss: number; private: number; cpuPerByte: number }>();
  for (const { inputBytes, devices: measured } of tests)
    for (const one of measured) {
      const before = devices.get(one.device);
      devices.set(one.device, {
        pss: Math.max(before?.pss ?? 0, one.pss.max),
        private: Math.max(before?.private ?? 0, one.private.max),
        cpuPerByte: Math.max(before?.cpuPerByte ?? 0, inputBytes > 0 ? one.cpuSeconds / inputBytes : 0),
      });
    }
  const sum = { pssBytes: 0, privateBytes: 0, cpuDays: 0 };
  for (const { pss, private: own, cpuPerByte } of devices.values()) {
    sum.pssBytes += pss;
    sum.privateBytes += own;
    sum.cpuDays += (cpuPerByte * datasetBytes) / 86_400;
  }
  return sum;
};
