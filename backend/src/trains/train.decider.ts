import type { BlobRef } from '@hyperloop/contracts/kernel';
import { makesDerivedData, type ComposedWagon, type StoredTable, type TrainType } from '@hyperloop/contracts/test-runs';
import {
  DatasetHasNoRuns,
  TargetTooSmall,
  TargetUnknown,
  TrainAlreadySubmitted,
  TrainClosed,
  TrainCommented,
  TrainCompleted,
  TrainComposed,
  TrainDecomposed,
  TrainKilled,
  TrainNotAutomatic,
  TrainNotSubmitted,
  TrainNotTested,
  TrainOver,
  TrainSubmitted,
  TrainTestFailed,
  TrainTestForbids,
  TrainTestNotPassed,
  TrainTestPassed,
  TrainTestQueued,
  TrainUnknown,
  WagonsNotComposable,
  neverSubmittedByItself,
  notCompatible,
  notComposable,
  tagOfTrain,
  targetOf,
  type Candidate,
  type TrainCommand,
  type TrainEvent,
  type TrainRefusal,
  TrainWagon,
} from '@hyperloop/contracts/trains';
import type { Decider } from '../kernel/decider.js';

/** `forbids`: a warning that no operator may pass over (rule 126). */
type Test =
  | { is: 'none' }
  | { is: 'queued'; testRunId: string }
  | { is: 'passed'; pssMaxBytes: number; forbids: { sentence: string; whatToDo: string } | null }
  | { is: 'failed'; reason: string };
export type Train =
  | { phase: 'unknown' }
  | { phase: 'composed'; target: string; cores: number; test: Test }
  | { phase: 'submitted' }
  | { phase: 'over'; how: 'done' | 'closed' | 'killed' | 'decomposed'; comment?: string };

/** What composing looked up. `problem`: it cannot be frozen as a whole, with the wagon at fault where one is. */
export type ComposeFacts = {
  trainId: string;
  datasetName: string;
  runsLeft: boolean;
  trainType: TrainType;
  candidates: readonly (Candidate & TrainWagon)[];
  frozen: {
    composition: BlobRef;
    runner: 'sample' | 'stand-in';
    dependencies: readonly ComposedWagon[];
    storedTables: readonly StoredTable[];
  } | null;
  problem: { wagonId: string | null; because: string } | null;
  /** Reserved by another composed train (rule 185). */
  heldBy: readonly { wagonId: string; trainId: string }[];
  needs: { pssBytes: number; cpuDays: number };
  datasetBytes: number;
};

/** Every wagon of the choice that does not fit, with its reason (rules 75, 97, 178, 185). */
export const unfitWagons = ({
  candidates,
  trainType,
  heldBy,
  problem,
}: ComposeFacts): { wagonId: string; name: string; reason: string }[] =>
  candidates.flatMap((candidate) => {
    const held = heldBy.find(({ wagonId }) => wagonId === candidate.wagonId);
    const reason =
      notComposable(candidate) ??
      notCompatible(candidate, candidates, trainType) ??
      (held === undefined ? null : `In composed train ${held.trainId}. Decompose that train first.`) ??
      (problem?.wagonId === candidate.wagonId ? problem.because : null);
    return reason === null ? [] : [{ wagonId: candidate.wagonId, name: candidate.wagonName, reason }];
  });

