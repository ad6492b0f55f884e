import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const qaEventTrackDeclaration: RawWorkflow = {
  name: 'o2-analysis-qa-event-track',
  executable: 'o2-analysis-qa-event-track',
  pwg: '',
  component: 'Analysis',
  tasks: [
    {
      name: 'qa-event-track',
      configurables: [
        { name: 'selectGoodEvents', type: 'Bool', kind: 0, default: true, help: 'select good events' },
        {
          name: 'trackSelection',
          type: 'Int',
          kind: 0,
          default: 1,
          help: 'Track selection: 0 -> No Cut, 1 -> kGlobalTrack, 2 -> kGlobalTrackWoPtEta, 3 -> kGlobalTrackWoDCA, 4 -> kQualityTracks, 5 -> kInAcceptanceTracks',
        },
        { name: 'selectCharge', type: 'Int', kind: 0, default: 0, help: 'select charge +1 or -1 (0 means no selection)' },
        { name: 'minPt', type: 'Float', kind: 0, default: -10.0, help: 'Minimum pt of accepted tracks' },
        { name: 'maxPt', type: 'Float', kind: 0, default: 10000000000.0, help: 'Maximum pt of accepted tracks' },
        { name: 'minEta', type: 'Float', kind: 0, default: -2.0, help: 'Minimum eta of accepted tracks' },
        { name: 'maxEta', type: 'Float', kind: 0, default: 2.0, help: 'Maximum eta of accepted tracks' },
        { name: 'minPhi', type: 'Float', kind: 0, default: -1.0, help: 'Minimum phi of accepted tracks' },
        { name: 'maxPhi', type: 'Float', kind: 0, default: 10.0, help: 'Maximum phi of accepted tracks' },
        { name: 'minTPCcrossedRows', type: 'Float', kind: 0, default: 70, help: 'Minimum number of TPC crossed rows of accepted tracks' },
        {
          name: 'binsPt',
          type: 'ArrayDouble',
          kind: 1,
          default: [0, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4, 1.5, 2.0, 5.0, 10.0, 20.0, 50.0],
          help: '',
        },
        { name: 'binsSigned1Pt', type: 'ArrayDouble', kind: 1, default: [300, -5.0, 5.0], help: '' },
        { name: 'binsVertexPosZ', type: 'ArrayDouble', kind: 1, default: [100, -20.0, 20.0], help: '' },
        { name: 'binsVertexNumContrib', type: 'ArrayDouble', kind: 1, default: [200, 0, 200], help: '' },
        { name: 'binsTrackMultiplicity', type: 'ArrayDouble', kind: 1, default: [1000, 0, 1000], help: '' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processDataIU', default: true, help: 'process IU vs DCA comparison' }],
      outputs: [],
    },
  ],
};
