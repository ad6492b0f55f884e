import { AddAnalyzer, AddDatasetToAnalysis, ChooseAnalysisPackage, OpenAnalysis } from '@hyperloop/contracts/analyses';
import { ActivateDataset, AddProduction, CreateDataset, ExcludeRuns } from '@hyperloop/contracts/datasets';
import type { Message } from '@hyperloop/contracts/kernel';
import type { ParameterValue } from '@hyperloop/contracts/packages';
import { CreateRunlist } from '@hyperloop/contracts/runlists';
import {
  ConfigureDerivedData,
  ConfigureWagon,
  EnableWagon,
  noDerivedData,
  RegisterWagon,
  ReplaceWagonDependencies,
} from '@hyperloop/contracts/wagons';
import type { CommandBus } from '../kernel/command-bus.js';
import type { EventLog } from '../kernel/event-log/event-log.js';
import { analyses, cast, furtherDatasets, type AnalysisPlan, type DatasetPlan, type WagonPlan } from './plan.js';

/** A sample of collisions in the storage. */
export type SampleCollisions = {
  name: string;
  production: string;
  period: string;
  pass: string;
  system: 'pp' | 'PbPb';
  mc: boolean;
  anchoredTo?: string;
  runs: readonly number[];
};

/** Every id of a command begins with this, so that what was seeded is known again, and a second time changes nothing. */
const mark = 'sample:';

/**
 * What a log holds of the sample data: nothing, because it is new; a beginning (or all of it), with its first event (ids
 * follow from command ids, so only the moment tells two logs apart); or the work of real people, which is left alone.
 */
export type Seeding = { is: 'new' } | { is: 'begun'; since: string } | { is: 'foreign' };
export const seedingOf = async (log: Pick<EventLog, 'readAll'>): Promise<Seeding> => {
  for await (const [first] of log.readAll({ filter: { streamPrefixes: ['analysis-', 'runlist-', 'dataset-', 'wagon-'] }, limit: 1 }))
    if (first !== undefined)
      return first.meta.commandId.startsWith(mark) ? { is: 'begun', since: `${first.id} ${first.meta.at}` } : { is: 'foreign' };
  return { is: 'new' };
};

/**
 * Lets the sample people do what people do: publish runlists, create datasets, open analyses, register, configure and
 * enable wagons. Real commands all, each decided as if it had come through the door; ids are fixed, so that a start
 * that was cut off goes on where it stopped.
 */
export const seed = async (
  bus: Pick<CommandBus, 'say'>,
  { collisions, packageTag }: { collisions: readonly SampleCollisions[]; packageTag: string },
): Promise<void> => {
  const say: Saying = async (by, command, key) => {
    const said = await bus.say(command, { by, commandId: `${mark}${command.type}:${key}` });
    if (said.is === 'refused') {
      const hint =
        said.problem.status === 403
          ? ' The sample data needs the people of the development sign-in (DEV_SIGN_IN=true), or switch it off (SAMPLE_DATA=false).'
          : '';
      throw new Error(`the sample data cannot be made: ${command.type} of ${key}: ${said.problem.detail}${hint}`);
    }
    return said.answer.stream.slice(said.answer.stream.indexOf('-') + 1);
  };
  const datasetIds = await seedDatasets(say, collisions);
  const serviceIds = new Map<string, string>();
  for (const plan of analyses) await seedAnalysis(say, plan, { packageTag, datasetIds, serviceIds });
};

/** Says a command and gives the id of the thing it was about. */
type Saying = (by: string, command: Message, key: string) => Promise<string>;
const idOf = (ids: ReadonlyMap<string, string>, name: string): string => {
  const id = ids.get(name);
  if (id === undefined) throw new Error(`the plan of the sample data names ${name}, which it does not make`);
  return id;
};

const systemNames = { pp: 'pp', PbPb: 'Pb-Pb' } as const;