export const train: Decider<TrainCommand, Train, TrainEvent, TrainRefusal, { ComposeTrain: ComposeFacts }> = {
  initial: { phase: 'unknown' },

  decide: {
    ComposeTrain: ({ datasetId, target: targetId, slow, autoSubmit }, state, _, facts) => {
      if (state.phase !== 'unknown') return []; // the same command again
      const target = targetOf(targetId);
      if (target === undefined) return TargetUnknown.of({ target: targetId });
      const never = autoSubmit ? neverSubmittedByItself(facts.trainType) : null;
      if (never !== null) return TrainNotAutomatic.of({ sentence: never });
      if (!facts.runsLeft) return DatasetHasNoRuns.of({ name: facts.datasetName });
      const unfit = unfitWagons(facts);
      if (unfit.length > 0) return WagonsNotComposable.of({ wagons: unfit });
      const packageTag = tagOfTrain(facts.candidates);
      if (facts.frozen === null || packageTag === null)
        return WagonsNotComposable.of({
          wagons: [{ wagonId: '', name: 'This train', reason: facts.problem?.because ?? 'Nothing to compose.' }],
        });
      if (facts.needs.pssBytes > target.memoryBytes)
        return TargetTooSmall.of({ target: target.name, neededBytes: facts.needs.pssBytes, limitBytes: target.memoryBytes });
      return [
        TrainComposed.of({
          trainId: facts.trainId,
          datasetId,
          datasetName: facts.datasetName,
          // Without what only the choice needed to know of them.
          wagons: facts.candidates.map((candidate) => TrainWagon.parse(candidate)),
          dependencies: [...facts.frozen.dependencies],
          packageTag,
          runner: facts.frozen.runner,
          target: target.targetId,
          cores: target.cores,
          memoryLimitBytes: target.memoryBytes,
          slow,
          autoSubmit,
          composition: facts.frozen.composition,
          neededCpuDays: facts.needs.cpuDays,
          estimatedPssBytes: facts.needs.pssBytes,
          datasetBytes: facts.datasetBytes,
          ...(makesDerivedData(facts.trainType) ? { trainType: facts.trainType, storedTables: [...facts.frozen.storedTables] } : {}),
        }),
      ];
    },

    RecordTrainTest: ({ trainId, testRunId, outcome }, state) => {
      if (state.phase === 'unknown') return TrainUnknown.of({ trainId });
      if (state.phase !== 'composed') return []; // it has left or was taken apart meanwhile
      if (outcome.is === 'queued') return state.test.is === 'none' ? [TrainTestQueued.of({ trainId, testRunId })] : [];
      if (state.test.is !== 'queued' || state.test.testRunId !== testRunId) return [];
      return outcome.is === 'passed'
        ? [
            TrainTestPassed.of({
              trainId,
              testRunId,
              warnings: outcome.warnings,
              pssMaxBytes: outcome.pssMaxBytes,
              cpuDays: outcome.cpuDays,
            }),
          ]
        : [TrainTestFailed.of({ trainId, testRunId, reason: outcome.reason })];
    },

    SubmitTrain: ({ trainId, target: asked }, state) => {
      switch (state.phase) {
        case 'unknown':
          return TrainUnknown.of({ trainId });
        case 'submitted':
          return []; // a second click changes nothing
        case 'over':
          return TrainOver.of({ trainId, phase: state.how });
        case 'composed':
          return submit(trainId, state, asked);
      }
    },

    DecomposeTrain: ({ trainId }, state) => {
      switch (state.phase) {
        case 'unknown':
          return TrainUnknown.of({ trainId });
        case 'composed':
          return [TrainDecomposed.of({ trainId })];
        case 'submitted':
          return TrainAlreadySubmitted.of({ trainId });
        case 'over':
          return state.how === 'decomposed' ? [] : TrainAlreadySubmitted.of({ trainId });
      }
    },

    KillTrain: ({ trainId }, state) => endSubmitted(trainId, state, 'killed', () => TrainKilled.of({ trainId })),
    CloseTrain: ({ trainId }, state) => endSubmitted(trainId, state, 'closed', () => TrainClosed.of({ trainId })),

    CommentTrain: ({ trainId, comment }, state) =>
      state.phase === 'unknown' ? TrainUnknown.of({ trainId }) : [TrainCommented.of({ trainId, comment })],

    CompleteTrain: (completed, state) => {
      if (state.phase === 'unknown') return TrainUnknown.of({ trainId: completed.trainId });
      return state.phase === 'submitted' ? [TrainCompleted.of(completed)] : [];
    },
  },

  evolve: {
    TrainComposed: (_, { target, cores }) => ({ phase: 'composed', target, cores, test: { is: 'none' } }),
    TrainTestQueued: (state, { testRunId }) => withTest(state, { is: 'queued', testRunId }),
    TrainTestPassed: (state, { pssMaxBytes, warnings }) =>
      withTest(state, { is: 'passed', pssMaxBytes, forbids: warnings.find(({ composable }) => !composable) ?? null }),
    TrainTestFailed: (state, { reason }) => withTest(state, { is: 'failed', reason }),
    TrainSubmitted: () => ({ phase: 'submitted' }),
    TrainDecomposed: () => ({ phase: 'over', how: 'decomposed' }),
    TrainKilled: () => ({ phase: 'over', how: 'killed' }),
    TrainClosed: () => ({ phase: 'over', how: 'closed' }),
    TrainCompleted: () => ({ phase: 'over', how: 'done' }),
    TrainCommented: (state) => state,
  },
};

const withTest = (state: Train, test: Test): Train => (state.phase === 'composed' ? { ...state, test } : state);

/** Rule 187: star or warning only, and no warning that forbids it (rule 126); the target may be changed at this point. */
const submit = (
  trainId: string,
  state: Extract<Train, { phase: 'composed' }>,
  asked: string | undefined,
): readonly TrainEvent[] | TrainRefusal => {
  if (state.test.is === 'none' || state.test.is === 'queued')
    return TrainNotTested.of({ trainId, testRunId: state.test.is === 'queued' ? state.test.testRunId : null });
  if (state.test.is === 'failed') return TrainTestNotPassed.of({ trainId, reason: state.test.reason });
  if (state.test.forbids !== null)
    return TrainTestForbids.of({ trainId, sentence: state.test.forbids.sentence, whatToDo: state.test.forbids.whatToDo });
  const target = targetOf(asked ?? state.target);
  if (target === undefined) return TargetUnknown.of({ target: asked ?? state.target });
  // Rule 116 for a changed target: what the test measured must fit the new allowance.
  if (asked !== undefined && asked !== state.target && state.test.pssMaxBytes > target.memoryBytes)
    return TargetTooSmall.of({ target: target.name, neededBytes: state.test.pssMaxBytes, limitBytes: target.memoryBytes });
  return [TrainSubmitted.of({ trainId, target: target.targetId, cores: target.cores })];
};

const endSubmitted = (
  trainId: string,
  state: Train,
  how: 'killed' | 'closed',
  ended: () => TrainEvent,
): readonly TrainEvent[] | TrainRefusal => {
  switch (state.phase) {
    case 'unknown':
      return TrainUnknown.of({ trainId });
    case 'composed':
      return TrainNotSubmitted.of({ trainId });
    case 'submitted':
      return [ended()];
    case 'over':
      if (state.how === how) return [];
      // A closed train's jobs still run: killing stops them (rule 189).
      return how === 'killed' && state.how === 'closed' ? [ended()] : TrainOver.of({ trainId, phase: state.how });
  }
};
