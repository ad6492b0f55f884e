import { DeclarationRecorded, type DeclarationCommand, type DeclarationEvent, type DeclaredParameter } from '@hyperloop/contracts/packages';
import type { Decider } from '../kernel/decider.js';

/** How many parts are known, of how many; 0 of 0: nothing is. */
type Recorded = { parts: number; of: number };
export type DeclarationFacts = { RecordDeclaration: { parts: readonly (readonly DeclaredParameter[])[] } };

/** What a declaration holds, told once. It is named by its hash, so it never changes. */
export const declaration: Decider<DeclarationCommand, Recorded, DeclarationEvent, never, DeclarationFacts> = {
  initial: { parts: 0, of: 0 },
  decide: {
    RecordDeclaration: ({ declaration: ref, workflowName }, state, _asked, { parts }) => {
      const next = parts[state.parts];
      if (next === undefined) return [];
      const part = { declaration: ref, workflowName, part: state.parts + 1, parts: parts.length, parameters: [...next] };
      return [DeclarationRecorded.of(part)];
    },
  },
  evolve: {
    DeclarationRecorded: (_, { part, parts }) => ({ parts: part, of: parts }),
  },
};
