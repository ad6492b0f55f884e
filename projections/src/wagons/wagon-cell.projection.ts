import { AnalysisRenamed } from '@hyperloop/contracts/analyses';
import {
  TestRunCancelled,
  TestRunFailed,
  TestRunPassed,
  TestRunProgressed,
  TestRunQueued,
  TestRunRequeued,
  TestRunStarted,
  type TestFigures,
} from '@hyperloop/contracts/test-runs';
import { TrainComposed, TrainDecomposed, TrainSubmitted } from '@hyperloop/contracts/trains';
import {
  derivedKindOf,
  wagonCells,
  WagonDeleted,
  WagonDerivedDataConfigured,
  WagonDisabled,
  WagonEnabled,
  WagonPackageResolved,
  WagonRenamed,
  WagonRestored,
  WagonSynced,
  type DerivedData,
  type WagonCellRow,
} from '@hyperloop/contracts/wagons';
import { change, projection, when, type Rows } from '../kernel/index.js';

const cellOf = (wagonId: string, datasetId: string): string => `${wagonId}:${datasetId}`;
const untested = {
  testRunId: null,
  testState: 'none',
  testShare: 0,
  testStartedAt: null,
  testEndedAt: null,
  warnings: [],
  warningCount: 0,
  failure: null,
  cpuDays: null,
  pssMaxBytes: null,
  pssAvgBytes: null,
  privateMaxBytes: null,
} as const satisfies Partial<WagonCellRow>;

/** Only the newest test of a cell counts (rule 100): older ones find no cell any more. Train tests never had one. */
const ofNewestTest = (rows: Rows<WagonCellRow>, testRunId: string, next: (row: WagonCellRow) => WagonCellRow): void => {
  for (const row of rows.findBy('testRunId', testRunId)) rows.put(next(row));
};
const measured = (figures: TestFigures | null) =>
  figures === null ? {} : { pssMaxBytes: figures.pss.max, pssAvgBytes: figures.pss.avg, privateMaxBytes: figures.private.max };
const stores = (rows: Rows<WagonCellRow>, wagonId: string, derivedData: DerivedData | undefined): void => {
  if (derivedData === undefined) return;
  const derivedKind = derivedKindOf(derivedData);
  for (const row of rows.findBy('wagonId', wagonId)) rows.put({ ...row, derivedKind });
};
const free = (rows: Rows<WagonCellRow>, trainId: string): void => {
  for (const row of rows.findBy('trainId', trainId)) rows.put({ ...row, trainId: null });
};

/** The matrix wagons × datasets (rules 16, 19) and the list an operator composes from (rule 177). A cell begins when a wagon is first enabled. */
export const wagonCellsProjection = projection<WagonCellRow>(wagonCells, {
  on: [
    when(WagonEnabled, (rows, data, { meta }) => {
      const { wagonId, datasetId, wagonName, workflowName, analysisId, analysisName, datasetName, packageTag, packageMode } = data;
      const { derivedKind = 'none', pull = null } = data;
      const waits = packageMode === 'pull';
      const cellId = cellOf(wagonId, datasetId);
      rows.put({
        cellId,
        wagonId,
        wagonName,
        workflowName,
        derivedKind,
        analysisId,
        analysisName,
        datasetId,
        datasetName,
        ...untested,
        warnings: [],
        enabled: true,
        packageTag: waits ? null : packageTag,
        packageMode,
        pull,
        waitsForPull: waits,
        enabledBy: meta.by,
        enabledAt: meta.at,
        disabledBecause: null,
        trainId: rows.get(cellId)?.trainId ?? null,
      });
    }),
    when(WagonPackageResolved, (rows, { wagonId, datasetId, packageTag }) =>
      change(rows)(cellOf(wagonId, datasetId), (row) => ({ ...row, packageTag, waitsForPull: false })),
    ),
    when(WagonDisabled, (rows, { wagonId, datasetId, because }) =>
      change(rows)(cellOf(wagonId, datasetId), (row) => ({ ...row, enabled: false, disabledBecause: because, waitsForPull: false })),
    ),
    // Trains and tests of before show the name of then (rule 32); what can still be composed has the present one.
    when(WagonRenamed, (rows, { wagonId, name }) => {
      for (const row of rows.findBy('wagonId', wagonId)) rows.put({ ...row, wagonName: name });
    }),
    when(WagonDerivedDataConfigured, (rows, { wagonId, derivedData }) => stores(rows, wagonId, derivedData)),
    when(WagonSynced, (rows, { wagonId, derivedData }) => stores(rows, wagonId, derivedData?.to)),
    when(WagonRestored, (rows, { wagonId, derivedData }) => stores(rows, wagonId, derivedData?.to)),
    when(AnalysisRenamed, (rows, { analysisId, name }) => {
      for (const row of rows.findBy('analysisId', analysisId)) rows.put({ ...row, analysisName: name });
    }),
    when(WagonDeleted, (rows, { wagonId }) => {
      for (const { cellId } of rows.findBy('wagonId', wagonId)) rows.remove(cellId);
    }),

    when(TestRunQueued, (rows, { testRunId, subject, datasetId }) => {
      if (subject.kind !== 'wagon') return;
      const row = rows.get(cellOf(subject.wagonId, datasetId));
      if (row !== undefined) rows.put({ ...row, ...untested, warnings: [], testRunId, testState: 'queued' });
    }),
    when(TestRunStarted, (rows, { testRunId }, { meta }) =>
      ofNewestTest(rows, testRunId, (row) => ({ ...row, testState: 'running', testShare: 0, testStartedAt: meta.at })),
    ),
    when(TestRunProgressed, (rows, { testRunId, share }) => ofNewestTest(rows, testRunId, (row) => ({ ...row, testShare: share }))),
    when(TestRunPassed, (rows, { testRunId, figures, expected, warnings }, { meta }) =>
      ofNewestTest(rows, testRunId, (row) => ({
        ...row,
        ...measured(figures),
        testState: warnings.length === 0 ? 'done' : 'warning',
        testShare: 1,
        testEndedAt: meta.at,
        warnings: warnings.map(({ kind, sentence, composable }) => ({ kind, sentence, composable })),
        warningCount: warnings.length,
        cpuDays: expected.cpuDays,
      })),
    ),
    when(TestRunFailed, (rows, { testRunId, reason, figures }, { meta }) =>
      ofNewestTest(rows, testRunId, (row) => ({
        ...row,
        ...measured(figures),
        testState: 'failed',
        testEndedAt: meta.at,
        failure: reason,
      })),
    ),
    when(TestRunRequeued, (rows, { testRunId }) =>
      ofNewestTest(rows, testRunId, (row) => ({ ...row, testState: 'queued', testShare: 0, testStartedAt: null })),
    ),
    when(TestRunCancelled, (rows, { testRunId }) => ofNewestTest(rows, testRunId, (row) => ({ ...row, ...untested, warnings: [] }))),

    when(TrainComposed, (rows, { trainId, datasetId, wagons }) => {
      for (const { wagonId } of wagons) {
        const row = rows.get(cellOf(wagonId, datasetId));
        if (row !== undefined) rows.put({ ...row, trainId });
      }
    }),
    when(TrainDecomposed, (rows, { trainId }) => free(rows, trainId)),
    when(TrainSubmitted, (rows, { trainId }) => free(rows, trainId)),
  ],
});
