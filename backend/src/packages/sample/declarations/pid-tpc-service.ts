import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const pidTpcServiceDeclaration: RawWorkflow = {
  name: 'o2-analysis-pid-tpc-service',
  executable: 'o2-analysis-pid-tpc-service',
  pwg: '',
  component: 'Analysis',
  tasks: [
    {
      name: 'pid-tpc-service',
      configurables: [
        {
          name: 'pidTPC.ccdbPath',
          type: 'String',
          kind: 0,
          default: 'Analysis/PID/TPC/Response',
          help: 'Path of the TPC parametrization on the CCDB',
        },
        {
          name: 'pidTPC.pid-full-el',
          type: 'Int',
          kind: 0,
          default: -1,
          help: 'Produce PID information for the Electron mass hypothesis, overrides the automatic setup: the corresponding table can be set off (0) or on (1)',
        },
        {
          name: 'pidTPC.pid-full-pi',
          type: 'Int',
          kind: 0,
          default: -1,
          help: 'Produce PID information for the Pion mass hypothesis, overrides the automatic setup: the corresponding table can be set off (0) or on (1)',
        },
        {
          name: 'pidTPC.pid-full-ka',
          type: 'Int',
          kind: 0,
          default: -1,
          help: 'Produce PID information for the Kaon mass hypothesis, overrides the automatic setup: the corresponding table can be set off (0) or on (1)',
        },
        {
          name: 'pidTPC.pid-full-pr',
          type: 'Int',
          kind: 0,
          default: -1,
          help: 'Produce PID information for the Proton mass hypothesis, overrides the automatic setup: the corresponding table can be set off (0) or on (1)',
        },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processTracksIU', default: true, help: 'Process TracksIU (Run 3)' }],
      outputs: [
        {
          kind: 'Produces',
          cppType: 'o2::aod::pidTPCFullEl',
          label: 'pidTPCFullEl',
          origin: 'AOD',
          description: 'pidTPCFullEl',
          version: 0,
        },
        {
          kind: 'Produces',
          cppType: 'o2::aod::pidTPCFullPi',
          label: 'pidTPCFullPi',
          origin: 'AOD',
          description: 'pidTPCFullPi',
          version: 0,
        },
        {
          kind: 'Produces',
          cppType: 'o2::aod::pidTPCFullKa',
          label: 'pidTPCFullKa',
          origin: 'AOD',
          description: 'pidTPCFullKa',
          version: 0,
        },
        {
          kind: 'Produces',
          cppType: 'o2::aod::pidTPCFullPr',
          label: 'pidTPCFullPr',
          origin: 'AOD',
          description: 'pidTPCFullPr',
          version: 0,
        },
      ],
    },
  ],
};
