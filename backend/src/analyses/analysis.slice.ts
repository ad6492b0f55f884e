import {
  AddAnalyzer,
  AddDatasetToAnalysis,
  ArrangeAnalyses,
  ChooseAnalysisPackage,
  ChooseTestMail,
  OpenAnalysis,
  RemoveAnalyzer,
  RecordDirectorySync,
  RemoveDatasetFromAnalysis,
  RenameAnalysis,
} from '@hyperloop/contracts/analyses';
import { handling, type Slice } from '../kernel/slice.js';
import { analysis } from './analysis.decider.js';
import { factsOfDataset, factsOfOpening, factsOfPackage, factsOfPerson, factsOfUse } from './analysis.facts.js';
import { analysisReactions } from './analysis.reactions.js';
import { directory, DIRECTORY_STREAM } from './directory.decider.js';
import { arrangement } from './arrangement.decider.js';

const ofItsStream = ({ analysisId }: { analysisId: string }): string => `analysis-${analysisId}`;

export const slice: Slice = {
  name: 'analyses',
  handlings: [
    handling({ command: OpenAnalysis, decider: analysis, facts: factsOfOpening, stream: (_, { analysisId }) => `analysis-${analysisId}` }),
    handling({ command: RenameAnalysis, decider: analysis, stream: ofItsStream }),
    handling({ command: RecordDirectorySync, decider: directory, stream: () => DIRECTORY_STREAM }),
    handling({ command: AddAnalyzer, decider: analysis, facts: factsOfPerson, stream: ofItsStream }),
    handling({ command: RemoveAnalyzer, decider: analysis, stream: ofItsStream }),
    handling({ command: AddDatasetToAnalysis, decider: analysis, facts: factsOfDataset, stream: ofItsStream }),
    handling({ command: RemoveDatasetFromAnalysis, decider: analysis, facts: factsOfUse, stream: ofItsStream }),
    handling({ command: ChooseAnalysisPackage, decider: analysis, facts: factsOfPackage, stream: ofItsStream }),
    handling({ command: ChooseTestMail, decider: analysis, stream: ofItsStream }),
    handling({
      command: ArrangeAnalyses,
      decider: arrangement,
      facts: async (_, { asked }) => ({ personId: asked.by }),
      stream: (_, { personId }) => `arrangement-${personId}`,
    }),
  ],
  reactions: analysisReactions,
};
