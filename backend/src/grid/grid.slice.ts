import { RecordMerging, SubmitMasterjob, UpdateJobs, type MergeScope } from '@hyperloop/contracts/grid';
import { handling, type Slice } from '../kernel/slice.js';
import { masterjob } from './grid.decider.js';

const mergingStream = (trainId: string, scope: MergeScope): string => {
  if (scope.of === 'run') return `masterjob-${scope.masterjobId}`;
  return scope.of === 'slim' ? `slim-${trainId}` : `merging-${trainId}`;
};

export const slice: Slice = {
  name: 'grid',
  handlings: [
    handling({ command: SubmitMasterjob, decider: masterjob, stream: ({ masterjobId }) => `masterjob-${masterjobId}` }),
    handling({ command: UpdateJobs, decider: masterjob, stream: ({ masterjobId }) => `masterjob-${masterjobId}` }),
    handling({
      command: RecordMerging,
      decider: masterjob,
      stream: ({ trainId, scope }) => mergingStream(trainId, scope),
    }),
  ],
};
