import { RecordMerging, SubmitMasterjob, UpdateJobs } from '@hyperloop/contracts/grid';
import { handling, type Slice } from '../kernel/slice.js';
import { masterjob } from './grid.decider.js';

export const slice: Slice = {
  name: 'grid',
  handlings: [
    handling({ command: SubmitMasterjob, decider: masterjob, stream: ({ masterjobId }) => `masterjob-${masterjobId}` }),
    handling({ command: UpdateJobs, decider: masterjob, stream: ({ masterjobId }) => `masterjob-${masterjobId}` }),
    handling({
      command: RecordMerging,
      decider: masterjob,
      stream: ({ trainId, scope }) => (scope.of === 'run' ? `masterjob-${scope.masterjobId}` : `merging-${trainId}`),
    }),
  ],
};
