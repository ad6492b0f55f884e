import {
  TestRunCancelled,
  TestRunFailed,
  TestRunProgressed,
  TestRunRequeued,
  testRunCourses,
  testRuns,
} from '@hyperloop/contracts/test-runs';
import { figures, passed, queued, started } from '@hyperloop/contracts/test-runs/examples';
import { storyOf } from '../kernel/story.testing.js';
import { testRunCourseProjection } from './test-run-course.projection.js';
import { testRunProjection } from './test-run.projection.js';

const { testRunId } = queued.data;
const given = storyOf(testRuns, testRunProjection, { stream: `testRun-${testRunId}` });
const course = storyOf(testRunCourses, testRunCourseProjection, { stream: `testRun-${testRunId}` });
const sample = (t: number) => ({ t, device: 'reader', pss: 1, private: 1, cpu: t });
const progressed = (t: number, lines: string[] = []) => TestRunProgressed.of({ testRunId, share: t / 1000, samples: [sample(t)], lines });

describe('the list of tests', () => {
  it('shows a queued test with what it will run (rule 96)', () => {
    given()
      .when(queued)
      .thenShows({ testRunId, state: 'queued', kind: 'wagon', subjectId: '7', name: 'strangeness_tofpid', warningCount: 0, figures: null });
  });
  it('shows where it runs and how it is shut in', () =>
    given(queued).when(started).thenShows({ state: 'running', node: 'node-1', attempt: 1, isolation: 'Bubblewrap and a cgroup.' }));
  it('shows a star with the figures and the kept files (rules 105, 109)', () =>
    given(queued, started).when(passed).thenShows({ state: 'done', share: 1, figures, warnings: [], files: passed.data.files }));
  it('shows an exclamation mark when there are warnings (rule 96)', () => {
    const warning = {
      kind: 'log-size' as const,
      figure: 36e6,
      limit: 10e6,
      device: null,
      sentence: 'Too large.',
      whatToDo: 'Log less.',
      composable: false,
    };
    given(queued, started)
      .when({ ...passed, data: { ...passed.data, warnings: [warning] } })
      .thenShows({ state: 'warning', warningCount: 1 });
  });
  it('shows why a test failed', () => {
    given(queued, started)
      .when(TestRunFailed.of({ testRunId, reason: 'It ended with status 1.', firstError: 'segfault', figures: null, files: [] }))
      .thenShows({ state: 'failed', failure: 'It ended with status 1.', firstError: 'segfault' });
  });
  it('shows a test waiting again after its bench was gone', () => {
    given(queued, started)
      .when(TestRunRequeued.of({ testRunId, because: 'Restart.' }))
      .thenShows({ state: 'queued', startedAt: null, node: null, share: 0 });
  });
  it('keeps a cancelled test with the reason', () => {
    given(queued)
      .when(TestRunCancelled.of({ testRunId, because: 'Wagon 7 was changed.' }))
      .thenShows({ state: 'cancelled', failure: 'Wagon 7 was changed.' });
  });
  it('stops on news of a test never queued', () => given().when(started).thenStops('was never opened'));
});

describe('the course of a test', () => {
  it('collects samples and the last lines', () => {
    course(queued, progressed(1, ['a']))
      .when(progressed(2, ['b']))
      .then({ testRunId, samples: [sample(1), sample(2)], lines: ['a', 'b'], lineCount: 2 });
  });
  it('thins the samples of a long test but keeps its last one', () => {
    const long = Array.from({ length: 700 }, (_, t) => progressed(t));
    const rows: { samples: readonly { t: number }[] }[] = [];
    const collecting = {
      get: () => rows.at(-1) as never,
      put: (row: never) => void rows.push(row),
      remove: () => undefined,
      findBy: () => [],
    };
    for (const { type, data } of [queued, ...long]) testRunCourseProjection.on[type]?.(collecting, data as never, {} as never);
    const { samples } = rows.at(-1) ?? { samples: [] };
    expect(samples.length).toBeLessThanOrEqual(600);
    expect(samples.at(-1)?.t).toBe(699);
    expect(samples[0]?.t).toBe(0);
  });
  it('begins anew when the test waits again', () => {
    course(queued, progressed(1, ['a']))
      .when(TestRunRequeued.of({ testRunId, because: 'x' }))
      .then({ testRunId, samples: [], lines: [], lineCount: 0 });
  });
});
