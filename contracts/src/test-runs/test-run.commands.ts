import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { KeptFile, TestFigures, TestRunId, TestSample, TestSubject } from './test-run.events.js';

/** Said by automation after enabling, a change, or a composition; who is queued for is kept. */
export const QueueTestRun = command(
  'QueueTestRun',
  'Queue a test of a wagon on a dataset, or of a composed train (rules 90, 98, 100, 184); said by the system.',
  {
    subject: TestSubject,
    datasetId: z.string().max(12),
    packageTag: z.string().max(120),
    queuedFor: z.string().max(32),
  },
);
export const StartTestRun = command('StartTestRun', 'A test bench starts a test; said by the system.', {
  testRunId: TestRunId,
  node: z.string().max(100),
  isolation: z.string().max(500),
  standIns: z.array(z.string().max(100)).max(200),
});
export const ReportTestRun = command('ReportTestRun', 'Progress, samples and log lines of a running test; said by the system.', {
  testRunId: TestRunId,
  share: z.number().min(0).max(1),
  samples: z.array(TestSample).max(5000),
  lines: z.array(z.string().max(2000)).max(500),
});
export const CompleteTestRun = command(
  'CompleteTestRun',
  'A test ended by itself with status 0; the verdict follows from the figures; said by the system.',
  {
    testRunId: TestRunId,
    figures: TestFigures,
    files: z.array(KeptFile).max(40),
  },
);
export const FailTestRun = command('FailTestRun', 'A test failed; said by the system.', {
  testRunId: TestRunId,
  reason: z.string().max(1000),
  firstError: z.string().max(4000).nullable(),
  figures: TestFigures.nullable(),
  files: z.array(KeptFile).max(40),
});
export const RequeueTestRun = command('RequeueTestRun', 'The bench that ran a test is gone; it waits again; said by the system.', {
  testRunId: TestRunId,
  because: z.string().max(500),
});
export const CancelTestRun = command('CancelTestRun', 'A test makes no sense any more; said by the system.', {
  testRunId: TestRunId,
  because: z.string().max(500),
});
export type TestRunCommand =
  | z.infer<typeof QueueTestRun>
  | z.infer<typeof StartTestRun>
  | z.infer<typeof ReportTestRun>
  | z.infer<typeof CompleteTestRun>
  | z.infer<typeof FailTestRun>
  | z.infer<typeof RequeueTestRun>
  | z.infer<typeof CancelTestRun>;

export const TestRunUnknown = refusal('TestRunUnknown', { testRunId: z.string() }, ({ testRunId }) => `There is no test ${testRunId}.`);
export const TestRunNotWaiting = refusal(
  'TestRunNotWaiting',
  { testRunId: z.string(), state: z.string() },
  ({ testRunId, state }) => `Test ${testRunId} is ${state}, so it cannot be started.`,
);
export const TestRunNotRunning = refusal(
  'TestRunNotRunning',
  { testRunId: z.string(), state: z.string() },
  ({ testRunId, state }) => `Test ${testRunId} is ${state}, so nothing more is reported for it.`,
);
export const TestSubjectGone = refusal('TestSubjectGone', { because: z.string() }, ({ because }) => because);
export type TestRunRefusal =
  | RefusalOf<typeof TestRunUnknown>
  | RefusalOf<typeof TestRunNotWaiting>
  | RefusalOf<typeof TestRunNotRunning>
  | RefusalOf<typeof TestSubjectGone>;
