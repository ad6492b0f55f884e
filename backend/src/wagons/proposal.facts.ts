import { wagonNow } from '../kernel/composing/streams.js';
import type { Lookup } from '../kernel/slice.js';
import { proposal, type Proposal, type ProposalFacts } from './proposal.decider.js';
import type { WagonFacts } from './wagon.decider.js';
import { declarationOf, dependenciesOf, lastChangeBy, lastChangeOf } from './wagon.facts.js';

/** Who began a stream: an event's data never names its own author. */
const proposedBy = async (proposalId: string, lookup: Lookup): Promise<string> => {
  for await (const [first] of lookup.log.readStream(`proposal-${proposalId}`, { limit: 1 })) return first?.meta.by ?? '';
  return '';
};

export const factsOfProposing = async ({ wagonId }: { wagonId: string }, lookup: Lookup): Promise<ProposalFacts['ProposeChange']> => {
  const { state } = await lookup.state(wagonNow, `wagon-${wagonId}`);
  return {
    proposalId: await lookup.number('proposal'),
    wagon: state.known
      ? { analysisId: state.analysisId, added: state.added, variants: state.variants, revision: await lastChangeOf(lookup, wagonId) }
      : null,
    declaration: await declarationOf(wagonId, lookup),
    changedBy: await lastChangeBy(lookup, wagonId),
  };
};

export const factsOfEnding = async (
  { proposalId }: { proposalId: string },
  lookup: Lookup,
): Promise<ProposalFacts['WithdrawProposal']> => ({ proposedBy: await proposedBy(proposalId, lookup) });

export const factsOfAccepting = async (
  { proposalId, wagonId }: { proposalId: string; wagonId: string },
  lookup: Lookup,
): Promise<WagonFacts['AcceptProposal']> => {
  const { state } = await lookup.state<Proposal>(proposal, `proposal-${proposalId}`);
  return {
    proposal: state.known ? { ...state, proposedBy: await proposedBy(proposalId, lookup) } : null,
    declaration: await declarationOf(wagonId, lookup),
    wagons: await dependenciesOf(wagonId, lookup),
  };
};
