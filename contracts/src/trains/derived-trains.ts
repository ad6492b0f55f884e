import { makesDerivedData, type DerivedOutput, type TrainType } from '../test-runs/index.js';
import { storingProblemWords, type DerivedData, type Storing } from '../wagons/index.js';

/** A wagon with all it depends on (rule 80), itself first: what a derived-data train would write of it. */
export type Producers = readonly Storing[];
const stores = ({ derivedData }: Storing): boolean => derivedData.stored.length > 0;

/**
 * Why a wagon cannot be in a train of this type; null when it can (rules 72, 75, 124, 181). Said beside the wagon's name,
 * it begins with the reason and ends with the way out.
 */
export const notOfType = (producers: Producers | undefined, trainType: TrainType): string | null => {
  if (!makesDerivedData(trainType)) return null;
  const own = producers?.[0];
  if (producers === undefined || own === undefined) return 'It is not known yet what it stores.';
  if (!stores(own)) return 'Stores no table. Let it store one, or compose an analysis train.';
  const dependencies = producers.slice(1).filter(stores);
  switch (trainType) {
    case 'slim':
      return notReady(own, dependencies);
    case 'linked':
      return own.derivedData.linked ? null : 'Not linked to its parent file. Mark it as linked, or compose a standard or analysis train.';
    case 'standard':
      return linkedAmong(own, dependencies);
    case 'analysis':
      return null;
  }
};

/** Rule 72: the mark must be on the wagon and on every dependency that stores tables. */
const notReady = (own: Storing, dependencies: Producers): string | null => {
  if (own.derivedData.linked) return 'Linked to its parent file, so it cannot be slim. Compose a linked train.';
  if (!own.derivedData.slimReady) return 'Not ready for slim. Mark it as ready, or compose a standard train.';
  const names = dependencies.filter(({ derivedData }) => !derivedData.slimReady).map(({ name }) => name);
  if (names.length === 0) return null;
  const are = names.length === 1 ? 'stores tables and is' : 'store tables and are';
  return `Depends on ${names.join(', ')}, which ${are} not ready for slim. Mark ${names.length === 1 ? 'it' : 'them'} too, or compose a standard train.`;
};

/** Rules 70, 124: index columns that lead to a parent file are an error of the data model in a standard train. */
const linkedAmong = (own: Storing, dependencies: Producers): string | null => {
  if (own.derivedData.linked) return 'Linked to its parent file. Compose a linked train, or take the mark off.';
  const linked = dependencies.find(({ derivedData }) => derivedData.linked);
  return linked === undefined
    ? null
    : `Depends on ${linked.name}, which is linked to its parent file. Compose a linked train of it, or take the mark off ${linked.name}.`;
};

/**
 * Why what this wagon brings along and what the others bring cannot be written by one train: a table that two of them
 * store (rule 84), or a workflow that two of them run (rule 83). A dependency that they share is one wagon.
 */
export const producersClash = (producers: Producers, others: readonly Producers[]): string | null => {
  const known = new Set(producers.map(({ wagonId }) => wagonId));
  const foreign = new Map(others.flat().flatMap((one) => (known.has(one.wagonId) ? [] : [[one.wagonId, one] as const])));
  for (const wagon of producers)
    for (const other of foreign.values()) {
      const tables = wagon.derivedData.stored.filter((table) => other.derivedData.stored.includes(table));
      if (tables.length > 0) return storingProblemWords({ is: 'table', wagon, other, tables });
      if (wagon.workflowName === other.workflowName)
        return `${wagon.name} and ${other.name} both run ${wagon.workflowName}, and tables are stored. Compose them into two trains.`;
    }
  return null;
};

/**
 * One output for all, so its sizes suit every wagon that stores: the smallest data frame, 0 where output needs its
 * parent file (rule 73), and the smallest file that any of them asks for (rule 74).
 */
export const derivedOutputOf = (trainType: TrainType, all: readonly DerivedData[]): DerivedOutput => {
  const storing = all.filter(({ stored }) => stored.length > 0);
  const fileSizes = storing.flatMap(({ maxDerivedFileSizeBytes }) => (maxDerivedFileSizeBytes > 0 ? [maxDerivedFileSizeBytes] : []));
  const alone = trainType === 'linked' || storing.length === 0;
  return {
    trainType,
    maxDfSizeBytes: alone ? 0 : Math.min(...storing.map(({ maxDfSizeBytes }) => maxDfSizeBytes)),
    maxDerivedFileSizeBytes: fileSizes.length === 0 ? 0 : Math.min(...fileSizes),
  };
};

/** Rules 77, 125: so many input files may go into one linked output. */
export const LINKED_INPUT_FILES = 25;

/** What one wagon's test wrote of its tables, for what a train of several will write. */
export type TestedTables = { inputBytes: number; derived?: { tables: readonly { binding: string; bytes: number }[] } | undefined };

/**
 * Bytes of derived data for `datasetBytes` (rule 110): test output per input byte × dataset size, each table once with
 * its largest figure. null where a test does not tell: it ran before tables were measured.
 */
export const expectedDerivedBytes = (tests: readonly TestedTables[], datasetBytes: number): number | null => {
  const perByte = new Map<string, number>();
  for (const { inputBytes, derived } of tests) {
    if (derived === undefined || inputBytes <= 0) return null;
    for (const { binding, bytes } of derived.tables) perByte.set(binding, Math.max(perByte.get(binding) ?? 0, bytes / inputBytes));
  }
  return [...perByte.values()].reduce((sum, one) => sum + one * datasetBytes, 0);
};

/** Rule 68: an operator looks at each standard train before it leaves. The sentence why a train cannot submit itself; null when it can. */
export const neverSubmittedByItself = (trainType: TrainType): string | null =>
  trainType === 'standard' ? 'A standard train is never submitted by itself. Compose it without automatic submission.' : null;

/** What becomes of the output of a train (rules 68–70), in one sentence each: for the page of the train and the choice of the type. */
export const outputWords: Readonly<Record<Exclude<TrainType, 'analysis'>, { input: string; merging: string }>> = {
  standard: { input: 'Usable as input of later trains.', merging: 'Not merged across runs: every job keeps its files.' },
  linked: {
    input: 'Usable as input of later trains, whose dataset needs access to the parent files.',
    merging: 'Not merged across runs: every job keeps its files, each with the reference to its parent files.',
  },
  slim: { input: 'Not usable as input of a train.', merging: 'Merged across runs into one file.' },
};
