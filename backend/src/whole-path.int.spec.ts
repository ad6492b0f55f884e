import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AddAnalyzer, AddDatasetToAnalysis, ChooseAnalysisPackage, OpenAnalysis } from '@hyperloop/contracts/analyses';
import { ActivateDataset, AddProduction, CreateDataset } from '@hyperloop/contracts/datasets';
import type { MergedOutputRow } from '@hyperloop/contracts/grid';
import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { CreateRunlist } from '@hyperloop/contracts/runlists';
import { ComposeTrain, SubmitTrain, type TrainRunRow } from '@hyperloop/contracts/trains';
import { ConfigureWagon, EnableWagon, RegisterWagon, ReplaceWagonDependencies, type WagonCellRow } from '@hyperloop/contracts/wagons';
import { openBackend, type Backend } from './backend.js';
import { configOf } from './config.js';
import { ensureSampleData, sampleDatasets } from './datasets/sample/index.js';
import { startServer } from './kernel/event-log/eventstoredb/server.testing.js';
import { openEventReader } from './kernel/event-log/open-event-log.js';
import { model } from './kernel/read-side/model.js';
import { readStoreFile } from './kernel/read-side/projector.js';
import { rebuildingPlainly } from './kernel/read-side/rebuild-on-two-threads.js';
import { verifyStore } from './kernel/read-side/rebuild-store.js';
import { gatherCatalogue } from './packages/import/gather-catalogue.js';
import { sayCatalogue } from './packages/import/say-in-parts.js';
import { sampleCatalogue, samplePackageTag } from './packages/sample/index.js';

const collisions = sampleDatasets.find(({ runs }) => runs.length === 1);
if (collisions === undefined) throw new Error('there is no sample dataset of one run');

/** Drives the open backend as people would, through the command bus; every refusal stops the story. */
class Story {
  private told = 0;

  constructor(private readonly backend: Backend) {}

  async say(command: { type: string; data: unknown }, by: string): Promise<string> {
    const said = await this.backend.bus.say(command, { by, commandId: `story:${(this.told += 1)}` });
    if (said.is !== 'saved') throw new Error(`${command.type}: ${said.problem.detail}`);
    return said.answer.stream.slice(said.answer.stream.indexOf('-') + 1);
  }

  async rows<R extends Record<string, unknown>>(view: string, query: ViewQuery): Promise<readonly R[]> {
    return await this.backend.lookups.look().rows<R>(view, query);
  }

