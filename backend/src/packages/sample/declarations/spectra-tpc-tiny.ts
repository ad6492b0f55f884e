import { misbehaviourConfigurables } from './misbehaviour.js';
import type { RawWorkflow } from './raw-workflow.js';

/** Names, types, defaults and helps as in O2Physics; of its parameters those that the executable here honours. */
export const spectraTpcTinyDeclaration: RawWorkflow = {
  name: 'o2-analysis-lf-spectra-tpc-tiny-pikapr',
  executable: 'o2-analysis-lf-spectra-tpc-tiny-pikapr',
  pwg: 'PWGLF',
  component: 'Analysis',
  tasks: [
    {
      name: 'tpc-spectra-tiny-pi-ka-pr',
      configurables: [
        { name: 'cfgNSigmaCut', type: 'Float', kind: 0, default: 3, help: 'Value of the Nsigma cut' },
        { name: 'cfgCutVertex', type: 'Float', kind: 0, default: 10.0, help: 'Accepted z-vertex range' },
        { name: 'cfgCutEta', type: 'Float', kind: 0, default: 0.8, help: 'Eta range for tracks' },
        ...misbehaviourConfigurables,
      ],
      processSwitches: [],
      outputs: [],
    },
  ],
};
