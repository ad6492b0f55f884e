import { AnalysisOpened, AnalyzerJoined, DatasetAddedToAnalysis } from '@hyperloop/contracts/analyses';
import { DatasetActivated, DatasetCreated } from '@hyperloop/contracts/datasets';
import { JobsUpdated, MasterjobSubmitted, MergingStarted, OutputMerged, type JobUpdate } from '@hyperloop/contracts/grid';
import { PersonAdmitted } from '@hyperloop/contracts/people';
import { TestRunPassed, TestRunProgressed, TestRunQueued, TestRunStarted } from '@hyperloop/contracts/test-runs';
import { TrainComposed, TrainCompleted, TrainSubmitted, TrainTestPassed, TrainTestQueued } from '@hyperloop/contracts/trains';
import { WagonConfigured, WagonEnabled, WagonRegistered } from '@hyperloop/contracts/wagons';

export type Made = { stream: string; type: string; data: unknown; at: string; by: string };

/** mulberry32: the same seed makes the same log. */
const diceOf = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
};

const GB = 1e9;
const tag = 'O2Physics::daily-20251201-0000-1';
const blob = { sha256: 'b'.repeat(64), size: 20_000 };
const spread = (max: number) => ({ max, avg: max * 0.9, slope: 1_000 });
const figures = {
  inputFiles: 5,
  inputBytes: 5.3 * GB,
  outputBytes: 38.6e6,
  logBytes: 6e5,
  events: 1_284,
  pss: spread(1.8 * GB),
  private: spread(1.6 * GB),
  cpuSeconds: 152,
  wallSeconds: 188,
  samplingSeconds: 0.2,
  devices: ['reader', 'analysis', 'writer'].map((device) => ({
    device,
    wagonId: null,
    pss: spread(GB),
    private: spread(GB),
    cpuSeconds: 50,
    ccdbCalls: 4,
    ccdbBytes: 2e5,
  })),
};

const DATASETS = 60;
const ANALYSES = 80;
const WAGONS = 400;
/** Six tests to a train, as the real system had in 2022 (domain/numbers.md). */
const TESTS_PER_TRAIN = 6;

/**
 * A log shaped like real use, without end: people, analyses, datasets and wagons first, then weeks of changed wagons,
 * tests that report progress, and trains whose masterjobs report their jobs in batches, a poll at a time.
 */
