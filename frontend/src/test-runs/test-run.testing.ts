import type { TestRunRow, TestSample } from '@hyperloop/contracts/test-runs';
import { figures, passed, queued } from '@hyperloop/contracts/test-runs/examples';

/** Test 561284 as the view shows it while it runs; a spec changes what it is about. */
export const testRun = (over: Partial<TestRunRow> = {}): TestRunRow => {
  const { testRunId, subject, name, analysisId, datasetId, datasetName, packageTag, runner, wagons, cores, memoryLimitBytes, queuedFor } =
    queued.data;
  return {
    testRunId,
    subject,
    name,
    analysisId,
    datasetId,
    datasetName,
    packageTag,
    runner,
    wagons,
    cores,
    memoryLimitBytes,
    queuedFor,
    kind: 'wagon',
    subjectId: '7',
    state: 'running',
    queuedAt: '2025-12-02T13:24:12Z',
    startedAt: '2025-12-02T13:24:51Z',
    endedAt: null,
    attempt: 1,
    node: 'node-1',
    isolation: 'Bubblewrap and a cgroup.',
    standIns: [],
    share: 0.4,
    figures: null,
    expected: null,
    warnings: [],
    warningCount: 0,
    failure: null,
    firstError: null,
    files: [],
    ...over,
  };
};
export const endedTest = (over: Partial<TestRunRow> = {}): TestRunRow =>
  testRun({
    state: 'done',
    endedAt: '2025-12-02T13:29:29Z',
    share: 1,
    figures,
    expected: passed.data.expected,
    files: [...passed.data.files],
    ...over,
  });

export const sample = (t: number, device: string, pss: number, cpu = 0): TestSample => ({ t, device, pss, private: pss / 2, cpu });
