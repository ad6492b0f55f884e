import type { z } from 'zod';
import type { OutputDeclaration, WorkflowDeclaration } from '../packages/index.js';
import type { DerivedDataSchema } from './derived-data.schema.js';

/** What a wagon stores when its train runs as a derived-data train. This file has no zod at run time: the browser reads it. */
export type DerivedData = z.infer<typeof DerivedDataSchema>;
/** One stored table that a sync moves to another version of itself, or drops (`to` null) because it is not made any more. */
export type TableChange = { readonly from: string; readonly to: string | null };
export const noDerivedData: DerivedData = {
  stored: [],
  slimReady: false,
  linked: false,
  maxDfSizeBytes: 100_000_000,
  maxDerivedFileSizeBytes: 0,
};

/** What a wagon's output can be in a derived-data train: `none` when it stores no table (rules 68–71, 75). */
export const derivedKinds = ['none', 'standard', 'slim', 'linked'] as const;
export type DerivedKind = (typeof derivedKinds)[number];
export const derivedKindOf = ({ stored, slimReady, linked }: DerivedData): DerivedKind => {
  if (stored.length === 0) return 'none';
  if (linked) return 'linked';
  return slimReady ? 'slim' : 'standard';
};

/** A table of a workflow, as the tab lists it: store, binding, description (rule 66). */
export type StorableTable = {
  /** Null where the package does not tell its name: such a table cannot be stored. */
  readonly table: string | null;
  readonly task: string;
  readonly binding: string;
  readonly description: string;
  readonly kind: string;
};

/** `AOD/V0CORE/0`, as the framework's output director spells it; null where the template could not be resolved. */
export const tableId = ({ origin, description, version }: OutputDeclaration): string | null =>
  origin === null || description === null ? null : `${origin}/${description}/${String(version ?? 0)}`;
const withoutVersion = (table: string): string => table.slice(0, table.lastIndexOf('/'));

/** Every table that the workflow's tasks make; one that several tasks make stands once. */
export const tablesOf = (workflow: WorkflowDeclaration): readonly StorableTable[] => {
  const seen = new Set<string>();
  return workflow.tasks.flatMap((task) =>
    task.outputs.flatMap((output): StorableTable[] => {
      const table = tableId(output);
      if (table !== null && seen.has(table)) return [];
      if (table !== null) seen.add(table);
      return [
        {
          table,
          task: task.name,
          binding: output.label ?? output.cppType.replace(/^.*::/, ''),
          description: output.description ?? '',
          kind: output.kind,
        },
      ];
    }),
  );
};

/** What a sync does to the stored tables (rule 55): the rest keep their activation. */
export const syncTables = (after: WorkflowDeclaration, stored: readonly string[]): readonly TableChange[] => {
  const made = new Set(tablesOf(after).flatMap(({ table }) => (table === null ? [] : [table])));
  const taken = new Set(stored.filter((table) => made.has(table)));
  return stored.flatMap((from): TableChange[] => {
    if (made.has(from)) return [];
    const [same, ...others] = [...made].filter((table) => withoutVersion(table) === withoutVersion(from));
    // Only where it is clear which one it became, and that one is not stored already.
    const to = same === undefined || others.length > 0 || taken.has(same) ? null : same;
    if (to !== null) taken.add(to);
    return [{ from, to }];
  });
};
export const withTableChanges = (derivedData: DerivedData, changes: readonly TableChange[]): DerivedData => {
  if (changes.length === 0) return derivedData;
  const next = new Map(changes.map(({ from, to }) => [from, to]));
  return {
    ...derivedData,
    stored: derivedData.stored.flatMap((table) => {
      const to = next.get(table);
      return to === undefined ? [table] : to === null ? [] : [to];
    }),
  };
};

/** Equal settings; the order of the tables means nothing. */
export const sameDerivedData = (a: DerivedData, b: DerivedData): boolean =>
  a.slimReady === b.slimReady &&
  a.linked === b.linked &&
  a.maxDfSizeBytes === b.maxDfSizeBytes &&
  a.maxDerivedFileSizeBytes === b.maxDerivedFileSizeBytes &&
  a.stored.length === b.stored.length &&
  a.stored.every((table) => b.stored.includes(table));

