import {
  CatalogueCompleted,
  CatalogueConflict,
  CatalogueEmpty,
  CatalogueOpened,
  WorkflowsDeclared,
  type CatalogueCommand,
  type CatalogueEvent,
  type CatalogueRefusal,
  type Runner,
} from '@hyperloop/contracts/packages';
import type { Decider } from '../kernel/decider.js';

type Catalogue = {
  runner: Runner | null;
  /** Name → sha256 of its declaration. */
  declared: ReadonlyMap<string, string>;
  parameters: number;
  complete: boolean;
};

/** A tag's workflows, declared in parts. A released tag never changes, so what was declared stands. */
export const catalogue: Decider<CatalogueCommand, Catalogue, CatalogueEvent, CatalogueRefusal> = {
  initial: { runner: null, declared: new Map(), parameters: 0, complete: false },

  decide: {
    ImportCatalogue: ({ packageTag, runner, workflows, complete }, state) => {
      const unknown = [...new Map(workflows.map((workflow) => [workflow.name, workflow])).values()].filter(
        ({ name }) => !state.declared.has(name),
      );
      const differing = workflows.filter(
        ({ name, declaration }) => (state.declared.get(name) ?? declaration.sha256) !== declaration.sha256,
      );
      const conflicts = [...differing, ...(state.complete ? unknown : [])].map(({ name }) => name);
      if (conflicts.length > 0) return CatalogueConflict.of({ packageTag, workflows: conflicts });
      const workflowCount = state.declared.size + unknown.length;
      if (complete && workflowCount === 0) return CatalogueEmpty.of({ packageTag });
      const parameterCount = unknown.reduce((sum, { parameters }) => sum + parameters, state.parameters);
      return [
        ...(state.runner === runner ? [] : [CatalogueOpened.of({ packageTag, runner })]),
        ...(unknown.length === 0 ? [] : [WorkflowsDeclared.of({ packageTag, workflows: unknown })]),
        ...(complete && !state.complete ? [CatalogueCompleted.of({ packageTag, workflowCount, parameterCount })] : []),
      ];
    },
  },

  evolve: {
    CatalogueOpened: (state, { runner }) => ({ ...state, runner }),
    WorkflowsDeclared: (state, { workflows }) => ({
      ...state,
      declared: new Map([...state.declared, ...workflows.map(({ name, declaration }) => [name, declaration.sha256] as const)]),
      parameters: workflows.reduce((sum, { parameters }) => sum + parameters, state.parameters),
    }),
    CatalogueCompleted: (state) => ({ ...state, complete: true }),
  },
};
