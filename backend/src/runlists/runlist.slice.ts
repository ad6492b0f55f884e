import { ChangeRunlist, CreateRunlist, DeleteRunlist } from '@hyperloop/contracts/runlists';
import { handling, type Slice } from '../kernel/slice.js';
import { runlist } from './runlist.decider.js';
import { factsOfDeleting, factsOfPublishing, runlistName } from './runlist.facts.js';

const ofItsStream = ({ runlistId }: { runlistId: string }): string => `runlist-${runlistId}`;

export const slice: Slice = {
  name: 'runlists',
  handlings: [
    handling({ command: CreateRunlist, decider: runlist, facts: factsOfPublishing, stream: (_, { runlistId }) => `runlist-${runlistId}` }),
    handling({ command: ChangeRunlist, decider: runlist, stream: ofItsStream, expected: ({ expectedRevision }) => expectedRevision }),
    handling({
      command: DeleteRunlist,
      decider: runlist,
      facts: factsOfDeleting,
      stream: ofItsStream,
      settle: async ({ runlistId }, { name }, lookup) => lookup.release(runlistName(name), runlistId),
    }),
  ],
};