/** Why these settings contradict themselves, as sentences; none when they are fine. Said while typing and on saving. */
export const derivedDataProblems = ({ slimReady, linked, maxDfSizeBytes }: DerivedData): readonly string[] => [
  ...(linked && slimReady
    ? ['Slim output is merged into one file, so it cannot keep a reference to its parent file. Choose linked, or ready for slim.']
    : []),
  ...(linked && maxDfSizeBytes !== 0 ? ['Linked output needs its parent file, so the maximal data frame size must be 0.'] : []),
];

/** A wagon among those that would run together, as far as its derived data goes. */
export type Storing = {
  readonly wagonId: string;
  readonly name: string;
  readonly workflowName: string;
  readonly activeVariants: number;
  readonly dependencies: readonly string[];
  readonly derivedData: DerivedData;
};
/** Why a wagon and its dependencies cannot run as they are. `wagons`: ids, the wagon that has to change first. */
export type StoringProblem =
  | { readonly is: 'variants'; readonly wagon: Storing; readonly storedBy: Storing }
  | { readonly is: 'workflow'; readonly wagon: Storing; readonly other: Storing }
  | { readonly is: 'table'; readonly wagon: Storing; readonly other: Storing; readonly tables: readonly string[] };

/** The wagon and, transitively, all it depends on (rule 80), itself first. Dependencies that are not known are left out. */
export const withDependencies = <W extends { readonly wagonId: string; readonly dependencies: readonly string[] }>(
  wagon: W,
  known: (wagonId: string) => W | undefined,
): readonly W[] => {
  const found = new Map<string, W>([[wagon.wagonId, wagon]]);
  const waiting = [...wagon.dependencies];
  for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
    if (found.has(id)) continue;
    const next = known(id);
    if (next === undefined) continue;
    found.set(id, next);
    waiting.push(...next.dependencies);
  }
  return [...found.values()];
};

/**
 * With tables stored by the wagon or a dependency: the wagon may have one active variant only (rule 51), no two of them
 * may share a workflow (rule 83) and none may store the table of another (rule 84).
 */
export const storingProblem = (wagon: Storing, known: (wagonId: string) => Storing | undefined): StoringProblem | null => {
  const together = withDependencies(wagon, known);
  const storedBy = together.find(({ derivedData }) => derivedData.stored.length > 0);
  if (storedBy === undefined) return null;
  if (wagon.activeVariants > 1) return { is: 'variants', wagon, storedBy };
  for (const [index, one] of together.entries())
    for (const other of together.slice(index + 1)) {
      if (one.workflowName === other.workflowName) return { is: 'workflow', wagon: one, other };
      const tables = one.derivedData.stored.filter((table) => other.derivedData.stored.includes(table));
      if (tables.length > 0) return { is: 'table', wagon: one, other, tables };
    }
  return null;
};

/** The problem as a sentence that says the way out. */
export const storingProblemWords = (problem: StoringProblem): string => {
  const { wagon } = problem;
  switch (problem.is) {
    case 'variants':
      return `${wagon.name} has ${String(wagon.activeVariants)} active variants, but ${
        problem.storedBy.wagonId === wagon.wagonId ? 'it stores tables' : `it depends on ${problem.storedBy.name}, which stores tables`
      }: only one variant may write them. Switch off all but one, or store no table.`;
    case 'workflow':
      return `${wagon.name} and ${problem.other.name} both run ${wagon.workflowName}, and tables are stored. Take one of them out of the dependencies.`;
    case 'table':
      return `${wagon.name} and ${problem.other.name} both store ${problem.tables.join(', ')}. Only one of them can.`;
  }
};

/** Dependencies that store tables and are not ready for slim: the wagon's own mark does not suffice (rule 72). */
export const notReadyForSlim = (wagon: Storing, known: (wagonId: string) => Storing | undefined): readonly Storing[] =>
  withDependencies(wagon, known).filter(
    ({ wagonId, derivedData }) => wagonId !== wagon.wagonId && derivedData.stored.length > 0 && !derivedData.slimReady,
  );
