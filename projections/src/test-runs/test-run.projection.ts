import {
  TestRunCancelled,
  TestRunFailed,
  TestRunPassed,
  TestRunProgressed,
  TestRunQueued,
  TestRunRequeued,
  TestRunStarted,
  testRuns,
  type TestRunRow,
} from '@hyperloop/contracts/test-runs';
import { change, projection, when } from '../kernel/projection.js';

/** Tests of wagons and trains: state, figures, warnings, files. */
export const testRunProjection = projection<TestRunRow>(testRuns, {
  on: [
    when(TestRunQueued, (rows, data, { meta }) => {
      rows.put({
        testRunId: data.testRunId,
        kind: data.subject.kind,
        subject: data.subject,
        subjectId: data.subject.kind === 'wagon' ? data.subject.wagonId : data.subject.trainId,
        name: data.name,
        state: 'queued',
        analysisId: data.analysisId,
        datasetId: data.datasetId,
        datasetName: data.datasetName,
        packageTag: data.packageTag,
        runner: data.runner,
        wagons: data.wagons,
        cores: data.cores,
        memoryLimitBytes: data.memoryLimitBytes,
        queuedFor: data.queuedFor,
        queuedAt: meta.at,
        startedAt: null,
        endedAt: null,
        attempt: 0,
        node: null,
        isolation: null,
        standIns: [],
        share: 0,
        figures: null,
        expected: null,
        warnings: [],
        warningCount: 0,
        failure: null,
        firstError: null,
        files: [],
      });
    }),
    when(TestRunStarted, (rows, { testRunId, node, isolation, standIns, attempt }, { meta }) => {
      change(rows)(testRunId, (row) => ({ ...row, state: 'running', node, isolation, standIns, attempt, startedAt: meta.at, share: 0 }));
    }),
    when(TestRunProgressed, (rows, { testRunId, share }) => {
      change(rows)(testRunId, (row) => ({ ...row, share }));
    }),
    when(TestRunPassed, (rows, { testRunId, figures, expected, warnings, files }, { meta }) => {
      change(rows)(testRunId, (row) => ({
        ...row,
        state: warnings.length === 0 ? 'done' : 'warning',
        endedAt: meta.at,
        share: 1,
        figures,
        expected,
        warnings,
        warningCount: warnings.length,
        files,
      }));
    }),
    when(TestRunFailed, (rows, { testRunId, reason, firstError, figures, files }, { meta }) => {
      change(rows)(testRunId, (row) => ({ ...row, state: 'failed', endedAt: meta.at, failure: reason, firstError, figures, files }));
    }),
    when(TestRunRequeued, (rows, { testRunId }) => {
      change(rows)(testRunId, (row) => ({ ...row, state: 'queued', startedAt: null, node: null, share: 0 }));
    }),
    when(TestRunCancelled, (rows, { testRunId, because }, { meta }) => {
      change(rows)(testRunId, (row) => ({ ...row, state: 'cancelled', endedAt: meta.at, failure: because }));
    }),
  ],
});