const seedDatasets = async (say: Saying, collisions: readonly SampleCollisions[]): Promise<ReadonlyMap<string, string>> => {
  const datasetIds = new Map<string, string>();
  const runlistIds = new Map<string, string>();
  for (const sample of collisions) {
    const { production, pass, mc, period, runs } = sample;
    const command = CreateRunlist.of({
      name: `${production}_CBT`,
      dataType: mc ? 'MC' : 'DATA',
      collisionSystem: systemNames[sample.system],
      anchor: sample.anchoredTo ?? period,
      pass,
      production,
      runs: [...runs],
    });
    runlistIds.set(production, await say(cast.dpg, command, production));
  }
  const own = collisions.map(({ name, mc, production }): DatasetPlan => ({
    name,
    kind: mc ? 'MC' : 'DATA',
    cpuLimitDays: 730,
    production,
    excluded: [],
  }));
  for (const { name, kind, cpuLimitDays, production, excluded } of [...own, ...furtherDatasets]) {
    const datasetId = await say(cast.operator, CreateDataset.of({ name, kind, cpuLimitDays }), name);
    datasetIds.set(name, datasetId);
    const sample = collisions.find((one) => one.production === production);
    if (sample === undefined) continue;
    const of = {
      collisionSystem: systemNames[sample.system],
      anchor: sample.anchoredTo ?? sample.period,
      pass: sample.pass,
      storage: sample.production,
    };
    await say(cast.operator, AddProduction.of({ datasetId, ...of, runlistId: idOf(runlistIds, sample.production) }), name);
    if (excluded.length > 0) await say(cast.operator, ExcludeRuns.of({ datasetId, productionId: '1', runs: [...excluded] }), name);
    await say(cast.operator, ActivateDataset.of({ datasetId }), name);
  }
  return datasetIds;
};

type Made = { packageTag: string; datasetIds: ReadonlyMap<string, string>; serviceIds: Map<string, string> };

const seedAnalysis = async (say: Saying, plan: AnalysisPlan, { packageTag, datasetIds, serviceIds }: Made): Promise<void> => {
  const { key, name, pwg, service = false, analyzers, packageMode } = plan;
  const analysisId = await say(cast.admin, OpenAnalysis.of({ name, jiraKey: key, pwg, service }), key);
  for (const personId of analyzers) await say(cast.admin, AddAnalyzer.of({ analysisId, personId }), `${key}:${personId}`);
  const [member] = analyzers;
  for (const dataset of plan.datasets)
    await say(member, AddDatasetToAnalysis.of({ analysisId, datasetId: idOf(datasetIds, dataset) }), `${key}:${dataset}`);
  await say(member, ChooseAnalysisPackage.of({ analysisId, packageTag, packageMode }), key);

  const wagonIds = new Map(serviceIds);
  for (const wagon of plan.wagons) {
    const wagonId = await seedWagon(say, wagon, { analysisId, packageTag, key: `${key}:${wagon.name}`, wagonIds });
    wagonIds.set(wagon.name, wagonId);
    if (service) serviceIds.set(wagon.name, wagonId);
    for (const dataset of wagon.enabledOn ?? [])
      await say(wagon.by, EnableWagon.of({ wagonId, datasetId: idOf(datasetIds, dataset) }), `${key}:${wagon.name}:${dataset}`);
  }
};

type Register = { analysisId: string; packageTag: string; key: string; wagonIds: ReadonlyMap<string, string> };
const seedWagon = async (say: Saying, plan: WagonPlan, { analysisId, packageTag, key, wagonIds }: Register): Promise<string> => {
  const { name, workflow, by, base = {}, subwagons = {}, reason, derived, needs = [] } = plan;
  const wagonId = await say(by, RegisterWagon.of({ analysisId, name, workflowName: workflow, packageTag }), key);
  const values = [...valuesIn('', base), ...Object.entries(subwagons).flatMap(([variant, of]) => valuesIn(variant, of))];
  if (values.length > 0) {
    const variants = Object.keys(subwagons).map((variant) => ({ change: 'added' as const, variant }));
    await say(
      by,
      ConfigureWagon.of({ wagonId, expectedRevision: 0, variants, values, source: 'edit', ...(reason === undefined ? {} : { reason }) }),
      key,
    );
  }
  let revision = values.length > 0 ? 1 : 0;
  if (derived !== undefined) {
    const derivedData = { ...noDerivedData, ...derived };
    await say(by, ConfigureDerivedData.of({ wagonId, expectedRevision: revision, derivedData }), key);
    revision += 1;
  }
  const dependencies = needs.map((need) => idOf(wagonIds, need));
  if (dependencies.length > 0) await say(by, ReplaceWagonDependencies.of({ wagonId, expectedRevision: revision, dependencies }), key);
  return wagonId;
};

const valuesIn = (variant: string, tasks: Readonly<Record<string, Readonly<Record<string, ParameterValue>>>>) =>
  Object.entries(tasks).flatMap(([task, parameters]) =>
    Object.entries(parameters).map(([parameter, to]) => ({ variant, task, parameter, to })),
  );
