import type { Workflow } from '../runtime/workflow.js';
import { candidateCreator2Prong } from './candidate-creator-2prong.js';
import { eventSelectionService } from './event-selection-service.js';
import { filterCorrelations } from './filter-correlations.js';
import { flowTask } from './flow-task.js';
import { jetFinderChargedQa } from './jet-finder-charged-qa.js';
import { k0sResolution } from './k0s-resolution.js';
import { lambdakzeroBuilder } from './lambdakzero-builder.js';
import { multCentTable } from './mult-cent-table.js';
import { pidTpcService } from './pid-tpc-service.js';
import { propagationService } from './propagation-service.js';
import { qaEventTrack } from './qa-event-track.js';
import { spectraTpcTiny } from './spectra-tpc-tiny.js';
import { strangenessTofPid } from './strangeness-tof-pid.js';

/** The executables of the sample package by workflow name; every other workflow is run by the stand-in. */
export const executables: Readonly<Record<string, Workflow>> = {
  'o2-analysis-event-selection-service': eventSelectionService,
  'o2-analysis-propagationservice': propagationService,
  'o2-analysis-multcenttable': multCentTable,
  'o2-analysis-pid-tpc-service': pidTpcService,
  'o2-analysis-qa-event-track': qaEventTrack,
  'o2-analysis-perf-k0s-resolution': k0sResolution,
  'o2-analysis-lf-lambdakzerobuilder': lambdakzeroBuilder,
  'o2-analysis-lf-strangenesstofpid': strangenessTofPid,
  'o2-analysis-lf-spectra-tpc-tiny-pikapr': spectraTpcTiny,
  'o2-analysis-cf-flow-task': flowTask,
  'o2-analysis-cf-filter-correlations': filterCorrelations,
  'o2-analysis-hf-candidate-creator-2prong': candidateCreator2Prong,
  'o2-analysis-je-jet-finder-charged-qa': jetFinderChargedQa,
};
