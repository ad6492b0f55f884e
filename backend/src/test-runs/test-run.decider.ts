import type { BlobRef } from '@hyperloop/contracts/kernel';
import {
  TestRunCancelled,
  TestRunFailed,
  TestRunNotRunning,
  TestRunNotWaiting,
  TestRunPassed,
  TestRunProgressed,
  TestRunQueued,
  TestRunRequeued,
  TestRunStarted,
  TestRunUnknown,
  type ComposedWagon,
  type ParameterMismatch,
  type TestRunCommand,
  type TestRunEvent,
  type TestRunRefusal,
  type TrainType,
} from '@hyperloop/contracts/test-runs';
import type { Decider } from '../kernel/decider.js';
import { expectedOf } from './expected.js';
import { warningsOf } from './warnings.js';

export type TestRun =
  | { phase: 'unknown' }
  | { phase: 'queued'; about: About }
  | { phase: 'running'; about: About }
  | { phase: 'over'; how: 'done' | 'failed' | 'cancelled' };
type About = {
  kind: 'wagon' | 'train';
  memoryLimitBytes: number;
  cpuLimitDays: number;
  datasetBytes: number;
  cores: number;
  attempts: number;
  trainType: TrainType;
};

/** What is frozen when a test is queued. `cannot` says why it cannot be run at all (rule 102): it is recorded as failed then. */
export type QueueFacts = {
  testRunId: string;
  cannot: string | null;
  /** Set when that is why (rule 103). */
  mismatch?: ParameterMismatch | undefined;
  name: string;
  analysisId: string | null;
  datasetName: string;
  runner: 'sample' | 'stand-in';
  wagons: readonly ComposedWagon[];
  composition: BlobRef;
  cores: number;
  memoryLimitBytes: number;
  datasetBytes: number;
  cpuLimitDays: number;
  /** Of a train that writes tables (rule 181). */
  trainType?: TrainType;
};

const words = { unknown: 'unknown', queued: 'queued', running: 'running', over: 'over' } as const;
const notRunning = (testRunId: string, state: TestRun) =>
  state.phase === 'unknown' ? TestRunUnknown.of({ testRunId }) : TestRunNotRunning.of({ testRunId, state: words[state.phase] });

export const testRun: Decider<TestRunCommand, TestRun, TestRunEvent, TestRunRefusal, { QueueTestRun: QueueFacts }> = {
  initial: { phase: 'unknown' },

  decide: {
    QueueTestRun: ({ subject, datasetId, packageTag, queuedFor }, state, _, facts) => {
      if (state.phase !== 'unknown') return []; // the same command again
      const { wagons, cannot, mismatch, ...frozen } = facts;
      const queued = TestRunQueued.of({ ...frozen, wagons: [...wagons], subject, datasetId, packageTag, queuedFor });
      return cannot === null
        ? [queued]
        : [
            queued,
            TestRunFailed.of({
              testRunId: facts.testRunId,
              reason: cannot,
              firstError: null,
              figures: null,
              files: [],
              ...(mismatch === undefined ? {} : { mismatch }),
            }),
          ];
    },

    StartTestRun: ({ testRunId, node, isolation, standIns }, state) => {
      switch (state.phase) {
        case 'unknown':
          return TestRunUnknown.of({ testRunId });
        case 'queued':
          return [TestRunStarted.of({ testRunId, node, isolation, standIns, attempt: state.about.attempts + 1 })];
        case 'running':
        case 'over':
          return TestRunNotWaiting.of({ testRunId, state: words[state.phase] });
      }
    },

    ReportTestRun: (report, state) => {
      if (state.phase !== 'running') return notRunning(report.testRunId, state);
      return report.samples.length === 0 && report.lines.length === 0 ? [] : [TestRunProgressed.of(report)];
    },

    CompleteTestRun: ({ testRunId, figures, files }, state) => {
      if (state.phase === 'over') return [];
      if (state.phase !== 'running') return notRunning(testRunId, state);
      const expected = expectedOf(figures, state.about);
      return [TestRunPassed.of({ testRunId, figures, expected, warnings: [...warningsOf(figures, expected, state.about)], files })];
    },

    FailTestRun: (failure, state) => {
      if (state.phase === 'unknown') return TestRunUnknown.of({ testRunId: failure.testRunId });
      return state.phase === 'over' ? [] : [TestRunFailed.of(failure)];
    },

    RequeueTestRun: ({ testRunId, because }, state) => {
      if (state.phase === 'unknown') return TestRunUnknown.of({ testRunId });
      return state.phase === 'running' ? [TestRunRequeued.of({ testRunId, because })] : [];
    },

    CancelTestRun: ({ testRunId, because }, state) => {
      if (state.phase === 'unknown') return TestRunUnknown.of({ testRunId });
      return state.phase === 'over' ? [] : [TestRunCancelled.of({ testRunId, because })];
    },
  },

  evolve: {
    TestRunQueued: (_, { subject, memoryLimitBytes, cpuLimitDays, datasetBytes, cores, trainType = 'analysis' }) => ({
      phase: 'queued',
      about: { kind: subject.kind, memoryLimitBytes, cpuLimitDays, datasetBytes, cores, attempts: 0, trainType },
    }),
    TestRunStarted: (state, { attempt }) =>
      state.phase === 'queued' ? { phase: 'running', about: { ...state.about, attempts: attempt } } : state,
    TestRunProgressed: (state) => state,
    TestRunPassed: () => ({ phase: 'over', how: 'done' }),
    TestRunFailed: () => ({ phase: 'over', how: 'failed' }),
    TestRunRequeued: (state) => (state.phase === 'running' ? { phase: 'queued', about: state.about } : state),
    TestRunCancelled: () => ({ phase: 'over', how: 'cancelled' }),
  },
};
