import { AnalysisOpened, AnalyzerJoined, DatasetAddedToAnalysis } from '@hyperloop/contracts/analyses';
import { JobsUpdated, MasterjobSubmitted } from '@hyperloop/contracts/grid';
import { TrainComposed, TrainSubmitted, TrainTestPassed, TrainTestQueued } from '@hyperloop/contracts/trains';
import { WagonConfigured, WagonRegistered } from '@hyperloop/contracts/wagons';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { backendModule } from '../kernel/backend.js';
import { LARGE_WAGON, largeConfiguration, largeWorkflow } from './large-wagon.js';
import { tellParent, type ProductStart, type ToProduct } from './product-wire.js';

// The product in a process of its own, opened as main.ts opens it, with somebody inside who appends what a Grid would report.

type Meta = { at: string; by: string; commandId: string; causationId: string; correlationId: string };
type Log = {
  append(
    stream: string,
    expected: 'any',
    events: readonly { type: string; data: unknown; meta: Meta }[],
    commandId: string,
  ): Promise<unknown>;
};
type Backend = {
  log: Log;
  blobs: { put(content: Readable, options: { maxBytes: number }): Promise<{ sha256: string; size: number }> };
  close(): Promise<void>;
};
type App = { listen(port: number, host: string): Promise<void>; close(): Promise<void>; getHttpServer(): { address(): { port: number } } };

const { dir, jobs } = JSON.parse(process.argv[2] ?? '{}') as ProductStart;
const screens = fileURLToPath(new URL('../../../frontend/dist/browser/', import.meta.url));
const blob = { sha256: 'b'.repeat(64), size: 20_000 };
const [TRAIN, RUN] = ['700', 526_641];
const MASTERJOB = `${TRAIN}.${String(RUN)}`;
const TAG = 'O2Physics::daily-20251201-0000-1';

await import('reflect-metadata');
const { NestFactory } = await import('@nestjs/core');
const { configOf } = await backendModule<{ configOf: (env: Record<string, string>) => object }>('config.js');
const { openBackend } = await backendModule<{ openBackend: (config: object, warn: (...said: unknown[]) => void) => Promise<Backend> }>(
  'backend.js',
);
const { appModule } = await backendModule<{ appModule: (backend: Backend) => object }>('app.module.js');
const { dress } = await backendModule<{ dress: (app: App, config: object, screens: string) => void }>('kernel/http/edge.js');

const config = configOf({
  DATA_DIR: dir,
  WORKERS: 'false',
  SAMPLE_DATA: 'false',
  LOG_LEVEL: 'error',
  DEV_SIGN_IN: 'true',
  SIGN_INS_PER_MINUTE: '1000',
});
const backend = await openBackend(config, (...said) => console.error(...said));
const app = (await NestFactory.create(appModule(backend) as never, { bodyParser: false, logger: ['error'] })) as unknown as App; // of the backend's own copy of Nest
dress(app, config, screens);
await app.listen(0, '127.0.0.1');

let commands = 0;
const append = (stream: string, event: { type: string; data: unknown }): Promise<unknown> => {
  const commandId = `bench-${String((commands += 1))}`;
  const meta = { at: new Date().toISOString(), by: 'alihyperloop', commandId, causationId: commandId, correlationId: commandId };
  return backend.log.append(stream, 'any', [{ type: event.type, data: event.data, meta }], commandId);
};

