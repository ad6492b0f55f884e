import type { WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  makesDerivedData,
  type ComposedWagon,
  type ComposedWorkflow,
  type Composition,
  type StoredTable,
  type TrainType,
} from '@hyperloop/contracts/test-runs';
import { derivedOutputOf } from '@hyperloop/contracts/trains';
import {
  configurationOfVariants,
  fullConfig,
  storingProblem,
  storingProblemWords,
  tablesOf,
  variantsToRun,
  withAdded,
  type Configuration,
  type Storing,
} from '@hyperloop/contracts/wagons';
import type { Lookup } from '../slice.js';
import { catalogueNow, catalogueStream, datasetNow, effectiveProductions, wagonNow, type CatalogueNow, type WagonNow } from './streams.js';

export type Composed =
  | { ok: true; composition: Composition; revisions: ReadonlyMap<string, number> }
  /** A sentence why it cannot be run as it is (rule 102). */
  | { ok: false; wagonId: string | null; because: string };

type Asked = {
  wagonIds: readonly string[];
  datasetId: string;
  packageTag: string;
  /** What it writes: a wagon test writes the tables that its wagon stores, a train those of its type (rules 67, 181). */
  trainType: TrainType;
};
type Part = { wagonId: string; wagon: WagonNow; revision: number; wanted: boolean };

/**
 * Freezes what shall run, at this instant (rules 98, 184): the wagons and, transitively, their dependencies (rule 80),
 * dependencies first; their configuration as one file; the dataset's effective runs. Reads streams only.
 */
export const compose = async (lookup: Lookup, { wagonIds, datasetId, packageTag, trainType }: Asked): Promise<Composed> => {
  const { state: dataset } = await lookup.state(datasetNow, `dataset-${datasetId}`);
  if (!dataset.known) return { ok: false, wagonId: null, because: `There is no dataset ${datasetId}.` };
  const productions = effectiveProductions(dataset);
  if (productions.every(({ runs }) => runs.length === 0))
    return { ok: false, wagonId: null, because: `${dataset.name} has no runs left to read.` };
  const { state: catalogue } = await lookup.state(catalogueNow, catalogueStream(packageTag));
  if (!catalogue.complete) return { ok: false, wagonId: null, because: `The catalogue of ${packageTag} is not here.` };

  const parts = await gather(lookup, wagonIds);
  if (!Array.isArray(parts)) return { ok: false, wagonId: parts.unknown, because: `There is no wagon ${parts.unknown}.` };
  const prepared = [];
  for (const part of parts) {
    const ready = await prepare(lookup, part, catalogue);
    if (ready === undefined)
      return { ok: false, wagonId: part.wagonId, because: `${packageTag} has no workflow ${part.wagon.workflowName}.` };
    prepared.push(ready);
  }
  const clash = clashingWorkflows(prepared);
  if (clash !== undefined) return { ok: false, wagonId: clash.wagonId, because: clash.because };

  const conflict = storingConflict(parts);
  if (conflict !== undefined) return { ok: false, ...conflict };

  const workflows = distinctWorkflows(prepared);
  const storedTables = makesDerivedData(trainType) ? prepared.flatMap((one) => one.storedTables) : [];
  return {
    ok: true,
    revisions: new Map(parts.map(({ wagonId, revision }) => [wagonId, revision])),
    composition: {
      packageTag,
      runner: catalogue.runner,
      wagons: prepared.map(({ composed }) => composed),
      workflows,
      storedTables,
      ...(storedTables.length === 0
        ? {}
        : {
            derivedOutput: derivedOutputOf(
              trainType,
              parts.map(({ wagon }) => wagon.derivedData),
            ),
          }),
      configuration: fullConfig(prepared.map(({ declaration, configuration }) => ({ workflow: declaration, configuration }))).text,
      dataset: { datasetId, name: dataset.name, productions },
    },
  };
};