export function* makeLog(seed = 1): Generator<Made> {
  const dice = diceOf(seed);
  const upTo = (n: number): number => Math.floor(dice() * n);
  let now = Date.parse('2025-01-01T00:00:00Z');
  let number = 100_000;
  const next = (stream: string, { type, data }: { type: string; data: unknown }, by = 'alihyperloop'): Made => {
    now += upTo(2_000);
    return { stream, type, data, at: new Date(now).toISOString(), by };
  };
  const person = (n: number): string => `analyst${n % 200}`;
  const analysisOf = (wagon: number) => ({
    analysisId: String((wagon % ANALYSES) + 1),
    analysisName: `Analysis ${(wagon % ANALYSES) + 1}`,
  });
  const wagonOf = (wagon: number) => ({
    wagonId: String(wagon + 1),
    name: `wagon_${wagon + 1}`,
    workflowName: `o2-analysis-lf-wagon-${wagon % 90}`,
  });
  const datasetOf = (n: number) => ({ datasetId: String(n + 1), datasetName: `LHC2${n % 5}x_pass${n % 8}` });

  for (let n = 0; n < 200; n += 1) yield next(`person-${person(n)}`, PersonAdmitted.of({ personId: person(n) }));
  for (let n = 0; n < DATASETS; n += 1) {
    const { datasetId, datasetName } = datasetOf(n);
    yield next(`dataset-${datasetId}`, DatasetCreated.of({ datasetId, name: datasetName, kind: 'DATA', cpuLimitDays: 730 }));
    yield next(`dataset-${datasetId}`, DatasetActivated.of({ datasetId }));
  }
  for (let n = 0; n < ANALYSES; n += 1) {
    const { analysisId, analysisName } = analysisOf(n);
    const stream = `analysis-${analysisId}`;
    yield next(stream, AnalysisOpened.of({ analysisId, name: analysisName, jiraKey: `PWGLF-${n}`, pwg: 'PWGLF', service: false }));
    yield next(stream, AnalyzerJoined.of({ analysisId, personId: person(n) }));
    for (let d = 0; d < 3; d += 1)
      yield next(stream, DatasetAddedToAnalysis.of({ analysisId, analysisName, ...datasetOf((n + d) % DATASETS) }));
  }
  for (let w = 0; w < WAGONS; w += 1) {
    const wagon = wagonOf(w);
    yield next(
      `wagon-${wagon.wagonId}`,
      WagonRegistered.of({ ...wagon, analysisId: analysisOf(w).analysisId, service: false, packageTag: tag, declaration: blob }),
      person(w),
    );
  }

  /** A wagon is changed, enabled and tested. */
  function* test(w: number, d: number): Generator<Made, { wagonId: string; testRunId: string }> {
    const { wagonId, name, workflowName } = wagonOf(w);
    const testRunId = String((number += 1));
    const change = {
      variant: '',
      task: `task-${w % 9}`,
      parameter: `cut${upTo(20)}`,
      from: null,
      to: { form: 'scalar' as const, text: String(upTo(100)) },
    };
    yield next(`wagon-${wagonId}`, WagonConfigured.of({ wagonId, variants: [], values: [change], source: 'edit' }), person(w));
    const dataset = datasetOf(d);
    yield next(
      `wagon-${wagonId}`,
      WagonEnabled.of({ wagonId, ...analysisOf(w), ...dataset, packageTag: tag, packageMode: 'newer', wagonName: name, workflowName }),
      person(w),
    );
    const stream = `testRun-${testRunId}`;
    yield next(
      stream,
      TestRunQueued.of({
        testRunId,
        subject: { kind: 'wagon', wagonId, wagonRevision: 1 },
        name,
        analysisId: analysisOf(w).analysisId,
        ...dataset,
        packageTag: tag,
        runner: 'sample',
        wagons: [{ wagonId, name, workflowName, analysisId: analysisOf(w).analysisId, wanted: true, variants: [''] }],
        composition: blob,
        cores: 1,
        memoryLimitBytes: 3.6 * GB,
        datasetBytes: 28e12,
        cpuLimitDays: 730,
        queuedFor: person(w),
      }),
    );
    yield next(stream, TestRunStarted.of({ testRunId, node: 'node-1', isolation: 'Bubblewrap and a cgroup.', standIns: [], attempt: 1 }));
    const reports = 10 + upTo(30);
    for (let r = 1; r <= reports; r += 1) {
      const samples = ['reader', 'analysis', 'writer'].map((device) => ({ t: r * 2, device, pss: GB + upTo(GB), private: GB, cpu: r }));
      yield next(
        stream,
        TestRunProgressed.of({ testRunId, share: r / reports, samples, lines: [`[INFO] processed ${r * 1_000} collisions`] }),
      );
    }
    yield next(
      stream,
      TestRunPassed.of({
        testRunId,
        figures,
        expected: { cpuDays: upTo(400), outputBytes: 2e8, throughputBytesPerSecond: 28e6, co2Kg: 34 },
        warnings: [],
        files: [{ name: 'stdout.log', blob }],
      }),
    );
    return { wagonId, testRunId };
  }

  /** A run's jobs go WAITING, RUNNING and DONE (some ERROR_E) in polls that each tell of a few. */
  function* masterjob(trainId: string, run: number): Generator<Made> {
    const masterjobId = `${trainId}.${run}`;
    const stream = `masterjob-${masterjobId}`;
    const count = 10 + upTo(40);
    const jobs = Array.from({ length: count }, (_, i) => ({ jobId: `${masterjobId}.${i + 1}`, files: [`AO2D_${i}.root`], bytes: GB }));
    yield next(
      stream,
      MasterjobSubmitted.of({
        masterjobId,
        trainId,
        run,
        target: 'grid-2',
        engine: 'simulated',
        directory: `/jobs/${trainId}/${run}`,
        storage: 'LHC',
        jobs,
      }),
    );
    const states: JobUpdate['state'][] = jobs.map(() => 'INSERTING');
    const onward = { INSERTING: 'WAITING', WAITING: 'RUNNING', RUNNING: 'DONE' } as const;
    let open = jobs.map((_, i) => i);
    while (open.length > 0) {
      const moved = open.filter(() => dice() < 0.35).slice(0, 12);
      const updates: JobUpdate[] = [];
      const moves = new Map<string, { from: JobUpdate['state']; to: JobUpdate['state']; count: number }>();
      for (const i of moved) {
        const from = states[i] as keyof typeof onward;
        const to = from === 'RUNNING' && dice() < 0.1 ? ('ERROR_E' as const) : onward[from];
        const done = to === 'DONE' || to === 'ERROR_E';
        states[i] = to;
        updates.push({
          jobId: `${masterjobId}.${i + 1}`,
          attempt: 1,
          state: to,
          at: new Date(now).toISOString(),
          site: 'CERN',
          reason: null,
          output: null,
          log: null,
          figures: done
            ? {
                cpuSeconds: 700,
                wallSeconds: 2_400,
                startupSeconds: 14,
                savingSeconds: 100,
                inputBytes: GB,
                outputBytes: 1e7,
                files: 1,
                pssMaxBytes: 2 * GB,
                events: 1_000,
              }
            : null,
        });
        const move = moves.get(`${from} ${to}`) ?? { from, to, count: 0 };
        moves.set(`${from} ${to}`, { ...move, count: move.count + 1 });
      }
      open = open.filter((i) => states[i] !== 'DONE' && states[i] !== 'ERROR_E');
      if (updates.length > 0) yield next(stream, JobsUpdated.of({ masterjobId, trainId, updates, moves: [...moves.values()] }));
    }
    const scope = { of: 'run' as const, masterjobId, run };
    yield next(stream, MergingStarted.of({ trainId, scope, inputs: count }));
    yield next(
      stream,
      OutputMerged.of({ trainId, scope, directory: `/outputs/${trainId}/${run}`, output: blob, runs: [run], ofRuns: [run], objects: 12 }),
    );
  }

  for (let week = 0; ; week += 1) {
    const d = upTo(DATASETS);
    const tested: { w: number; testRunId: string }[] = [];
    for (let n = 0; n < TESTS_PER_TRAIN; n += 1) {
      const w = upTo(WAGONS);
      tested.push({ w, testRunId: (yield* test(w, d)).testRunId });
    }
    const trainId = String((number += 1));
    const testRunId = String((number += 1));
    const stream = `train-${trainId}`;
    const operator = `operator${week % 4}`;
    yield next(
      stream,
      TrainComposed.of({
        trainId,
        ...datasetOf(d),
        packageTag: tag,
        runner: 'sample',
        target: 'grid-2',
        cores: 2,
        memoryLimitBytes: 3.6 * GB,
        slow: false,
        autoSubmit: false,
        composition: blob,
        neededCpuDays: 423,
        estimatedPssBytes: 2.9 * GB,
        datasetBytes: 28e12,
        dependencies: [],
        wagons: tested.map(({ w, testRunId: test }) => ({
          ...wagonOf(w),
          ...analysisOf(w),
          enabledBy: person(w),
          packageMode: 'newer' as const,
          testedOn: tag,
          testRunId: test,
          wagonRevision: 1,
        })),
      }),
      operator,
    );
    yield next(stream, TrainTestQueued.of({ trainId, testRunId }));
    yield next(stream, TrainTestPassed.of({ trainId, testRunId, warnings: [], pssMaxBytes: 2.9 * GB, cpuDays: 420 }));
    yield next(stream, TrainSubmitted.of({ trainId, target: 'grid-2', cores: 2 }), operator);
    const runs = Array.from({ length: 1 + upTo(12) }, (_, i) => 520_000 + i);
    for (const run of runs) yield* masterjob(trainId, run);
    yield next(
      stream,
      TrainCompleted.of({ trainId, jobs: 100, done: 90, failed: 10, cpuSeconds: 70_000, mergedRuns: runs.length, runs: runs.length }),
    );
  }
}
