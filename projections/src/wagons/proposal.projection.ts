import {
  ChangeProposed,
  ProposalAccepted,
  ProposalCommented,
  ProposalDeclined,
  proposals,
  ProposalWithdrawn,
  type ProposalRow,
  type ProposalState,
} from '@hyperloop/contracts/wagons';
import { change, projection, when, type Rows } from '../kernel/index.js';

const end = (
  rows: Rows<ProposalRow>,
  proposalId: string,
  ended: { state: ProposalState; endedBy: string; endedAt: string; reason?: string | undefined },
): void => change(rows)(proposalId, (row) => ({ ...row, ...ended, reason: ended.reason ?? null }));

/** Proposed changes of wagons, with what was said about them and how they ended. */
export const proposalsProjection = projection<ProposalRow>(proposals, {
  on: [
    when(ChangeProposed, (rows, data, { meta }) =>
      rows.put({
        ...data,
        parameters: data.parameters ?? [],
        proposedBy: meta.by,
        proposedAt: meta.at,
        comments: [],
        state: 'open',
        endedBy: null,
        endedAt: null,
        reason: null,
      }),
    ),
    when(ProposalCommented, (rows, { proposalId, text }, { meta }) =>
      change(rows)(proposalId, (row) => ({ ...row, comments: [...row.comments, { by: meta.by, at: meta.at, text }] })),
    ),
    when(ProposalWithdrawn, (rows, { proposalId }, { meta }) =>
      end(rows, proposalId, { state: 'withdrawn', endedBy: meta.by, endedAt: meta.at }),
    ),
    when(ProposalDeclined, (rows, { proposalId, reason }, { meta }) =>
      end(rows, proposalId, { state: 'declined', endedBy: meta.by, endedAt: meta.at, reason }),
    ),
    when(ProposalAccepted, (rows, { proposalId, acceptedBy }, { meta }) =>
      end(rows, proposalId, { state: 'accepted', endedBy: acceptedBy, endedAt: meta.at }),
    ),
  ],
});
