import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const strangenessTofPidDeclaration: RawWorkflow = {
  name: 'o2-analysis-lf-strangenesstofpid',
  executable: 'o2-analysis-lf-strangenesstofpid',
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [
    {
      name: 'strangenesstofpid',
      configurables: [
        { name: 'calculateV0s', type: 'Int', kind: 0, default: -1, help: 'calculate V0-related TOF PID (0: no, 1: yes, -1: auto)' },
        {
          name: 'rejectUndefinedTof',
          type: 'Bool',
          kind: 0,
          default: true,
          help: 'if true, reject tracks with TOF signal 0.000f for safety',
        },
        { name: 'tofPosition', type: 'Float', kind: 0, default: 377.934, help: 'TOF effective (inscribed) radius' },
        { name: 'doQA', type: 'Bool', kind: 0, default: false, help: 'create QA histos' },
        { name: 'doNSigmas', type: 'Bool', kind: 0, default: true, help: 'calculate TOF N-sigma' },
        { name: 'qaMassWindow', type: 'Float', kind: 0, default: 0.005, help: 'Mass window around expected (in GeV/c2) for QA plots' },
        { name: 'qaV0DCADau', type: 'Float', kind: 0, default: 0.5, help: 'DCA daughters (cm) for QA plots' },
        { name: 'qaV0CosPA', type: 'Float', kind: 0, default: 0.995, help: 'CosPA for QA plots' },
        { name: 'grpmagPath', type: 'String', kind: 0, default: 'GLO/Config/GRPMagField', help: 'CCDB path of the GRPMagField object' },
        { name: 'axisDeltaTime', type: 'ArrayDouble', kind: 1, default: [2000, -1000.0, 1000.0], help: 'delta-time (ps)' },
        { name: 'axisNSigma', type: 'ArrayDouble', kind: 1, default: [200, -10.0, 10.0], help: 'N(#sigma)' },
        {
          name: 'axisP',
          type: 'ArrayDouble',
          kind: 1,
          default: [
            0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2.0, 2.2, 2.4, 2.6, 2.8,
            3.0, 3.2, 3.4, 3.6, 3.8, 4.0, 4.4, 4.8, 5.2, 5.6, 6.0, 6.5, 7.0, 7.5, 8.0, 9.0, 10.0, 11.0, 12.0, 13.0, 14.0, 15.0, 17.0, 19.0,
            21.0, 23.0, 25.0, 30.0, 35.0, 40.0, 50.0,
          ],
          help: 'p_{T} (GeV/c)',
        },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processStandardData', default: true, help: 'Process standard data' }],
      outputs: [{ kind: 'Produces', cppType: 'aod::V0TOFPIDs', label: 'V0TOFPIDs', origin: 'AOD', description: 'V0TOFPID', version: 0 }],
    },
  ],
};
