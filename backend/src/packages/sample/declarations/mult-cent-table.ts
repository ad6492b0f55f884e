import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const multCentTableDeclaration: RawWorkflow = {
  name: 'o2-analysis-multcenttable',
  executable: 'o2-analysis-multcenttable',
  pwg: '',
  component: 'Analysis',
  tasks: [
    {
      name: 'mult-cent-table',
      configurables: [
        { name: 'doVertexZeq', type: 'Int', kind: 0, default: 1, help: 'if 1: do vertex Z eq mult table' },
        { name: 'minPtGlobalTrack', type: 'Float', kind: 0, default: 0.15, help: 'min. pT for global tracks' },
        { name: 'maxPtGlobalTrack', type: 'Float', kind: 0, default: 10000000000.0, help: 'max. pT for global tracks' },
        { name: 'minNclsITSGlobalTrack', type: 'Int', kind: 0, default: 5, help: 'min. number of ITS clusters for global tracks' },
        {
          name: 'ccdbPathVtxZ',
          type: 'String',
          kind: 0,
          default: 'Centrality/Calibration',
          help: 'The CCDB path for vertex-Z calibration',
        },
        {
          name: 'ccdbPathCentrality',
          type: 'String',
          kind: 0,
          default: 'Centrality/Estimators',
          help: 'The CCDB path for centrality information',
        },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processRun3', default: true, help: 'Process Run 3' }],
      outputs: [
        { kind: 'Produces', cppType: 'aod::FT0Mults', label: 'FT0Mults', origin: 'AOD', description: 'FT0MULT', version: 0 },
        { kind: 'Produces', cppType: 'aod::PVMults', label: 'PVMults', origin: 'AOD', description: 'PVMULT', version: 0 },
        { kind: 'Produces', cppType: 'aod::CentFT0Cs', label: 'CentFT0Cs', origin: 'AOD', description: 'CENTFT0C', version: 0 },
      ],
    },
  ],
};
