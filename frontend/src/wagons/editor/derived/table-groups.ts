import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { tablesOf, type DerivedData, type StorableTable } from '@hyperloop/contracts/wagons';

/** The tables of one task, in the order of its declaration. */
export type TableGroup = { readonly task: string; readonly tables: readonly StorableTable[] };

/** Tables by task, those that match the search. A stored table that the declaration does not make stands first, so that it can be taken out. */
export const tableGroups = (workflow: WorkflowDeclaration, { stored }: DerivedData, words: string): readonly TableGroup[] => {
  const wanted = words.trim().toLowerCase();
  const made = tablesOf(workflow);
  const lost = stored
    .filter((table) => !made.some((one) => one.table === table))
    .map((table): StorableTable => ({ table, task: '', binding: '', description: table, kind: '' }));
  const matching = [...lost, ...made].filter(
    ({ binding, description, task }) => wanted === '' || [binding, description, task].some((text) => text.toLowerCase().includes(wanted)),
  );
  return [...new Set(matching.map(({ task }) => task))].map((task) => ({ task, tables: matching.filter((one) => one.task === task) }));
};
/** How many tables there are that can be stored. */
export const storableCount = (workflow: WorkflowDeclaration): number => tablesOf(workflow).filter(({ table }) => table !== null).length;
