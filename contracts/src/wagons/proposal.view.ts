import { z } from 'zod';
import { view } from '../kernel/index.js';
import { ParameterChange } from './added-parameters.schema.js';
import { ValueChange, VariantChange } from './wagon.events.js';

export const ProposalState = z.enum(['open', 'accepted', 'declined', 'withdrawn']);
export type ProposalState = z.infer<typeof ProposalState>;

export const ProposalRow = z.object({
  proposalId: z.string(),
  wagonId: z.string(),
  analysisId: z.string(),
  title: z.string(),
  proposedBy: z.string(),
  proposedAt: z.string(),
  seenRevision: z.int(),
  parameters: z.array(ParameterChange),
  variants: z.array(VariantChange),
  values: z.array(ValueChange),
  comments: z.array(z.object({ by: z.string(), at: z.string(), text: z.string() })),
  state: ProposalState,
  /** Who ended it, and when; null while it is open. */
  endedBy: z.string().nullable(),
  endedAt: z.string().nullable(),
  /** Why it was declined. */
  reason: z.string().nullable(),
});
export type ProposalRow = z.infer<typeof ProposalRow>;
export const proposals = view('proposals', {
  summary: 'Proposed changes of wagons, with what was said about them.',
  key: 'proposalId',
  version: 2,
  row: ProposalRow,
  columns: {
    wagonId: { type: 'text', filter: true },
    analysisId: { type: 'text', filter: true },
    state: { type: 'text', filter: true },
    proposedBy: { type: 'text', filter: true },
    proposedAt: { type: 'instant', filter: true, sort: true },
  },
  sort: '-proposedAt',
});
