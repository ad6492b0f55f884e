import { MergingSkipped, MergingStarted, OutputMerged } from '@hyperloop/contracts/grid';
import { NumberTaken, WorkClaimed, WorkReleased } from '@hyperloop/contracts/reservations';
import {
  TrainComposed,
  TrainCompleted,
  TrainSubmitted,
  TrainTestPassed,
  TrainTestQueued,
  type TrainWagon,
} from '@hyperloop/contracts/trains';
import { WagonDisabled } from '@hyperloop/contracts/wagons';
import { masterjobCourse, type MasterjobCourse } from './jobs.js';
import { operatorOf } from './people.js';
import type { Moment, Plan } from './schedule.js';
import { testCourse } from './test-runs.js';
import { GB, MINUTE, SECOND, type Dataset, type Enrolled, type Wagon, type World } from './world.js';

/** Of jobs, for good: 13 to 24 % on average (numbers.md), 45 % and more on a bad day. */
const FAILING = { DATA: 0.16, MC: 0.3, HY: 0.1 };

const composedOf = (wagon: Wagon, wanted: boolean) => ({
  wagonId: wagon.wagonId,
  name: wagon.name,
  workflowName: wagon.workflowName,
  analysisId: wagon.analysisId,
  wanted,
  variants: [''],
});
const trainWagonOf = ({ wagon, testRunId, enabledBy }: Enrolled, packageTag: string): TrainWagon => ({
  wagonId: wagon.wagonId,
  name: wagon.name,
  workflowName: wagon.workflowName,
  analysisId: wagon.analysisId,
  analysisName: wagon.analysisName,
  enabledBy,
  packageMode: 'newer',
  testedOn: packageTag,
  testRunId,
  wagonRevision: 1,
});

type Train = { world: World; trainId: string; dataset: Dataset; taken: readonly Enrolled[]; operator: string };

const compose = ({ world, trainId, dataset, taken, operator }: Train, dependencies: readonly Wagon[]): void => {
  const cpuDays = taken.reduce((sum, one) => sum + one.cpuDays, 0);
  world.tell(
    TrainComposed,
    `train-${trainId}`,
    {
      trainId,
      datasetId: dataset.datasetId,
      datasetName: dataset.datasetName,
      wagons: taken.map((one) => trainWagonOf(one, world.packageTag)),
      dependencies: dependencies.map((wagon) => composedOf(wagon, false)),
      packageTag: world.packageTag,
      runner: 'stand-in',
      target: 'grid-2',
      cores: 2,
      memoryLimitBytes: 3.6 * GB,
      slow: false,
      autoSubmit: false,
      composition: world.blob(60_000),
      neededCpuDays: cpuDays,
      estimatedPssBytes: 2.9 * GB,
      datasetBytes: dataset.bytes,
    },
    operator,
  );
};

/** A run's output is merged when its jobs are over; without a good job there is nothing to merge (rule 198). */
const runMerged = ({ world, trainId }: Train, run: number, { done, endsAt }: MasterjobCourse): Moment[] => {
  const masterjobId = `${trainId}.${run}`;
  const stream = `masterjob-${masterjobId}`;
  const scope = { of: 'run' as const, masterjobId, run };
  const startsAt = endsAt + SECOND;
  if (done === 0)
    return [{ at: startsAt, tell: () => world.tell(MergingSkipped, stream, { trainId, scope, reason: 'No job of this run ended well.' }) }];
  const directory = `/outputs/${trainId}/${masterjobId}`;
  return [
    { at: startsAt, tell: () => world.tell(MergingStarted, stream, { trainId, scope, inputs: done }) },
    {
      at: startsAt + 2 * MINUTE,
      tell: () =>
        world.tell(OutputMerged, stream, { trainId, scope, directory, output: world.blob(3e7), runs: [run], ofRuns: [run], objects: 140 }),
    },
  ];
};

const completed = (train: Train, courses: readonly { run: number; course: MasterjobCourse }[], at: number): Moment[] => {
  const { world, trainId } = train;
  const runs = courses.filter(({ course }) => course.done > 0).map(({ run }) => run);
  const ofRuns = courses.map(({ run }) => run);
  const sum = (of: 'done' | 'failed' | 'cpuSeconds') => courses.reduce((total, { course }) => total + course[of], 0);
  const stream = `merging-${trainId}`;
  const scope = { of: 'train' as const };
  return [
    { at, tell: () => world.tell(MergingStarted, stream, { trainId, scope, inputs: runs.length }) },
    {
      at: at + 3 * MINUTE,
      tell: () =>
        world.tell(OutputMerged, stream, {
          trainId,
          scope,
          directory: `/outputs/${trainId}`,
          output: world.blob(3e7),
          runs,
          ofRuns,
          objects: 140,
        }),
    },
    {
      at: at + 3 * MINUTE,
      tell: () =>
        world.tell(TrainCompleted, `train-${trainId}`, {
          trainId,
          jobs: sum('done') + sum('failed'),
          done: sum('done'),
          failed: sum('failed'),
          cpuSeconds: sum('cpuSeconds'),
          mergedRuns: runs.length,
          runs: ofRuns.length,
        }),
    },
  ];
};

