import {
  TestRunProgressed,
  TestRunQueued,
  TestRunRequeued,
  testRunCourses,
  type TestRunCourseRow,
  type TestSample,
} from '@hyperloop/contracts/test-runs';
import { change, projection, when } from '../kernel/projection.js';

/** Samples kept a device: enough for a chart as wide as a screen. */
const SAMPLES_A_DEVICE = 600;
const LAST_LINES = 400;

/** Halves the samples of a device when there are too many: every second one goes, the last stays. */
const thin = (samples: readonly TestSample[]): TestSample[] => {
  const counts = new Map<string, number>();
  for (const { device } of samples) counts.set(device, (counts.get(device) ?? 0) + 1);
  if ([...counts.values()].every((count) => count <= SAMPLES_A_DEVICE)) return [...samples];
  const seen = new Map<string, number>();
  return samples.filter(({ device }) => {
    const index = seen.get(device) ?? 0;
    seen.set(device, index + 1);
    const total = counts.get(device) ?? 0;
    return total <= SAMPLES_A_DEVICE || index % 2 === 0 || index === total - 1;
  });
};

/** The course of a test while it runs: charts and log tail. */
export const testRunCourseProjection = projection<TestRunCourseRow>(testRunCourses, {
  on: [
    when(TestRunQueued, (rows, { testRunId }) => {
      rows.put({ testRunId, samples: [], lines: [], lineCount: 0 });
    }),
    when(TestRunRequeued, (rows, { testRunId }) => {
      change(rows)(testRunId, (row) => ({ ...row, samples: [], lines: [], lineCount: 0 }));
    }),
    when(TestRunProgressed, (rows, { testRunId, samples, lines }) => {
      change(rows)(testRunId, (row) => ({
        ...row,
        samples: thin([...row.samples, ...samples]),
        lines: [...row.lines, ...lines].slice(-LAST_LINES),
        lineCount: row.lineCount + lines.length,
      }));
    }),
  ],
});
