import { DeleteSlimFiles, RecordMerging, SubmitMasterjob, UpdateJobs, type MergeScope } from '@hyperloop/contracts/grid';
import { handling, type Slice } from '../kernel/slice.js';
import { masterjob } from './grid.decider.js';
import { gridReactions, type RemoveBlob } from './grid.reactions.js';
import { factsOfDeleting } from './grid.facts.js';

const mergingStream = (trainId: string, scope: MergeScope): string => {
  if (scope.of === 'run') return `masterjob-${scope.masterjobId}`;
  return scope.of === 'slim' ? `slim-${trainId}` : `merging-${trainId}`;
};

/** `removeBlob`: removes a file that nobody needs any more. */
export const gridSlice = (removeBlob: RemoveBlob): Slice => ({
  name: 'grid',
  handlings: [
    handling({ command: SubmitMasterjob, decider: masterjob, stream: ({ masterjobId }) => `masterjob-${masterjobId}` }),
    handling({ command: UpdateJobs, decider: masterjob, stream: ({ masterjobId }) => `masterjob-${masterjobId}` }),
    handling({
      command: RecordMerging,
      decider: masterjob,
      stream: ({ trainId, scope }) => mergingStream(trainId, scope),
    }),
    handling({
      command: DeleteSlimFiles,
      decider: masterjob,
      facts: factsOfDeleting,
      stream: ({ trainId, scope }) => mergingStream(trainId, scope),
    }),
  ],
  reactions: gridReactions(removeBlob),
});
