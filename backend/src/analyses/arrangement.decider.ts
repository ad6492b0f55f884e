import { AnalysesArranged, type ArrangementCommand, type ArrangementEvent } from '@hyperloop/contracts/analyses';
import type { Decider } from '../kernel/decider.js';

type Arrangement = { order: readonly string[]; folded: readonly string[] };
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((id, index) => id === b[index]);

/** Each person's own order and folding, kept on the server (rule 13). Nobody can refuse it. */
export const arrangement: Decider<ArrangementCommand, Arrangement, ArrangementEvent, never> = {
  initial: { order: [], folded: [] },
  decide: {
    ArrangeAnalyses: ({ order, folded }, state, { by }) =>
      same(order, state.order) && same(folded, state.folded) ? [] : [AnalysesArranged.of({ personId: by, order, folded })],
  },
  evolve: { AnalysesArranged: (_, { order, folded }) => ({ order, folded }) },
};