  /** Waits for a row to become what the story needs; a story that cannot go on says what it saw. */
  async until<R extends Record<string, unknown>>(
    view: string,
    query: ViewQuery,
    ready: (row: R) => boolean,
    over: (row: R) => boolean = () => false,
  ): Promise<R> {
    for (let tries = 0; tries < 600; tries += 1) {
      const [row] = await this.rows<R>(view, query);
      if (row !== undefined && ready(row)) return row;
      if (row !== undefined && over(row)) throw new Error(`${view} ended as ${JSON.stringify(row).slice(0, 2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    throw new Error(`${view} never became what was waited for`);
  }
}

/** From an empty log to merged histograms. */
const walk = async (backend: Backend): Promise<{ trainId: string; merged: MergedOutputRow; cell: WagonCellRow }> => {
  const story = new Story(backend);
  await ensureSampleData(backend.config.storageDir, [collisions]);
  const catalogue = await gatherCatalogue(Readable.from([Buffer.from(JSON.stringify(sampleCatalogue))]), backend.blobs, samplePackageTag);
  await sayCatalogue(
    {
      say: async (command, commandId) => {
        const said = await backend.bus.say(command, { by: 'alihyperloop', commandId });
        if (said.is !== 'saved') throw new Error(said.problem.detail);
        return said.answer;
      },
    },
    catalogue,
    'sample',
    'whole-path',
  );

  const runlistId = await story.say(
    CreateRunlist.of({
      name: 'LHC23zzf_CBT',
      dataType: 'DATA',
      collisionSystem: 'Pb-Pb',
      anchor: collisions.period,
      pass: collisions.pass,
      production: collisions.production,
      runs: [...collisions.runs],
    }),
    'pnowak',
  );
  const datasetId = await story.say(CreateDataset.of({ name: 'LHC23zzf_story', kind: 'DATA', cpuLimitDays: 730 }), 'lweber');
  await story.say(
    AddProduction.of({
      datasetId,
      collisionSystem: 'Pb-Pb',
      anchor: collisions.period,
      pass: collisions.pass,
      runlistId,
      storage: collisions.production,
    }),
    'lweber',
  );
  await story.say(ActivateDataset.of({ datasetId }), 'lweber');

  const analysisId = await story.say(
    OpenAnalysis.of({ name: 'Hyperons, whole path', jiraKey: 'PWGLF-900', pwg: 'PWGLF', service: false }),
    'admin',
  );
  await story.say(AddAnalyzer.of({ analysisId, personId: 'mrossi' }), 'admin');
  await story.say(AddDatasetToAnalysis.of({ analysisId, datasetId }), 'mrossi');
  await story.say(ChooseAnalysisPackage.of({ analysisId, packageTag: samplePackageTag, packageMode: 'newer' }), 'mrossi');
  const selection = await story.say(
    RegisterWagon.of({
      analysisId,
      name: 'event-selection',
      workflowName: 'o2-analysis-event-selection-service',
      packageTag: samplePackageTag,
    }),
    'mrossi',
  );
  const wagonId = await story.say(
    RegisterWagon.of({ analysisId, name: 'lambda_story', workflowName: 'o2-analysis-lf-lambdakzerobuilder', packageTag: samplePackageTag }),
    'mrossi',
  );
  await story.say(ReplaceWagonDependencies.of({ wagonId, expectedRevision: 0, dependencies: [selection] }), 'mrossi');
  await story.say(
    ConfigureWagon.of({
      wagonId,
      expectedRevision: 1,
      source: 'edit',
      reason: 'Tighter',
      variants: [{ change: 'added', variant: 'Loose' }],
      values: [
        { variant: '', task: 'lambdakzero-builder', parameter: 'v0cospa', to: { form: 'scalar', text: '0.998' } },
        { variant: 'Loose', task: 'lambdakzero-builder', parameter: 'v0cospa', to: { form: 'scalar', text: '0.95' } },
      ],
    }),
    'mrossi',
  );
  await story.say(EnableWagon.of({ wagonId, datasetId }), 'mrossi');
  const cell = await story.until<WagonCellRow>(
    'wagon-cells',
    { key: `${wagonId}:${datasetId}` },
    ({ testState }) => testState === 'done' || testState === 'warning',
    ({ testState }) => testState === 'failed',
  );

  // Four operators click at the same moment: the wagon gets into one train (rule 185).
  const compose = ComposeTrain.of({ datasetId, wagonIds: [wagonId], target: 'grid-2', slow: false, autoSubmit: false });
  const clicks = await Promise.all([1, 2, 3, 4].map((click) => backend.bus.say(compose, { by: 'lweber', commandId: `click:${click}` })));
  const saved = clicks.flatMap((said, index) => (said.is === 'saved' ? [{ ...said.answer, commandId: `click:${index + 1}` }] : []));
  expect(saved).toHaveLength(1);
  const [composed] = saved;
  if (composed === undefined) throw new Error('no train was composed');
  const trainId = composed.stream.slice('train-'.length);
  await story.until<TrainRunRow>(
    'train-runs',
    { key: trainId },
    ({ state }) => state === 'ready',
    ({ state }) => state === 'test-failed',
  );
  await story.say(SubmitTrain.of({ trainId }), 'lweber');
  await story.until<TrainRunRow>(
    'train-runs',
    { key: trainId },
    ({ state }) => state === 'done',
    ({ state }) => state === 'killed',
  );
  // Long after, the same command still has its first answer.
  expect(await backend.bus.say(compose, { by: 'lweber', commandId: composed.commandId })).toMatchObject({
    is: 'saved',
    answer: { stream: composed.stream },
  });
  const [merged] = await story.rows<MergedOutputRow>('merged-outputs', { key: `${trainId}.full` });
  if (merged === undefined) throw new Error('the full train has no row of its merging');
  return { trainId, merged, cell };
};

const logs = [
  {
    name: 'the embedded log',
    env: (): Promise<Record<string, string>> => Promise.resolve({ EVENT_LOG: 'sqlite' }),
    close: async () => Promise.resolve(),
  },
  (() => {
    let server: Awaited<ReturnType<typeof startServer>> | undefined;
    return {
      name: 'the event store',
      env: async (): Promise<Record<string, string>> => {
        server = await startServer();
        return { EVENTSTORE_URL: server.url };
      },
      close: async () => server?.close(),
    };
  })(),
];

describe.each(logs)('the whole path on $name', ({ env, close }) => {
  let dataDir = '';
  afterAll(async () => {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('goes from an empty log to merged histograms, and rebuilt views equal the live ones (rules 25, 85, 90, 96, 98, 135, 184, 187, 195, 198)', async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'hl-path-'));
    const config = configOf({ ...(await env()), DATA_DIR: dataDir, SAMPLE_DATA: 'false', LOG_LEVEL: 'silent', PORT: '0' });
    const faults: string[] = [];
    const backend = await openBackend(config, (what, fault) => faults.push(`${what} ${String(fault)}`));
    try {
      const { trainId, merged, cell } = await walk(backend);
      expect(merged).toMatchObject({ state: 'done', runs: [...collisions.runs], ofRuns: [...collisions.runs] });
      expect(merged.objects).toBeGreaterThan(5);
      expect(cell).toMatchObject({ enabled: true, wagonName: 'lambda_story', enabledBy: 'mrossi' });
      const [after] = await backend.lookups.look().rows<WagonCellRow>('wagon-cells', { key: cell.cellId });
      expect(after).toMatchObject({ enabled: false, disabledBecause: 'train-submitted', trainId: null });
      expect(trainId).not.toBe(cell.testRunId);
    } finally {
      await backend.close();
    }
    expect(faults).toEqual([]);

    const reader = await openEventReader(config);
    try {
      const { same, views, events } = await verifyStore(rebuildingPlainly(reader, model), readStoreFile(dataDir));
      expect(views.filter((view) => !view.same)).toEqual([]);
      expect({ same, enough: events > 30 }).toEqual({ same: true, enough: true });
    } finally {
      await reader.close();
    }
  }, 240_000);
});
