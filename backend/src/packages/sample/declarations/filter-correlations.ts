import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours, and one process switch, which is on. */
export const filterCorrelationsDeclaration: RawWorkflow = {
  name: 'o2-analysis-cf-filter-correlations',
  executable: 'o2-analysis-cf-filter-correlations',
  pwg: 'PWGCF',
  component: 'Analysis',
  tasks: [
    {
      name: 'filter-c-f',
      configurables: [
        { name: 'cfgCutVertex', type: 'Float', kind: 0, default: 7.0, help: 'Accepted z-vertex range' },
        { name: 'cfgCutPt', type: 'Float', kind: 0, default: 0.5, help: 'Minimal pT for tracks' },
        { name: 'cfgCutEta', type: 'Float', kind: 0, default: 0.8, help: 'Eta range for tracks' },
        {
          name: 'cfgTrigger',
          type: 'Int',
          kind: 0,
          default: 7,
          help: 'Trigger choice: (0 = none, 7 = sel7, 8 = sel8, 9 = sel8 + kNoSameBunchPileup + kIsGoodZvtxFT0vsPV, 10 = sel8 before April, 2024, 11 = sel8 for MC, 12 = sel8 with low occupancy cut, 13 = sel8 + kNoSameBunchPileup + kIsGoodITSLayersAll -- for OO/NeNe) ',
        },
        {
          name: 'cfgMinMultiplicity',
          type: 'Float',
          kind: 0,
          default: -1,
          help: 'Minimum multiplicity considered for filtering (if value positive)',
        },
        { name: 'dcaxymax', type: 'Float', kind: 0, default: 999.0, help: 'maximum dcaxy of tracks' },
        { name: 'dcazmax', type: 'Float', kind: 0, default: 999.0, help: 'maximum dcaz of tracks' },
        { name: 'itsnclusters', type: 'Int', kind: 0, default: 5, help: 'minimum number of ITS clusters for tracks' },
        { name: 'tpcncrossedrows', type: 'Int', kind: 0, default: 80, help: 'minimum number of TPC crossed rows for tracks' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [{ name: 'processData', default: true, help: 'Process data' }],
      outputs: [
        { kind: 'Produces', cppType: 'aod::CFCollisions', label: 'CFCollisions', origin: 'AOD', description: 'CFCOLLISION', version: 0 },
        { kind: 'Produces', cppType: 'aod::CFTracks', label: 'CFTracks', origin: 'AOD', description: 'CFTRACK', version: 0 },
      ],
    },
  ],
};