/** The wagons with all they depend on, each once, dependencies before what needs them. */
const gather = async (lookup: Lookup, wanted: readonly string[]): Promise<Part[] | { unknown: string }> => {
  const parts = new Map<string, Part>();
  const visit = async (wagonId: string, path: readonly string[]): Promise<string | undefined> => {
    if (parts.has(wagonId) || path.includes(wagonId)) return undefined;
    const { state: wagon, revision } = await lookup.state(wagonNow, `wagon-${wagonId}`);
    if (!wagon.known) return wagonId;
    for (const dependency of wagon.dependencies) {
      const unknown = await visit(dependency, [...path, wagonId]);
      if (unknown !== undefined) return unknown;
    }
    parts.set(wagonId, { wagonId, wagon, revision, wanted: wanted.includes(wagonId) });
    return undefined;
  };
  for (const wagonId of wanted) {
    const unknown = await visit(wagonId, []);
    if (unknown !== undefined) return { unknown };
  }
  return [...parts.values()];
};

type Prepared = {
  composed: ComposedWagon;
  workflows: readonly ComposedWorkflow[];
  declaration: WorkflowDeclaration;
  configuration: Configuration;
  storedTables: readonly StoredTable[];
};
const prepare = async (lookup: Lookup, { wagonId, wagon, wanted }: Part, catalogue: CatalogueNow): Promise<Prepared | undefined> => {
  const declared = Object.hasOwn(catalogue.workflows, wagon.workflowName) ? catalogue.workflows[wagon.workflowName] : undefined;
  if (declared === undefined || wagon.declaration === null) return undefined;
  const declaration = withAdded((await lookup.blobs.json(wagon.declaration)) as WorkflowDeclaration, wagon.added); // content-addressed: what the importer parsed and stored
  const configuration = configurationOfVariants(declaration, wagon.variants);
  const running = variantsToRun(configuration);
  return {
    composed: {
      wagonId,
      name: wagon.name,
      workflowName: wagon.workflowName,
      analysisId: wagon.analysisId,
      wanted,
      variants: running.map(({ name }) => name),
    },
    workflows: running.map(({ suffix }) => ({
      wagonId,
      workflowName: wagon.workflowName,
      executable: declared.executable,
      tasks: declaration.tasks.map(({ name }) => name),
      suffix,
    })),
    declaration,
    configuration,
    storedTables: tablesOf(declaration).flatMap(({ table, binding }) =>
      table !== null && wagon.derivedData.stored.includes(table) ? [{ wagonId, table, binding }] : [],
    ),
  };
};

/** Each wagon was saved without a conflict; what it depends on may have been changed since (rules 51, 83, 84). */
const storingConflict = (parts: readonly Part[]): { wagonId: string; because: string } | undefined => {
  const known = new Map(
    parts.map(({ wagonId, wagon }): [string, Storing] => [
      wagonId,
      { ...wagon, wagonId, activeVariants: wagon.variants.filter(({ active }) => active).length },
    ]),
  );
  for (const { wagonId, wanted } of parts) {
    const wagon = known.get(wagonId);
    if (!wanted || wagon === undefined) continue;
    const problem = storingProblem(wagon, (id) => known.get(id));
    if (problem !== null) return { wagonId, because: storingProblemWords(problem) };
  }
  return undefined;
};

const sameRun = (a: Prepared, b: Prepared): boolean =>
  JSON.stringify(variantsToRun(a.configuration)) === JSON.stringify(variantsToRun(b.configuration));

/** Rule 178: the same workflow can stand once only; two wagons may share it when their configurations agree. */
const clashingWorkflows = (prepared: readonly Prepared[]): { wagonId: string; because: string } | undefined => {
  for (const [index, one] of prepared.entries()) {
    const other = prepared.slice(0, index).find((p) => p.composed.workflowName === one.composed.workflowName && !sameRun(p, one));
    if (other !== undefined)
      return {
        wagonId: one.composed.wagonId,
        because: `${other.composed.name} and ${one.composed.name} run ${one.composed.workflowName} with different configurations.`,
      };
  }
  return undefined;
};
const distinctWorkflows = (prepared: readonly Prepared[]): readonly ComposedWorkflow[] => {
  const seen = new Set<string>();
  return prepared.flatMap(({ workflows }) =>
    workflows.filter(({ workflowName, suffix }) => {
      const key = workflowName + suffix;
      if (seen.has(key)) return false;
      seen.add(key);
      return true;
    }),
  );
};
