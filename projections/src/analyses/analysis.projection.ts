import {
  AnalysesArranged,
  analyses,
  AnalysisOpened,
  AnalysisPackageChosen,
  AnalysisDirectorySynced,
  AnalysisRenamed,
  AnalysisTestMailChosen,
  AnalyzerJoined,
  AnalyzerLeft,
  arrangements,
  directorySyncs,
  DatasetAddedToAnalysis,
  DatasetRemovedFromAnalysis,
} from '@hyperloop/contracts/analyses';
import { WagonDeleted, WagonRegistered } from '@hyperloop/contracts/wagons';
import { change, projection, when } from '../kernel/index.js';

/** Analyses with members, datasets in the order they were added, and the package for new tests. */
export const analysesProjection = projection(analyses, {
  on: [
    when(AnalysisOpened, (rows, { analysisId, name, jiraKey, pwg, service }, { meta }) =>
      rows.put({
        analysisId,
        name,
        jiraKey,
        pwg,
        service,
        analyzers: [],
        datasets: [],
        packageTag: null,
        packageMode: 'newer',
        pull: null,
        testMail: 'none',
        wagonCount: 0,
        openedAt: meta.at,
      }),
    ),
    when(AnalysisRenamed, (rows, { analysisId, name }) => change(rows)(analysisId, (row) => ({ ...row, name }))),
    when(AnalyzerJoined, (rows, { analysisId, personId }) =>
      change(rows)(analysisId, (row) => ({ ...row, analyzers: [...row.analyzers, personId] })),
    ),
    when(AnalyzerLeft, (rows, { analysisId, personId }) =>
      change(rows)(analysisId, (row) => ({ ...row, analyzers: row.analyzers.filter((one) => one !== personId) })),
    ),
    when(DatasetAddedToAnalysis, (rows, { analysisId, datasetId, datasetName }) =>
      change(rows)(analysisId, (row) => ({ ...row, datasets: [...row.datasets, { datasetId, name: datasetName }] })),
    ),
    when(DatasetRemovedFromAnalysis, (rows, { analysisId, datasetId }) =>
      change(rows)(analysisId, (row) => ({ ...row, datasets: row.datasets.filter((one) => one.datasetId !== datasetId) })),
    ),
    when(AnalysisPackageChosen, (rows, { analysisId, packageTag, packageMode, pull = null }) =>
      change(rows)(analysisId, (row) => ({ ...row, packageTag, packageMode, pull })),
    ),
    when(AnalysisTestMailChosen, (rows, { analysisId, testMail }) => change(rows)(analysisId, (row) => ({ ...row, testMail }))),
    when(WagonRegistered, (rows, { analysisId }) => change(rows)(analysisId, (row) => ({ ...row, wagonCount: row.wagonCount + 1 }))),
    when(WagonDeleted, (rows, { analysisId }) => change(rows)(analysisId, (row) => ({ ...row, wagonCount: row.wagonCount - 1 }))),
  ],
});

export const arrangementsProjection = projection(arrangements, {
  on: [when(AnalysesArranged, (rows, { personId, order, folded }) => rows.put({ personId, order, folded }))],
});

export const directorySyncsProjection = projection(directorySyncs, {
  on: [
    when(AnalysisDirectorySynced, (rows, { failure = null, ...sync }, { meta, revision }) =>
      rows.put({ syncId: String(revision), at: meta.at, ...sync, failure }),
    ),
  ],
});
