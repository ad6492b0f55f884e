import { candidateCreator2ProngDeclaration } from './candidate-creator-2prong.js';
import { eventSelectionServiceDeclaration } from './event-selection-service.js';
import { filterCorrelationsDeclaration } from './filter-correlations.js';
import { flowTaskDeclaration } from './flow-task.js';
import { jetFinderChargedQaDeclaration } from './jet-finder-charged-qa.js';
import { k0sResolutionDeclaration } from './k0s-resolution.js';
import { lambdakzeroBuilderDeclaration } from './lambdakzero-builder.js';
import { multCentTableDeclaration } from './mult-cent-table.js';
import { pidTpcServiceDeclaration } from './pid-tpc-service.js';
import { propagationServiceDeclaration } from './propagation-service.js';
import { qaEventTrackDeclaration } from './qa-event-track.js';
import { spectraTpcTinyDeclaration } from './spectra-tpc-tiny.js';
import { strangenessTofPidDeclaration } from './strangeness-tof-pid.js';
import type { RawCatalogue, RawWorkflow } from './raw-workflow.js';

export type { RawCatalogue, RawConfigurable, RawOutput, RawTask, RawWorkflow } from './raw-workflow.js';

/** Everything the sample package can run by its own executables, service workflows first. */
export const sampleWorkflows: readonly RawWorkflow[] = [
  eventSelectionServiceDeclaration,
  propagationServiceDeclaration,
  multCentTableDeclaration,
  pidTpcServiceDeclaration,
  qaEventTrackDeclaration,
  k0sResolutionDeclaration,
  lambdakzeroBuilderDeclaration,
  strangenessTofPidDeclaration,
  spectraTpcTinyDeclaration,
  flowTaskDeclaration,
  filterCorrelationsDeclaration,
  candidateCreator2ProngDeclaration,
  jetFinderChargedQaDeclaration,
];

/** The workflows that become service wagons, in the order they have to run. */
export const serviceWorkflows: readonly string[] = [
  'o2-analysis-event-selection-service',
  'o2-analysis-propagationservice',
  'o2-analysis-multcenttable',
  'o2-analysis-pid-tpc-service',
];

export const samplePackageTag = 'SamplePackage::daily-20251201-0000-1';

/** The sample package's catalogue in the shape of the field's extracts, for the same importer. */
export const sampleCatalogue: RawCatalogue = { tag: 'daily-20251201-0000', workflows: sampleWorkflows };
