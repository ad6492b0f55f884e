import {
  AcceptProposal,
  CloneWagon,
  CommentProposal,
  ConfigureDerivedData,
  ConfigureWagon,
  DeclineProposal,
  DeleteWagon,
  DisableWagon,
  EnableWagon,
  ProposeChange,
  RecordProposalAccepted,
  RegisterWagon,
  RenameWagon,
  ReplaceWagonDependencies,
  ResolveWagonPackage,
  RestoreWagon,
  SyncWagon,
  WithdrawProposal,
} from '@hyperloop/contracts/wagons';
import { handling, type Slice } from '../kernel/slice.js';
import { proposal } from './proposal.decider.js';
import { factsOfAccepting, factsOfEnding, factsOfProposing } from './proposal.facts.js';
import { wagon } from './wagon.decider.js';
import { factsOfCloning, factsOfDeleting, factsOfRenaming, factsOfRestoring, factsOfSyncing, freeNames } from './wagon-life.facts.js';
import { factsOfConfiguring, factsOfDepending, factsOfEnabling, factsOfRegistering, factsOfResolving } from './wagon.facts.js';
import { wagonReactions } from './wagon.reactions.js';

const ofProposal = ({ proposalId }: { proposalId: string }): string => `proposal-${proposalId}`;
const ofItsStream = ({ wagonId }: { wagonId: string }): string => `wagon-${wagonId}`;

/**
 * No `expected` for saves: enabling writes to the same stream, and must not look like a concurrent edit. The decider
 * compares the revision of the last change of the configuration instead (rule 34); a race is retried by the bus.
 */
export const slice: Slice = {
  name: 'wagons',
  handlings: [
    handling({ command: RegisterWagon, decider: wagon, facts: factsOfRegistering, stream: (_, { wagonId }) => `wagon-${wagonId}` }),
    handling({ command: ConfigureWagon, decider: wagon, facts: factsOfConfiguring, stream: ofItsStream }),
    handling({ command: ConfigureDerivedData, decider: wagon, facts: factsOfConfiguring, stream: ofItsStream }),
    handling({ command: ReplaceWagonDependencies, decider: wagon, facts: factsOfDepending, stream: ofItsStream }),
    handling({
      command: RenameWagon,
      decider: wagon,
      facts: factsOfRenaming,
      stream: ofItsStream,
      settle: async ({ wagonId }, _, lookup) => freeNames(wagonId, lookup),
    }),
    handling({ command: CloneWagon, decider: wagon, facts: factsOfCloning, stream: (_, { cloneId }) => `wagon-${cloneId}` }),
    handling({
      command: DeleteWagon,
      decider: wagon,
      facts: factsOfDeleting,
      stream: ofItsStream,
      settle: async ({ wagonId }, _, lookup) => freeNames(wagonId, lookup),
    }),
    handling({ command: SyncWagon, decider: wagon, facts: factsOfSyncing, stream: ofItsStream }),
    handling({ command: RestoreWagon, decider: wagon, facts: factsOfRestoring, stream: ofItsStream }),
    handling({
      command: ProposeChange,
      decider: proposal,
      facts: factsOfProposing,
      stream: (_, { proposalId }) => `proposal-${proposalId}`,
    }),
    handling({ command: CommentProposal, decider: proposal, stream: ofProposal }),
    handling({ command: WithdrawProposal, decider: proposal, facts: factsOfEnding, stream: ofProposal }),
    handling({ command: DeclineProposal, decider: proposal, facts: factsOfEnding, stream: ofProposal }),
    handling({ command: RecordProposalAccepted, decider: proposal, stream: ofProposal }),
    handling({ command: AcceptProposal, decider: wagon, facts: factsOfAccepting, stream: ofItsStream }),
    handling({ command: EnableWagon, decider: wagon, facts: factsOfEnabling, stream: ofItsStream }),
    handling({ command: ResolveWagonPackage, decider: wagon, facts: factsOfResolving, stream: ofItsStream }),
    handling({ command: DisableWagon, decider: wagon, stream: ofItsStream }),
  ],
  reactions: wagonReactions,
};
