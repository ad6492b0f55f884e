import { z } from 'zod';
import { command, refusal, type RefusalOf } from '../kernel/index.js';
import { ParameterChange } from './added-parameters.schema.js';
import { ProposalId } from './proposal.events.js';
import { VariantChange, WagonId } from './wagon.events.js';
import type { WagonRefusal } from './wagon.refusals.js';
import { WantedValues } from './wanted-values.js';

/** The wagon is named with each: it says which analysis, and so who may. */
const onProposal = { proposalId: ProposalId, wagonId: WagonId };

export const ProposeChange = command('ProposeChange', 'Propose a change of the configuration for another member to accept.', {
  wagonId: WagonId,
  expectedRevision: z.int().min(0),
  title: z.string().trim().min(3).max(200),
  parameters: z.array(ParameterChange).max(2000).optional(),
  variants: z.array(VariantChange).max(200),
  values: WantedValues,
});
export const CommentProposal = command('CommentProposal', 'Say something about a proposed change.', {
  ...onProposal,
  text: z.string().trim().min(1).max(2000),
});
export const WithdrawProposal = command('WithdrawProposal', 'Take back what one proposed.', onProposal);
export const DeclineProposal = command('DeclineProposal', 'Say no to a change that another member proposed.', {
  ...onProposal,
  reason: z.string().trim().max(500).optional(),
});
export const AcceptProposal = command('AcceptProposal', 'Make a change that another member proposed; one event of the wagon.', onProposal);
export const RecordProposalAccepted = command('RecordProposalAccepted', 'Close a proposal whose change the wagon has.', {
  proposalId: ProposalId,
  acceptedBy: z.string().max(32),
  wagonRevision: z.int().min(0),
});

/** What the stream of a proposal decides; accepting is the wagon's. */
export type ProposalCommand =
  | z.infer<typeof ProposeChange>
  | z.infer<typeof CommentProposal>
  | z.infer<typeof WithdrawProposal>
  | z.infer<typeof DeclineProposal>
  | z.infer<typeof RecordProposalAccepted>;

export const ProposalUnknown = refusal(
  'ProposalUnknown',
  { proposalId: z.string() },
  ({ proposalId }) => `There is no proposal ${proposalId} for this wagon.`,
);
export const ProposalClosed = refusal(
  'ProposalClosed',
  { proposalId: z.string(), state: z.string() },
  ({ state }) => `The proposal was ${state} already.`,
);
export const ProposalOwn = refusal(
  'ProposalOwn',
  { proposalId: z.string() },
  () => 'You proposed it, so another member of the analysis has to accept or decline it. You can withdraw it.',
);
export const ProposalNotYours = refusal(
  'ProposalNotYours',
  { proposalId: z.string(), proposedBy: z.string() },
  ({ proposedBy }) => `Only ${proposedBy} can withdraw it. Decline it instead.`,
);
export const ProposalEmpty = refusal('ProposalEmpty', {}, () => 'It changes nothing: the wagon has all of this already.');
export const ProposalOvertaken = refusal(
  'ProposalOvertaken',
  { parameters: z.array(z.string()) },
  ({ parameters }) =>
    `${parameters.slice(0, 3).join(', ')}${parameters.length > 3 ? ` and ${parameters.length - 3} more` : ''} ${parameters.length === 1 ? 'was' : 'were'} changed since it was proposed. Have it proposed anew.`,
);
/** Of the stream of a proposal: also what keeps the wagon itself from being saved so. */
export type ProposalRefusal =
  | RefusalOf<typeof ProposalUnknown>
  | RefusalOf<typeof ProposalClosed>
  | RefusalOf<typeof ProposalOwn>
  | RefusalOf<typeof ProposalNotYours>
  | RefusalOf<typeof ProposalEmpty>
  | RefusalOf<typeof ProposalOvertaken>
  | WagonRefusal;
