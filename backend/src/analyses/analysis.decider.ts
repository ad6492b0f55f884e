import {
  AnalysisOpened,
  AnalysisPackageChosen,
  AnalysisRenamed,
  AnalysisTestMailChosen,
  AnalysisTicketTaken,
  AnalysisUnknown,
  AnalyzerJoined,
  AnalyzerLeft,
  AnalyzerUnknown,
  DatasetAddedToAnalysis,
  DatasetHasShort,
  DatasetInUse,
  DatasetNotActive,
  DatasetNotKnown,
  DatasetRemovedFromAnalysis,
  PackageUnknown,
  PullRequestUnknown,
  type AnalysisCommand,
  type AnalysisEvent,
  type AnalysisRefusal,
  type PackageMode,
  type TestMail,
} from '@hyperloop/contracts/analyses';
import type { Decider } from '../kernel/decider.js';

type Analysis = {
  known: boolean;
  name: string;
  analyzers: readonly string[];
  datasets: readonly string[];
  package: { packageTag: string; packageMode: PackageMode; pull?: number | undefined } | null;
  testMail: TestMail;
};

export type AnalysisFacts = {
  /** `takenBy`: the analysis that holds the ticket already. */
  OpenAnalysis: { analysisId: string; takenBy: string | undefined };
  AddAnalyzer: { admitted: boolean };
  AddDatasetToAnalysis: { known: boolean; active: boolean; name: string; shortDatasets: readonly string[] };
  /** Names of its wagons that are enabled on the dataset. */
  RemoveDatasetFromAnalysis: { enabledWagons: readonly string[] };
  /** `pullKnown`: the pull request is open or merged; of other modes it means nothing. */
  ChooseAnalysisPackage: { complete: boolean; pullKnown: boolean };
};

/** Commands on an analysis → events of `analysis-<id>`. Who may say them is the policy's business (rule 3). */
export const analysis: Decider<AnalysisCommand, Analysis, AnalysisEvent, AnalysisRefusal, AnalysisFacts> = {
  initial: { known: false, name: '', analyzers: [], datasets: [], package: null, testMail: 'none' },

  decide: {
    OpenAnalysis: (data, _state, _asked, { analysisId, takenBy }) =>
      takenBy === undefined
        ? [AnalysisOpened.of({ analysisId, ...data })]
        : AnalysisTicketTaken.of({ jiraKey: data.jiraKey, analysisId: takenBy }),

    RenameAnalysis: ({ analysisId, name }, state) => {
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      return name === state.name ? [] : [AnalysisRenamed.of({ analysisId, name, before: state.name })];
    },

    AddAnalyzer: ({ analysisId, personId }, state, _asked, { admitted }) => {
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      if (!admitted) return AnalyzerUnknown.of({ personId });
      return state.analyzers.includes(personId) ? [] : [AnalyzerJoined.of({ analysisId, personId })];
    },

    RemoveAnalyzer: ({ analysisId, personId }, state) => {
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      return state.analyzers.includes(personId) ? [AnalyzerLeft.of({ analysisId, personId })] : [];
    },

    AddDatasetToAnalysis: ({ analysisId, datasetId }, state, _asked, dataset) => {
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      if (state.datasets.includes(datasetId)) return [];
      if (!dataset.known) return DatasetNotKnown.of({ datasetId });
      if (!dataset.active) return DatasetNotActive.of({ datasetId, name: dataset.name });
      if (dataset.shortDatasets.length > 0)
        return DatasetHasShort.of({ datasetId, name: dataset.name, shortDatasets: [...dataset.shortDatasets] });
      return [DatasetAddedToAnalysis.of({ analysisId, analysisName: state.name, datasetId, datasetName: dataset.name })];
    },

    RemoveDatasetFromAnalysis: ({ analysisId, datasetId }, state, _asked, { enabledWagons }) => {
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      if (!state.datasets.includes(datasetId)) return [];
      if (enabledWagons.length > 0) return DatasetInUse.of({ datasetId, wagons: [...enabledWagons] });
      return [DatasetRemovedFromAnalysis.of({ analysisId, datasetId })];
    },

    ChooseAnalysisPackage: ({ analysisId, packageTag, packageMode, ...data }, state, _asked, { complete, pullKnown }) => {
      const pull = packageMode === 'pull' ? data.pull : undefined;
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      const { package: now } = state;
      if (now?.packageTag === packageTag && now.packageMode === packageMode && now.pull === pull) return [];
      if (packageMode === 'pull' && (pull === undefined || !pullKnown)) return PullRequestUnknown.of({ pull: pull ?? null });
      if (!complete) return PackageUnknown.of({ packageTag });
      return [AnalysisPackageChosen.of({ analysisId, packageTag, packageMode, ...(pull === undefined ? {} : { pull }) })];
    },

    ChooseTestMail: ({ analysisId, testMail }, state) => {
      if (!state.known) return AnalysisUnknown.of({ analysisId });
      return testMail === state.testMail ? [] : [AnalysisTestMailChosen.of({ analysisId, testMail })];
    },
  },

  evolve: {
    AnalysisOpened: (state, { name }) => ({ ...state, known: true, name }),
    AnalysisRenamed: (state, { name }) => ({ ...state, name }),
    AnalyzerJoined: (state, { personId }) => ({ ...state, analyzers: [...state.analyzers, personId] }),
    AnalyzerLeft: (state, { personId }) => ({ ...state, analyzers: state.analyzers.filter((id) => id !== personId) }),
    DatasetAddedToAnalysis: (state, { datasetId }) => ({ ...state, datasets: [...state.datasets, datasetId] }),
    DatasetRemovedFromAnalysis: (state, { datasetId }) => ({ ...state, datasets: state.datasets.filter((id) => id !== datasetId) }),
    AnalysisTestMailChosen: (state, { testMail }) => ({ ...state, testMail }),
    AnalysisPackageChosen: (state, { packageTag, packageMode, pull }) => ({ ...state, package: { packageTag, packageMode, pull } }),
  },
};