/** On the Grid: wagons are free again, all runs are submitted within minutes and go their ways beside each other. */
const onTheGrid = (train: Train, at: number): Moment[] => {
  const { world, trainId, dataset, taken, operator } = train;
  const { dice } = world;
  const work = `train.${trainId}`;
  const node = 'bench-0';
  const failing = Math.min(0.6, dice.skewed(FAILING[dataset.kind], 0.5));
  const between = Math.min(3 * SECOND, (11 * MINUTE) / dataset.runs.length);
  const courses = dataset.runs.map((run, n) => ({
    run: run.run,
    course: masterjobCourse(world, { trainId, run, failing, at: at + 3 * SECOND + n * between }),
  }));
  const moments: Moment[] = [
    { at, tell: () => world.tell(TrainSubmitted, `train-${trainId}`, { trainId, target: 'grid-2', cores: 2 }, operator) },
    ...taken.map(({ wagon }) => ({
      at: at + SECOND,
      tell: () => {
        wagon.enabledOn.delete(dataset.datasetId);
        world.tell(WagonDisabled, `wagon-${wagon.wagonId}`, {
          wagonId: wagon.wagonId,
          datasetId: dataset.datasetId,
          because: 'train-submitted',
          trainId,
        });
      },
    })),
    // Heartbeats of the claim, twice a minute, are left out: no view hears them, and they would flatter every rate.
    {
      at: at + 2 * SECOND,
      tell: () => world.tell(WorkClaimed, `claim-${work}`, { work, node, until: new Date(world.now + MINUTE).toISOString() }),
    },
  ];
  for (const { run, course } of courses) {
    for (const moment of course.moments) moments.push(moment);
    moments.push(...runMerged(train, run, course));
  }
  const endsAt = moments.reduce((latest, moment) => Math.max(latest, moment.at), at);
  moments.push(...completed(train, courses, endsAt + SECOND), {
    at: endsAt + 4 * MINUTE,
    tell: () => world.tell(WorkReleased, `claim-${work}`, { work, node }),
  });
  return moments.sort((a, b) => a.at - b.at);
};

/** From composing to the full output: the test of the whole, submission, masterjobs, merging. */
export const trainPlan = (world: World, dataset: Dataset, taken: readonly Enrolled[]): Plan => {
  const { dice } = world;
  const at = world.now + 2 * MINUTE + dice.wait(10 * MINUTE);
  const trainId = world.nextNumber();
  const testRunId = world.nextNumber();
  const operator = operatorOf(world);
  const stream = `train-${trainId}`;
  const train: Train = { world, trainId, dataset, taken, operator };
  const dependencies = [...new Set(taken.flatMap(({ wagon }) => wagon.dependencies))];
  const verdict = { cpuDays: 0, pssMaxBytes: 0 };
  const test = testCourse(
    world,
    dataset,
    {
      testRunId,
      subject: { kind: 'train', trainId },
      name: `Train ${trainId}`,
      analysisId: null,
      wagons: [...dependencies.map((wagon) => composedOf(wagon, false)), ...taken.map(({ wagon }) => composedOf(wagon, true))],
      cores: 2,
      queuedFor: operator,
    },
    { at: at + 2, passes: true, ended: (outcome) => Object.assign(verdict, outcome) },
  );
  const submittedAt = test.endsAt + MINUTE + dice.wait(4 * MINUTE);
  return [
    { at, tell: () => world.tell(NumberTaken, 'numbering-run', { sequence: 'run', number: trainId }) },
    { at: at + 1, tell: () => compose(train, dependencies) },
    ...test.moments.slice(0, 2),
    { at: at + 3, tell: () => world.tell(TrainTestQueued, stream, { trainId, testRunId }) },
    ...test.moments.slice(2),
    {
      at: test.endsAt + 1,
      tell: () =>
        world.tell(TrainTestPassed, stream, {
          trainId,
          testRunId,
          warnings: [],
          pssMaxBytes: verdict.pssMaxBytes,
          cpuDays: verdict.cpuDays,
        }),
    },
    ...onTheGrid(train, submittedAt),
  ];
};
