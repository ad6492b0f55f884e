import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const k0sResolutionDeclaration: RawWorkflow = {
  name: 'o2-analysis-perf-k0s-resolution',
  executable: 'o2-analysis-perf-k0s-resolution',
  pwg: '',
  component: 'Analysis',
  tasks: [
    {
      name: 'perf-k0s-resolution',
      configurables: [
        { name: 'mBins', type: 'ArrayDouble', kind: 1, default: [200, 0.4, 0.6], help: 'Mass binning' },
        { name: 'pTBins', type: 'ArrayDouble', kind: 1, default: [240, 0.0, 12.0], help: 'pT binning' },
        { name: 'etaBins', type: 'ArrayDouble', kind: 1, default: [2, -1.0, 1.0], help: 'eta binning' },
        { name: 'phiBins', type: 'ArrayDouble', kind: 1, default: [100, 0.0, 6.28], help: 'phi binning' },
        {
          name: 'centralityAxis',
          type: 'ArrayDouble',
          kind: 1,
          default: [0, 0.0, 5.0, 10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0, 101.0],
          help: 'Centrality',
        },
        { name: 'requireSel8', type: 'Bool', kind: 0, default: true, help: 'require sel8 event selection' },
        { name: 'maxZVtxPosition', type: 'Float', kind: 0, default: 10.0, help: 'max Z vtx position' },
        { name: 'rapidityCut', type: 'Float', kind: 0, default: 0.5, help: 'rapidity' },
        { name: 'daughterEtaCut', type: 'Float', kind: 0, default: 0.8, help: 'max eta for daughters' },
        { name: 'v0cospa', type: 'Float', kind: 0, default: 0.995, help: 'min V0 CosPA' },
        { name: 'dcav0dau', type: 'Float', kind: 0, default: 1.0, help: 'max DCA V0 Daughters (cm)' },
        { name: 'dcanegtopv', type: 'Float', kind: 0, default: 0.1, help: 'min DCA Neg To PV (cm)' },
        { name: 'dcapostopv', type: 'Float', kind: 0, default: 0.1, help: 'min DCA Pos To PV (cm)' },
        { name: 'v0radius', type: 'Float', kind: 0, default: 1.2, help: 'minimum V0 radius (cm)' },
        { name: 'v0radiusMax', type: 'Float', kind: 0, default: 100000.0, help: 'maximum V0 radius (cm)' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processData', default: true, help: 'Process data' }],
      outputs: [],
    },
  ],
};
