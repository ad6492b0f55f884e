import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const candidateCreator2ProngDeclaration: RawWorkflow = {
  name: 'o2-analysis-hf-candidate-creator-2prong',
  executable: 'o2-analysis-hf-candidate-creator-2prong',
  pwg: 'PWGHF',
  component: 'Analysis',
  tasks: [
    {
      name: 'hf-candidate-creator-2prong',
      configurables: [
        { name: 'maxDZIni', type: 'Double', kind: 0, default: 4.0, help: 'reject (if>0) PCA candidate if tracks DZ exceeds threshold' },
        { name: 'fillHistograms', type: 'Bool', kind: 0, default: true, help: 'do validation plots' },
        {
          name: 'ccdbPathGrpMag',
          type: 'String',
          kind: 0,
          default: 'GLO/Config/GRPMagField',
          help: 'CCDB path of the GRPMagField object (Run 3)',
        },
        { name: 'axisMass', type: 'ArrayDouble', kind: 1, default: [500, 1.6, 2.1], help: 'axis for mass (GeV/c^2)' },
        { name: 'hfEvSel.useSel8Trigger', type: 'Bool', kind: 0, default: true, help: 'Apply the sel8 event selection' },
        { name: 'hfEvSel.nPvContributorsMin', type: 'Int', kind: 0, default: 0, help: 'Minimum number of PV contributors' },
        { name: 'hfEvSel.zPvPosMin', type: 'Float', kind: 0, default: -10.0, help: 'Minimum PV posZ (cm)' },
        { name: 'hfEvSel.zPvPosMax', type: 'Float', kind: 0, default: 10.0, help: 'Maximum PV posZ (cm)' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [
        {
          name: 'processNoPvRefitWithDCAFitterN',
          default: true,
          help: 'Run candidate creator using DCA fitter w/o PV refit and w/o centrality selections',
        },
      ],
      outputs: [
        {
          kind: 'Produces',
          cppType: 'aod::HfCand2ProngBase',
          label: 'HfCand2ProngBase',
          origin: 'AOD',
          description: 'HFCAND2PBASE',
          version: 0,
        },
      ],
    },
  ],
};
