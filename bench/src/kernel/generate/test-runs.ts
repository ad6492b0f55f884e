import { NumberTaken, WorkClaimed, WorkReleased } from '@hyperloop/contracts/reservations';
import {
  TestRunFailed,
  TestRunPassed,
  TestRunProgressed,
  TestRunQueued,
  TestRunStarted,
  type ComposedWagon,
  type TestSubject,
} from '@hyperloop/contracts/test-runs';
import type { Moment } from './schedule.js';
import { GB, MINUTE, SECOND, type Dataset, type World } from './world.js';

const NODES = 4;
/** A report has what is new since the last one; looking at big processes backs off to some seconds. */
const REPORT_MS = 3 * SECOND;
const TEST_MS = 3 * MINUTE;
const MOST_MS = 9 * MINUTE;
const CLAIM_MS = MINUTE;

export type Test = {
  testRunId: string;
  subject: TestSubject;
  name: string;
  analysisId: string | null;
  wagons: readonly ComposedWagon[];
  cores: number;
  queuedFor: string;
};
export type TestCourse = { moments: readonly Moment[]; endsAt: number };
type Outcome = { passed: boolean; cpuDays: number; pssMaxBytes: number };
type Reported = { world: World; testRunId: string; devices: readonly string[] };

const spread = (max: number) => ({ max, avg: max * 0.9, slope: 1_000 });

const figuresOf = ({ world, devices }: Reported, { pssMaxBytes }: Outcome) => ({
  inputFiles: world.dice.between(5, 6),
  inputBytes: world.dice.between(1_100, 5_300) * 1e6,
  outputBytes: 38.6e6,
  logBytes: 6e5,
  events: 1_000 + world.dice.upTo(4_000),
  pss: spread(pssMaxBytes),
  private: spread(pssMaxBytes * 0.9),
  cpuSeconds: 100 + world.dice.upTo(150),
  wallSeconds: 150 + world.dice.upTo(60),
  samplingSeconds: 1.2,
  devices: devices.map((device) => ({
    device,
    wagonId: null,
    pss: spread(pssMaxBytes / devices.length),
    private: spread((0.9 * pssMaxBytes) / devices.length),
    cpuSeconds: 20 + world.dice.upTo(20),
    ccdbCalls: world.dice.upTo(9),
    ccdbBytes: world.dice.upTo(200_000),
  })),
});

const report = ({ world, testRunId, devices }: Reported, { t, share }: { t: number; share: number }): void => {
  const { dice } = world;
  world.tell(TestRunProgressed, `testRun-${testRunId}`, {
    testRunId,
    share,
    samples: dice.chance(0.5)
      ? devices.map((device) => ({ t, device, pss: GB + dice.upTo(GB / 10), private: GB, cpu: Math.round(t * 0.8) }))
      : [],
    lines: Array.from({ length: dice.between(1, 4) }, (_, n) => `[INFO] task-${n}: processed ${t * 100} collisions, ${dice.upTo(90)} MB/s`),
  });
};

const outcomeOf = ({ dice }: World, passes: boolean): Outcome => ({
  passed: passes,
  cpuDays: 1 + Math.round(dice.skewed(120, 1)),
  pssMaxBytes: dice.between(1_700, 2_300) * 1e6,
});

const end = (reported: Reported, outcome: Outcome): void => {
  const { world, testRunId } = reported;
  const stream = `testRun-${testRunId}`;
  const files = ['stdout.log', 'full_config.json', 'performanceMetrics.json', 'AnalysisResults.json'].map((name) => ({
    name,
    blob: world.blob(world.dice.upTo(200_000)),
  }));
  const figures = figuresOf(reported, outcome);
  if (outcome.passed)
    world.tell(TestRunPassed, stream, {
      testRunId,
      figures,
      expected: { cpuDays: outcome.cpuDays, outputBytes: 2e8, throughputBytesPerSecond: world.dice.between(6, 29) * 1e6, co2Kg: 34 },
      warnings: world.dice.chance(0.25)
        ? [
            {
              kind: 'cpu',
              figure: outcome.cpuDays,
              limit: 730,
              device: null,
              sentence: `The train would need ${outcome.cpuDays} days of CPU.`,
              whatToDo: 'Enable fewer subwagons, or ask for a smaller dataset.',
              composable: true,
            },
          ]
        : [],
      files,
    });
  else
    world.tell(TestRunFailed, stream, { testRunId, reason: 'A device ended with a segmentation fault.', firstError: null, figures, files });
};

/** From the number it gets to its verdict: queued, claimed, reported while it runs, ended (4 to 8 minutes, numbers.md). */
export const testCourse = (
  world: World,
  dataset: Dataset,
  test: Test,
  { at, passes, ended }: { at: number; passes: boolean; ended: (outcome: Outcome) => void },
): TestCourse => {
  const { dice } = world;
  const { testRunId, wagons } = test;
  const work = `test.${testRunId}`;
  const node = `bench-${dice.upTo(NODES)}`;
  const startsAt = at + 20 * SECOND + dice.wait(MINUTE);
  const endsAt = startsAt + Math.min(MOST_MS, MINUTE / 2 + dice.skewed(TEST_MS, 0.4));
  const reported = { world, testRunId, devices: ['reader', ...wagons.map(({ workflowName }) => workflowName).slice(0, 8), 'writer'] };
  const outcome = outcomeOf(world, passes);
  const moments: Moment[] = [
    { at, tell: () => world.tell(NumberTaken, 'numbering-run', { sequence: 'run', number: testRunId }) },
    {
      at,
      tell: () =>
        world.tell(TestRunQueued, `testRun-${testRunId}`, {
          ...test,
          wagons: [...wagons],
          datasetId: dataset.datasetId,
          datasetName: dataset.datasetName,
          packageTag: world.packageTag,
          runner: 'stand-in',
          composition: world.blob(20_000),
          memoryLimitBytes: 3.6 * GB,
          datasetBytes: dataset.bytes,
          cpuLimitDays: 730,
        }),
    },
    {
      at: startsAt,
      tell: () => world.tell(WorkClaimed, `claim-${work}`, { work, node, until: new Date(world.now + CLAIM_MS).toISOString() }),
    },
    {
      at: startsAt,
      tell: () =>
        world.tell(TestRunStarted, `testRun-${testRunId}`, {
          testRunId,
          node,
          isolation: 'Bubblewrap and a cgroup.',
          standIns: [],
          attempt: 1,
        }),
    },
  ];
  for (let next = startsAt + REPORT_MS; next < endsAt; next += REPORT_MS * (0.7 + 0.6 * dice.share())) {
    const t = Math.round((next - startsAt) / SECOND);
    const share = (next - startsAt) / (endsAt - startsAt);
    moments.push({ at: next, tell: () => report(reported, { t, share }) });
  }
  moments.push(
    { at: endsAt, tell: () => end(reported, outcome) },
    {
      at: endsAt,
      tell: () => {
        world.tell(WorkReleased, `claim-${work}`, { work, node });
        ended(outcome);
      },
    },
  );
  return { moments, endsAt };
};
