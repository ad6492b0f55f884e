import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  ChangeProposed,
  ProposalAccepted,
  ProposalClosed,
  ProposalCommented,
  ProposalDeclined,
  ProposalEmpty,
  ProposalNotYours,
  ProposalOwn,
  ProposalUnknown,
  ProposalWithdrawn,
  WagonChangedMeanwhile,
  WagonUnknown,
  type ProposalCommand,
  type ProposalEvent,
  type ProposalRefusal,
  type AddedParameter,
  type ParameterChange,
  type ProposalState,
  type ValueChange,
  type VariantChange,
  type VariantState,
} from '@hyperloop/contracts/wagons';
import type { Decider } from '../kernel/decider.js';
import { nothingSaved, parametersIn, savedChanges } from './adding.js';

export type Proposal = {
  known: boolean;
  wagonId: string;
  proposedBy: string;
  title: string;
  state: ProposalState;
  parameters: readonly ParameterChange[];
  variants: readonly VariantChange[];
  values: readonly ValueChange[];
};
export type ProposalFacts = {
  ProposeChange: {
    proposalId: string;
    wagon: { analysisId: string; added: readonly AddedParameter[]; variants: readonly VariantState[]; revision: number } | null;
    declaration: WorkflowDeclaration | null;
    changedBy: string;
  };
  /** Who proposed it, from the event that the stream began with. */
  WithdrawProposal: { proposedBy: string };
  DeclineProposal: { proposedBy: string };
};

const ended = (state: Proposal, to: ProposalState): Proposal => ({ ...state, state: to });

/** Commands on a proposed change → events of `proposal-<id>`. Accepting it is a command on the wagon. */
export const proposal: Decider<ProposalCommand, Proposal, ProposalEvent, ProposalRefusal, ProposalFacts> = {
  initial: { known: false, wagonId: '', proposedBy: '', title: '', state: 'open', parameters: [], variants: [], values: [] },

  decide: {
    ProposeChange: ({ wagonId, expectedRevision, title, ...wanted }, _state, _asked, { proposalId, wagon, declaration, changedBy }) => {
      if (wagon === null || declaration === null) return WagonUnknown.of({ wagonId });
      const { analysisId, revision } = wagon;
      if (expectedRevision !== revision) return WagonChangedMeanwhile.of({ wagonId, seen: expectedRevision, now: revision, changedBy });
      const changes = savedChanges(declaration, wagon, wanted);
      if ('refused' in changes) return changes;
      if (nothingSaved(changes)) return ProposalEmpty.of({});
      const { parameters, ...others } = changes;
      return [
        ChangeProposed.of({ proposalId, wagonId, analysisId, seenRevision: revision, title, ...parametersIn(parameters), ...others }),
      ];
    },

    CommentProposal: ({ proposalId, wagonId, text }, state) =>
      state.known && state.wagonId === wagonId ? [ProposalCommented.of({ proposalId, text })] : ProposalUnknown.of({ proposalId }),

    WithdrawProposal: ({ proposalId, wagonId }, state, { by }, { proposedBy }) => {
      if (!state.known || state.wagonId !== wagonId) return ProposalUnknown.of({ proposalId });
      if (proposedBy !== by) return ProposalNotYours.of({ proposalId, proposedBy });
      if (state.state === 'withdrawn') return [];
      return state.state === 'open' ? [ProposalWithdrawn.of({ proposalId })] : ProposalClosed.of({ proposalId, state: state.state });
    },

    DeclineProposal: ({ proposalId, wagonId, reason }, state, { by }, { proposedBy }) => {
      if (!state.known || state.wagonId !== wagonId) return ProposalUnknown.of({ proposalId });
      if (proposedBy === by) return ProposalOwn.of({ proposalId });
      if (state.state === 'declined') return [];
      if (state.state !== 'open') return ProposalClosed.of({ proposalId, state: state.state });
      return [ProposalDeclined.of({ proposalId, ...(reason === undefined || reason === '' ? {} : { reason }) })];
    },

    RecordProposalAccepted: ({ proposalId, acceptedBy, wagonRevision }, state) => {
      if (!state.known) return ProposalUnknown.of({ proposalId });
      return state.state === 'accepted' ? [] : [ProposalAccepted.of({ proposalId, acceptedBy, wagonRevision })];
    },
  },

  evolve: {
    ChangeProposed: (state, { wagonId, title, parameters = [], variants, values }) => ({
      ...state,
      known: true,
      wagonId,
      title,
      parameters,
      variants,
      values,
    }),
    ProposalCommented: (state) => state,
    ProposalWithdrawn: (state) => ended(state, 'withdrawn'),
    ProposalDeclined: (state) => ended(state, 'declined'),
    // The wagon has it, whatever was said of it meanwhile.
    ProposalAccepted: (state) => ended(state, 'accepted'),
  },
};
