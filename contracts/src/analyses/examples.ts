import {
  AddAnalyzer,
  AddDatasetToAnalysis,
  ArrangeAnalyses,
  ChooseAnalysisPackage,
  ChooseTestMail,
  OpenAnalysis,
  RemoveAnalyzer,
  RemoveDatasetFromAnalysis,
  RenameAnalysis,
} from './analysis.commands.js';
import {
  AnalysesArranged,
  AnalysisOpened,
  AnalysisPackageChosen,
  AnalysisRenamed,
  AnalysisTestMailChosen,
  AnalyzerJoined,
  AnalyzerLeft,
  DatasetAddedToAnalysis,
  DatasetRemovedFromAnalysis,
} from './analysis.events.js';
import { RecordDirectorySync } from './directory.commands.js';
import { AnalysisDirectorySynced } from './directory.events.js';

/** Analysis 3, PWGLF-412, told once for the tests of every layer. */
const analysisId = '3';
const name = 'Strangeness production in pp at 13.6 TeV';
export const open = OpenAnalysis.of({ name, jiraKey: 'PWGLF-412', pwg: 'PWGLF', service: false });
export const opened = AnalysisOpened.of({ analysisId, name, jiraKey: 'PWGLF-412', pwg: 'PWGLF', service: false });
export const serviceOpened = AnalysisOpened.of({
  analysisId: '1',
  name: 'O2 Hyperloop service wagons',
  jiraKey: 'OHSW-1',
  pwg: 'OHSW',
  service: true,
});

export const rename = RenameAnalysis.of({ analysisId, name: 'Strangeness in pp' });
export const renamed = AnalysisRenamed.of({ analysisId, name: 'Strangeness in pp', before: name });

export const addMrossi = AddAnalyzer.of({ analysisId, personId: 'mrossi' });
export const removeMrossi = RemoveAnalyzer.of({ analysisId, personId: 'mrossi' });
export const mrossiJoined = AnalyzerJoined.of({ analysisId, personId: 'mrossi' });
export const mrossiLeft = AnalyzerLeft.of({ analysisId, personId: 'mrossi' });

export const addDataset = AddDatasetToAnalysis.of({ analysisId, datasetId: '5' });
export const removeDataset = RemoveDatasetFromAnalysis.of({ analysisId, datasetId: '5' });
export const datasetAdded = DatasetAddedToAnalysis.of({
  analysisId,
  analysisName: name,
  datasetId: '5',
  datasetName: 'LHC22o_pass7_small',
});
export const datasetRemoved = DatasetRemovedFromAnalysis.of({ analysisId, datasetId: '5' });

export const packageTag = 'O2Physics::daily-20251201-0000-1';
export const choosePackage = ChooseAnalysisPackage.of({ analysisId, packageTag, packageMode: 'newer' });
export const packageChosen = AnalysisPackageChosen.of({ analysisId, packageTag, packageMode: 'newer' });

export const chooseMail = ChooseTestMail.of({ analysisId, testMail: 'enabler' });
export const mailChosen = AnalysisTestMailChosen.of({ analysisId, testMail: 'enabler' });

export const arrange = ArrangeAnalyses.of({ order: ['3', '4'], folded: ['4'] });
export const arranged = AnalysesArranged.of({ personId: 'mrossi', order: ['3', '4'], folded: ['4'] });

const sync = {
  source: 'jira',
  analyses: 12,
  opened: 1,
  renamed: 0,
  joined: 3,
  left: 1,
  problems: [{ jiraKey: 'PWGHF-7', sentence: 'Nobody is known as xnew. Admit the person first.' }],
};
export const recordSync = RecordDirectorySync.of(sync);
export const directorySynced = AnalysisDirectorySynced.of(sync);
