import { z } from 'zod';
import { event } from '../kernel/index.js';
import { ParameterChange } from './added-parameters.schema.js';
import { ValueChange, VariantChange, WagonId } from './wagon.events.js';

export const ProposalId = z.string().regex(/^[0-9]{1,9}$/);

/** A change that somebody wants another member to look at before it is made; the wagon stays as it is. Stream `proposal-<id>`. */
export const ChangeProposed = event('ChangeProposed', {
  proposalId: ProposalId,
  wagonId: WagonId,
  analysisId: z.string(),
  /** Of the wagon when it was proposed. */
  seenRevision: z.int(),
  title: z.string(),
  parameters: z.array(ParameterChange).optional(),
  variants: z.array(VariantChange),
  values: z.array(ValueChange),
});
export const ProposalCommented = event('ProposalCommented', { proposalId: ProposalId, text: z.string() });
/** Taken back by whoever proposed it. */
export const ProposalWithdrawn = event('ProposalWithdrawn', { proposalId: ProposalId });
/** Said no to by another member. */
export const ProposalDeclined = event('ProposalDeclined', { proposalId: ProposalId, reason: z.string().optional() });
/** The wagon has it: its own stream has the change, as one event. */
export const ProposalAccepted = event('ProposalAccepted', { proposalId: ProposalId, acceptedBy: z.string(), wagonRevision: z.int() });

export const ProposalEvent = z.discriminatedUnion('type', [
  ChangeProposed,
  ProposalCommented,
  ProposalWithdrawn,
  ProposalDeclined,
  ProposalAccepted,
]);
export type ProposalEvent = z.infer<typeof ProposalEvent>;