/** One train whose jobs all run. */
const train = {
  trainId: TRAIN,
  datasetId: '1',
  datasetName: 'LHC23_pass4',
  packageTag: TAG,
  runner: 'sample' as const,
  target: 'grid-2',
  cores: 2,
  memoryLimitBytes: 3.6e9,
  slow: false,
  autoSubmit: false,
  composition: blob,
  neededCpuDays: 423,
  estimatedPssBytes: 2.9e9,
  datasetBytes: 28e12,
  dependencies: [],
  wagons: [
    {
      wagonId: '1',
      name: 'v0s',
      workflowName: 'o2-analysis-lf-v0s',
      analysisId: '1',
      analysisName: 'Analysis 1',
      enabledBy: 'mrossi',
      packageMode: 'newer' as const,
      testedOn: TAG,
      testRunId: '6',
      wagonRevision: 1,
    },
  ],
};
await append(`train-${TRAIN}`, TrainComposed.of(train));
await append(`train-${TRAIN}`, TrainTestQueued.of({ trainId: TRAIN, testRunId: '7' }));
await append(`train-${TRAIN}`, TrainTestPassed.of({ trainId: TRAIN, testRunId: '7', warnings: [], pssMaxBytes: 2.9e9, cpuDays: 420 }));
await append(`train-${TRAIN}`, TrainSubmitted.of({ trainId: TRAIN, target: 'grid-2', cores: 2 }));
const all = Array.from({ length: jobs }, (_, n) => ({ jobId: `${MASTERJOB}.${String(n + 1)}`, files: ['AO2D.root'], bytes: 1e9 }));
await append(
  `masterjob-${MASTERJOB}`,
  MasterjobSubmitted.of({
    masterjobId: MASTERJOB,
    trainId: TRAIN,
    run: RUN,
    target: 'grid-2',
    engine: 'simulated',
    directory: '/jobs',
    storage: 'LHC',
    jobs: all,
  }),
);
for (let from = 0; from < jobs; from += 500) {
  const some = all.slice(from, from + 500);
  const at = new Date().toISOString();
  const updates = some.map(({ jobId }) => ({
    jobId,
    attempt: 1,
    state: 'RUNNING' as const,
    at,
    site: 'CERN',
    reason: null,
    output: null,
    log: null,
    figures: null,
  }));
  await append(
    `masterjob-${MASTERJOB}`,
    JobsUpdated.of({ masterjobId: MASTERJOB, trainId: TRAIN, updates, moves: [{ from: 'INSERTING', to: 'RUNNING', count: some.length }] }),
  );
}

/** The analysis of the one who signs in, with twenty wagons on three datasets. */
const analysis = { analysisId: '1', name: 'Analysis 1', jiraKey: 'PWGLF-1', pwg: 'PWGLF', service: false };
await append('analysis-1', AnalysisOpened.of(analysis));
await append('analysis-1', AnalyzerJoined.of({ analysisId: '1', personId: 'admin' }));
for (const datasetId of ['1', '2', '3'])
  await append(
    'analysis-1',
    DatasetAddedToAnalysis.of({ analysisId: '1', analysisName: analysis.name, datasetId, datasetName: `LHC23_pass${datasetId}` }),
  );
for (let n = 1; n <= 20; n += 1) {
  const wagon = { wagonId: String(n), name: `first_wagon_${String(n)}`, workflowName: 'o2-analysis-lf-v0s' };
  await append(
    `wagon-${wagon.wagonId}`,
    WagonRegistered.of({ ...wagon, analysisId: '1', service: false, packageTag: TAG, declaration: blob }),
  );
}

/** The wagon of the editor's figure: a very large workflow with many subwagons, in an analysis that no other figure opens. */
await append('analysis-2', AnalysisOpened.of({ ...analysis, analysisId: '2', name: 'Analysis 2', jiraKey: 'PWGLF-2' }));
const large = { wagonId: LARGE_WAGON, name: 'large_wagon', workflowName: largeWorkflow.name };
await append(
  `wagon-${LARGE_WAGON}`,
  WagonRegistered.of({
    ...large,
    analysisId: '2',
    service: false,
    packageTag: TAG,
    declaration: await backend.blobs.put(Readable.from([Buffer.from(JSON.stringify(largeWorkflow))]), { maxBytes: 10e6 }),
  }),
);
await append(`wagon-${LARGE_WAGON}`, WagonConfigured.of({ wagonId: LARGE_WAGON, ...largeConfiguration(), source: 'edit' }));

/** One event per job that ends, at an even pace; when each was acknowledged by the log. */
const endJobs = async (perSecond: number): Promise<number[]> => {
  const appended: number[] = [];
  const flying: Promise<void>[] = [];
  const began = performance.now();
  for (const [n, { jobId }] of all.entries()) {
    const wait = began + (n * 1_000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    const updates = [
      {
        jobId,
        attempt: 1,
        state: 'DONE' as const,
        at: new Date().toISOString(),
        site: 'CERN',
        reason: null,
        output: null,
        log: null,
        figures: null,
      },
    ];
    const told = append(
      `masterjob-${MASTERJOB}`,
      JobsUpdated.of({ masterjobId: MASTERJOB, trainId: TRAIN, updates, moves: [{ from: 'RUNNING', to: 'DONE', count: 1 }] }),
    );
    flying.push(told.then(() => void (appended[n] = Date.now())));
  }
  await Promise.all(flying);
  return appended;
};

process.on('message', (message: ToProduct) => {
  if (message.kind === 'end jobs') void endJobs(message.perSecond).then((appended) => tellParent({ kind: 'ended', appended }));
  else
    void app
      .close()
      .then(() => backend.close())
      .finally(() => process.exit(0));
});
process.on('disconnect', () => process.exit(1)); // nobody is left to stop it
tellParent({ kind: 'listening', port: app.getHttpServer().address().port });
