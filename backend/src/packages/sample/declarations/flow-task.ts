import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const flowTaskDeclaration: RawWorkflow = {
  name: 'o2-analysis-cf-flow-task',
  executable: 'o2-analysis-cf-flow-task',
  pwg: 'PWGCF',
  component: 'Analysis',
  tasks: [
    {
      name: 'flow-task',
      configurables: [
        { name: 'cfgCutVertex', type: 'Float', kind: 0, default: 10.0, help: 'Accepted z-vertex range' },
        { name: 'cfgCentFT0CMin', type: 'Float', kind: 0, default: 0.0, help: 'Minimum centrality (FT0C) to cut events in filter' },
        { name: 'cfgCentFT0CMax', type: 'Float', kind: 0, default: 100.0, help: 'Maximum centrality (FT0C) to cut events in filter' },
        { name: 'cfgCutPtPOIMin', type: 'Float', kind: 0, default: 0.2, help: 'Minimal pT for poi tracks' },
        { name: 'cfgCutPtPOIMax', type: 'Float', kind: 0, default: 10.0, help: 'Maximal pT for poi tracks' },
        { name: 'cfgCutPtRefMin', type: 'Float', kind: 0, default: 0.2, help: 'Minimal pT for ref tracks' },
        { name: 'cfgCutPtRefMax', type: 'Float', kind: 0, default: 3.0, help: 'Maximal pT for ref tracks' },
        { name: 'cfgCutPtMin', type: 'Float', kind: 0, default: 0.2, help: 'Minimal pT for all tracks' },
        { name: 'cfgCutPtMax', type: 'Float', kind: 0, default: 10.0, help: 'Maximal pT for all tracks' },
        { name: 'cfgCutEta', type: 'Float', kind: 0, default: 0.8, help: 'Eta range for tracks' },
        { name: 'cfgCutTPCCrossedRows', type: 'Float', kind: 0, default: 70.0, help: 'minimum TPC crossed rows' },
        { name: 'cfgCutITSclu', type: 'Float', kind: 0, default: 5.0, help: 'minimum ITS clusters' },
        { name: 'cfgCutDCAz', type: 'Float', kind: 0, default: 2.0, help: 'max DCA to vertex z' },
        { name: 'cfgUseNch', type: 'Bool', kind: 0, default: false, help: 'Use Nch for flow observables' },
        { name: 'cfgNbootstrap', type: 'Int', kind: 0, default: 30, help: 'Number of subsamples' },
        { name: 'axisPtHist', type: 'ArrayDouble', kind: 1, default: [100, 0.0, 10.0], help: 'pt axis for histograms' },
        {
          name: 'axisIndependent',
          type: 'ArrayDouble',
          kind: 1,
          default: [0, 0, 5, 10, 20, 30, 40, 50, 60, 70, 80, 90],
          help: 'X axis for histograms',
        },
        { name: 'axisNch', type: 'ArrayDouble', kind: 1, default: [4000, 0, 4000], help: 'N_{ch}' },
        { name: 'axisVertex', type: 'ArrayDouble', kind: 1, default: [40, -20, 20], help: 'vertex axis for histograms' },
        { name: 'axisPhi', type: 'ArrayDouble', kind: 1, default: [60, 0.0, 6.283185307179586], help: 'phi axis for histograms' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processData', default: true, help: 'Process analysis for non-derived data' }],
      outputs: [],
    },
  ],
};
