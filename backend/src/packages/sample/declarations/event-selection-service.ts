import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours. */
export const eventSelectionServiceDeclaration: RawWorkflow = {
  name: 'o2-analysis-event-selection-service',
  executable: 'o2-analysis-event-selection-service',
  pwg: '',
  component: 'Analysis',
  tasks: [
    {
      name: 'eventselection-run3',
      configurables: [
        {
          name: 'timestamp.rct-path',
          type: 'String',
          kind: 0,
          default: 'RCT/Info/RunInformation',
          help: 'path to the ccdb RCT objects for the SOR timestamps',
        },
        {
          name: 'timestamp.orbit-reset-path',
          type: 'String',
          kind: 0,
          default: 'CTP/Calib/OrbitReset',
          help: 'path to the ccdb orbit-reset objects',
        },
        { name: 'bcselOpts.amIneeded', type: 'Int', kind: 0, default: -1, help: 'run BC selection or not. -1: automatic; 0: no; 1: yes' },
        {
          name: 'evselOpts.amIneeded',
          type: 'Int',
          kind: 0,
          default: -1,
          help: 'run event selection or not. -1: automatic; 0: no; 1: yes',
        },
        {
          name: 'evselOpts.maxDiffZvtxFT0vsPV',
          type: 'Float',
          kind: 0,
          default: 1.0,
          help: 'maximum difference (in cm) between z-vertex from FT0 and PV',
        },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [],
      outputs: [
        { kind: 'Produces', cppType: 'aod::Timestamps', label: 'Timestamps', origin: 'AOD', description: 'TIMESTAMPS', version: 0 },
        { kind: 'Produces', cppType: 'aod::EvSels', label: 'EvSels', origin: 'AOD', description: 'EVSEL', version: 0 },
      ],
    },
  ],
};
