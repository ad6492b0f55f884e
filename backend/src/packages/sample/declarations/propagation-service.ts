import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours. */
export const propagationServiceDeclaration: RawWorkflow = {
  name: 'o2-analysis-propagationservice',
  executable: 'o2-analysis-propagationservice',
  pwg: '',
  component: 'Analysis',
  tasks: [
    {
      name: 'propagation-service',
      configurables: [
        { name: 'ccdb.lutPath', type: 'String', kind: 0, default: 'GLO/Param/MatLUT', help: 'Path of the Lut parametrization' },
        {
          name: 'ccdb.grpmagPath',
          type: 'String',
          kind: 0,
          default: 'GLO/Config/GRPMagField',
          help: 'CCDB path of the GRPMagField object',
        },
        { name: 'ccdb.mVtxPath', type: 'String', kind: 0, default: 'GLO/Calib/MeanVertex', help: 'Path of the mean vertex file' },
        { name: 'v0BuilderOpts.minCrossedRows', type: 'Int', kind: 0, default: 50, help: 'minimum TPC crossed rows for daughter tracks' },
        { name: 'v0BuilderOpts.dcanegtopv', type: 'Float', kind: 0, default: 0.1, help: 'DCA Neg To PV' },
        { name: 'v0BuilderOpts.dcapostopv', type: 'Float', kind: 0, default: 0.1, help: 'DCA Pos To PV' },
        { name: 'v0BuilderOpts.v0cospa', type: 'Double', kind: 0, default: 0.95, help: 'V0 CosPA' },
        { name: 'v0BuilderOpts.dcav0dau', type: 'Float', kind: 0, default: 1.0, help: 'DCA V0 Daughters' },
        { name: 'v0BuilderOpts.v0radius', type: 'Float', kind: 0, default: 0.9, help: 'v0radius' },
        { name: 'v0BuilderOpts.maxDaughterEta', type: 'Float', kind: 0, default: 5.0, help: 'Maximum daughter eta (in abs value)' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [],
      outputs: [
        { kind: 'Produces', cppType: 'aod::V0CoresBase', label: 'V0CoresBase', origin: 'AOD', description: 'V0CORE', version: 0 },
        { kind: 'Produces', cppType: 'aod::TracksDCA', label: 'TracksDCA', origin: 'AOD', description: 'TRACKDCA', version: 0 },
      ],
    },
  ],
};
