import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const lambdakzeroBuilderDeclaration: RawWorkflow = {
  name: 'o2-analysis-lf-lambdakzerobuilder',
  executable: 'o2-analysis-lf-lambdakzerobuilder',
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [
    {
      name: 'lambdakzero-builder',
      configurables: [
        { name: 'dcanegtopv', type: 'Float', kind: 0, default: 0.1, help: 'DCA Neg To PV' },
        { name: 'dcapostopv', type: 'Float', kind: 0, default: 0.1, help: 'DCA Pos To PV' },
        { name: 'v0cospa', type: 'Double', kind: 0, default: 0.995, help: 'V0 CosPA' },
        { name: 'dcav0dau', type: 'Float', kind: 0, default: 1.0, help: 'DCA V0 Daughters' },
        { name: 'v0radius', type: 'Float', kind: 0, default: 0.9, help: 'v0radius' },
        { name: 'minimumPt', type: 'Float', kind: 0, default: 0.0, help: 'Minimum pT to store candidate' },
        { name: 'maximumPt', type: 'Float', kind: 0, default: 1000.0, help: 'Maximum pT to store candidate' },
        { name: 'maxDaughterEta', type: 'Float', kind: 0, default: 5.0, help: 'Maximum daughter eta' },
        {
          name: 'ccdbConfigurations.grpmagPath',
          type: 'String',
          kind: 0,
          default: 'GLO/Config/GRPMagField',
          help: 'CCDB path of the GRPMagField object',
        },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processRun3', default: true, help: 'Produce Run 3 V0 tables' }],
      outputs: [
        { kind: 'Produces', cppType: 'aod::V0Indices', label: 'V0Indices', origin: 'AOD', description: 'V0INDEX', version: 0 },
        { kind: 'Produces', cppType: 'aod::V0CoresBase', label: 'V0CoresBase', origin: 'AOD', description: 'V0CORE', version: 0 },
      ],
    },
  ],
};
