import {
  CancelTestRun,
  FailTestRun,
  ReportTestRun,
  RequeueTestRun,
  TestRunCancelled,
  TestRunFailed,
  TestRunProgressed,
  TestRunRequeued,
  TestRunStarted,
} from '@hyperloop/contracts/test-runs';
import { complete, figures, passed, queue, queued, start, started } from '@hyperloop/contracts/test-runs/examples';
import { storyOf } from '../kernel/story.testing.js';
import { testRun, type QueueFacts } from './test-run.decider.js';

const given = storyOf(testRun, { by: 'alihyperloop', at: '2025-12-02T14:24:51Z' });
const { testRunId } = queued.data;
const { trainType: _, ...frozen } = queued.data;
const facts: QueueFacts = { ...frozen, cannot: null };

describe('queueing a test', () => {
  it('freezes what runs, on one core, for whom (rules 90, 98, 99)', () => given().when(queue, facts).then(queued));
  it('records a test that cannot start as failed, with the reason (rule 102)', () => {
    given()
      .when(queue, { ...facts, cannot: 'The workflow has vanished.' })
      .then(queued, TestRunFailed.of({ testRunId, reason: 'The workflow has vanished.', firstError: null, figures: null, files: [] }));
  });
  it('keeps which parameters do not fit, for whoever tells of it (rules 103, 145)', () => {
    const mismatch = { inWagonOnly: ['builder/old'], inPackageOnly: ['builder/new'] };
    given()
      .when(queue, { ...facts, cannot: 'Sync it.', mismatch })
      .then(queued, TestRunFailed.of({ testRunId, reason: 'Sync it.', firstError: null, figures: null, files: [], mismatch }));
  });
  it('stays quiet when the same command comes again', () => given(queued).when(queue, facts).then());
  it('keeps the type of a train that writes tables (rule 181)', () =>
    given()
      .when(queue, { ...facts, trainType: 'slim' })
      .then({ ...queued, data: { ...queued.data, trainType: 'slim' } }));
});

describe('starting a test', () => {
  it('takes it from the queue', () => given(queued).when(start).then(started));
  it('refuses a test that is running already', () => given(queued, started).when(start).thenRefused('TestRunNotWaiting'));
  it('refuses a test that has ended', () => given(queued, started, passed).when(start).thenRefused('TestRunNotWaiting'));
  it('refuses a test nobody queued', () => given().when(start).thenRefused('TestRunUnknown'));
});

describe('a running test', () => {
  const report = { testRunId, share: 0.5, samples: [{ t: 1, device: 'reader', pss: 1, private: 1, cpu: 1 }], lines: ['[INFO] half'] };
  it('reports its course', () => given(queued, started).when(ReportTestRun.of(report)).then(TestRunProgressed.of(report)));
  it('says nothing when there is no news', () =>
    given(queued, started)
      .when(ReportTestRun.of({ ...report, samples: [], lines: [] }))
      .then());
  it('is heard only while it runs', () => given(queued).when(ReportTestRun.of(report)).thenRefused('TestRunNotRunning'));
});

describe('the end of a test', () => {
  it('is a star when no figure is over its limit (rule 96); expected resources follow dataset size (rules 110, 111)', () => {
    const expected = { ...passed.data.expected, cpuDays: 9.427, outputBytes: 2.068e11, throughputBytesPerSecond: 2.819e7, co2Kg: 1.362 };
    const outcome = testRun.decide.CompleteTestRun(
      complete.data,
      testRun.evolve.TestRunStarted(testRun.evolve.TestRunQueued(testRun.initial, queued.data), started.data),
      { by: 'x', at: '' },
      undefined,
    );
    expect(outcome).toMatchObject([{ type: 'TestRunPassed', data: { warnings: [], figures } }]);
    const told = (outcome as readonly [typeof passed])[0].data.expected;
    expect(told.cpuDays).toBeCloseTo(expected.cpuDays, 2);
    expect(told.throughputBytesPerSecond / 1e7).toBeCloseTo(2.819, 2);
    expect(told.co2Kg).toBeCloseTo(expected.co2Kg, 2);
  });
  it('is a warning when memory is over the two-core allowance (rule 113)', () => {
    const heavy = { ...figures, pss: { max: 3.7e9, avg: 3.6e9, slope: 0 } };
    const state = [queued, started].reduce((s, e) => testRun.evolve[e.type](s, e.data as never), testRun.initial);
    expect(testRun.decide.CompleteTestRun({ ...complete.data, figures: heavy }, state, { by: 'x', at: '' }, undefined)).toMatchObject([
      { type: 'TestRunPassed', data: { warnings: [{ kind: 'memory', limit: 3.6e9, composable: true }] } },
    ]);
  });
  it('warns of the derived data that a train of its type would write (rule 123)', () => {
    const large = { ...figures, derived: { bytes: 5.3e6, files: 1, tables: [] } };
    const slim = { ...queued, data: { ...queued.data, trainType: 'slim' as const } };
    const ended = (of: typeof queued) => {
      const state = [of, started].reduce((s, e) => testRun.evolve[e.type](s, e.data as never), testRun.initial);
      return testRun.decide.CompleteTestRun({ ...complete.data, figures: large }, state, { by: 'x', at: '' }, undefined);
    };
    expect(ended(slim)).toMatchObject([{ data: { warnings: [{ kind: 'slim-size', composable: false }] } }]);
    expect(ended(queued)).toMatchObject([{ data: { warnings: [] } }]);
  });
  it('comes once: a second report changes nothing', () => given(queued, started, passed).when(complete).then());
  it('cannot come before the start', () => given(queued).when(complete).thenRefused('TestRunNotRunning'));
});

describe('a test that fails', () => {
  const failure = { testRunId, reason: 'It ended with status 1.', firstError: 'segfault', figures: null, files: [] };
  it('keeps the first error', () => given(queued, started).when(FailTestRun.of(failure)).then(TestRunFailed.of(failure)));
  it('stays what it became', () => given(queued, started, passed).when(FailTestRun.of(failure)).then());
  it('must exist', () => given().when(FailTestRun.of(failure)).thenRefused('TestRunUnknown'));
});

describe('a bench that is gone', () => {
  const requeue = { testRunId, because: 'node-1 was stopped.' };
  it('leaves its test waiting again', () => given(queued, started).when(RequeueTestRun.of(requeue)).then(TestRunRequeued.of(requeue)));
  it('changes nothing for a test that waits anyway', () => given(queued).when(RequeueTestRun.of(requeue)).then());
  it('must have had that test', () => given().when(RequeueTestRun.of(requeue)).thenRefused('TestRunUnknown'));
  it('lets the next bench start it as another attempt', () => {
    given(queued, started, TestRunRequeued.of(requeue))
      .when(start)
      .then(TestRunStarted.of({ ...started.data, attempt: 2 }));
  });
});

describe('a test that makes no sense any more', () => {
  const cancel = { testRunId, because: 'Wagon 7 was changed.' };
  it('is cancelled with the reason (rule 100)', () => given(queued).when(CancelTestRun.of(cancel)).then(TestRunCancelled.of(cancel)));
  it('stays as it ended when it had ended', () => given(queued, started, passed).when(CancelTestRun.of(cancel)).then());
  it('must exist', () => given().when(CancelTestRun.of(cancel)).thenRefused('TestRunUnknown'));
});
