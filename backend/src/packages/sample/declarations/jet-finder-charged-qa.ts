import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const jetFinderChargedQaDeclaration: RawWorkflow = {
  name: 'o2-analysis-je-jet-finder-charged-qa',
  executable: 'o2-analysis-je-jet-finder-charged-qa',
  pwg: 'PWGJE',
  component: 'Analysis',
  tasks: [
    {
      name: 'jet-finder-charged-qa',
      configurables: [
        { name: 'eventSelections', type: 'String', kind: 0, default: 'sel8', help: 'choose event selection' },
        { name: 'vertexZCut', type: 'Float', kind: 0, default: 10.0, help: 'Accepted z-vertex range' },
        { name: 'centralityMin', type: 'Float', kind: 0, default: -999.0, help: 'minimum centrality' },
        { name: 'centralityMax', type: 'Float', kind: 0, default: 999.0, help: 'maximum centrality' },
        { name: 'jetRadii', type: 'ArrayDouble', kind: 0, default: [0.4], help: 'jet resolution parameters' },
        { name: 'trackEtaMin', type: 'Float', kind: 0, default: -0.9, help: 'minimum eta acceptance for tracks' },
        { name: 'trackEtaMax', type: 'Float', kind: 0, default: 0.9, help: 'maximum eta acceptance for tracks' },
        { name: 'trackPtMin', type: 'Float', kind: 0, default: 0.15, help: 'minimum pT acceptance for tracks' },
        { name: 'trackPtMax', type: 'Float', kind: 0, default: 100.0, help: 'maximum pT acceptance for tracks' },
        { name: 'jetPtMax', type: 'Double', kind: 0, default: 200.0, help: 'set jet pT bin max' },
        { name: 'jetEtaMin', type: 'Float', kind: 0, default: -99.0, help: 'minimum jet pseudorapidity' },
        { name: 'jetEtaMax', type: 'Float', kind: 0, default: 99.0, help: 'maximum jet pseudorapidity' },
        { name: 'nBinsEta', type: 'Int', kind: 0, default: 200, help: 'number of bins for eta axes' },
        { name: 'leadingConstituentPtMin', type: 'Float', kind: 0, default: -99.0, help: 'minimum pT selection on jet constituent' },
        { name: 'leadingConstituentPtMax', type: 'Float', kind: 0, default: 9999.0, help: 'maximum pT selection on jet constituent' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processJetsData', default: true, help: 'jet finder QA data' }],
      outputs: [],
    },
  ],
};
