import { AnalysesArranged } from '@hyperloop/contracts/analyses';
import { WagonEnabled } from '@hyperloop/contracts/wagons';
import type { Moment, Plan } from './schedule.js';
import { testCourse } from './test-runs.js';
import { trainPlan } from './trains.js';
import { MINUTE, type Dataset, type Wagon, type World } from './world.js';
import { configure } from './wagons.js';

/** Of the tests of wagons. */
const FAILING = 0.12;

/** Newer ones are asked for more. */
const recent = <T>(world: World, list: readonly T[]): T => {
  const back = Math.floor(list.length * world.dice.share() ** 2);
  return list[list.length - 1 - back] ?? world.dice.pick(list);
};

const enable = (world: World, wagon: Wagon, { datasetId, datasetName }: Dataset): void => {
  const { wagonId, name, workflowName, analysisId, analysisName, owner } = wagon;
  world.tell(
    WagonEnabled,
    `wagon-${wagonId}`,
    {
      wagonId,
      analysisId,
      datasetId,
      packageTag: world.packageTag,
      packageMode: 'newer',
      wagonName: name,
      workflowName,
      analysisName,
      datasetName,
    },
    owner,
  );
};

/** Enough wagons wait for a dataset, and the log has room for all of its train: an operator composes it. */
const composeWhenReady = (world: World, dataset: Dataset): void => {
  if (dataset.ready.length < dataset.wanted) return;
  const plan = trainPlan(world, dataset, dataset.ready);
  if (!world.fits(plan.length)) return;
  dataset.ready = [];
  dataset.wanted = world.dice.between(3, 8);
  world.schedule.begin(plan);
};

const test = (world: World, dataset: Dataset, wagon: Wagon, at: number): Plan => {
  const testRunId = world.nextNumber();
  const composed = (one: Wagon, wanted: boolean) => ({
    wagonId: one.wagonId,
    name: one.name,
    workflowName: one.workflowName,
    analysisId: one.analysisId,
    wanted,
    variants: [''],
  });
  return testCourse(
    world,
    dataset,
    {
      testRunId,
      subject: { kind: 'wagon', wagonId: wagon.wagonId, wagonRevision: 1 },
      name: wagon.name,
      analysisId: wagon.analysisId,
      wagons: [...wagon.dependencies.map((one) => composed(one, false)), composed(wagon, true)],
      cores: 1,
      queuedFor: wagon.owner,
    },
    {
      at,
      passes: !world.dice.chance(FAILING),
      ended: ({ passed, cpuDays }) => {
        if (!passed) return changeAndTest(world, dataset, wagon);
        dataset.ready.push({ wagon, testRunId, enabledBy: wagon.owner, cpuDays });
        composeWhenReady(world, dataset);
      },
    },
  ).moments;
};

const beginIfItFits = (world: World, plan: Plan): boolean => {
  if (!world.fits(plan.length)) return false;
  world.schedule.begin(plan);
  return true;
};

/** A test went wrong: what was changed resets it, and it is tested again (rule 100). */
const changeAndTest = (world: World, dataset: Dataset, wagon: Wagon): void => {
  const at = world.now + MINUTE + world.dice.wait(30 * MINUTE);
  beginIfItFits(world, [{ at, tell: () => configure(world, wagon) }, ...test(world, dataset, wagon, at + 1)]);
};

/** Somebody sorts the own page (rule 13): one event that leads to nothing else. */
const arrange = (world: World): void => {
  const personId = world.dice.pick(world.people);
  const order = Array.from({ length: 4 }, () => world.dice.pick(world.analyses).analysisId);
  world.tell(AnalysesArranged, `arrangement-${personId}`, { personId, order: [...new Set(order)], folded: [] }, personId);
};

/**
 * Somebody wants a wagon on the next train over a dataset: some Saves, then enabling, which queues its test (rule 90).
 * Near the end of the log only what still has room is begun, at last somebody sorts a page.
 */
export const enrol = (world: World): void => {
  const dataset = recent(world, world.datasets);
  const wagon = recent(world, world.wagons);
  if (wagon.enabledOn.has(dataset.datasetId)) return;
  const saves: Moment[] = [];
  let at = world.now;
  // A Save where it is enabled elsewhere would reset its tests there.
  if (wagon.enabledOn.size === 0)
    for (let n = world.dice.between(0, 3); n > 0; n -= 1, at += MINUTE) saves.push({ at, tell: () => configure(world, wagon) });
  const enabledAt = at + MINUTE;
  const begun = beginIfItFits(world, [
    ...saves,
    { at: enabledAt, tell: () => enable(world, wagon, dataset) },
    ...test(world, dataset, wagon, enabledAt + 1),
  ]);
  if (begun) wagon.enabledOn.add(dataset.datasetId);
  else beginIfItFits(world, [{ at: world.now, tell: () => arrange(world) }]);
};
