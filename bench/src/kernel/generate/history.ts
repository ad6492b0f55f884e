import { createDataset } from './datasets.js';
import { enrol } from './enrolment.js';
import { NIGHTLY_MS, nightly } from './packages.js';
import { admitPerson, openAnalysis } from './people.js';
import type { Plan } from './schedule.js';
import { DAY, World, type Made } from './world.js';
import { registerWagon } from './wagons.js';

export type LogShape = { events: number; seed?: number };

/** Fewer would not hold even the small world that a log begins with. */
export const FEWEST_EVENTS = 1_000;

/** Grows with what the generator makes: a cached log of another version is made anew. */
export const GENERATOR_VERSION = 1;

/** Wagon tests in a week: about what 631,000 numbers in five years came to lately (domain/numbers.md). */
const ENROLMENTS_A_WEEK = 4_100;
const BETWEEN_ENROLMENTS = (7 * DAY) / ENROLMENTS_A_WEEK;
/** What is there when the log begins; a small log begins with a small world. */
const firstOf = (events: number) => {
  const share = Math.min(1, Math.max(0.1, events / 100_000));
  return {
    people: Math.round(120 * share),
    analyses: Math.round(50 * share),
    datasets: Math.round(40 * share),
    wagons: Math.round(400 * share),
  };
};
/** New ones for each enrolment: 42,800 wagons, 3,000 datasets and 700 people for some 545,000 tests. */
const GROWTH = { wagons: 0.08, datasets: 0.0055, people: 0.0013, analyses: 0.0004 };

const begin = (world: World, plan: Plan): void => {
  if (world.fits(plan.length)) world.schedule.begin(plan);
};

/** Everything that happens until then. */
function* until(world: World, at: number): Generator<Made> {
  for (let next = world.schedule.soonest; next !== undefined && next <= at; next = world.schedule.soonest) {
    world.now = Math.max(world.now, next);
    world.schedule.step();
    if (world.told.length === 0) continue;
    yield* world.told;
    world.told = [];
  }
  world.now = Math.max(world.now, at);
}

function* beginning(world: World): Generator<Made> {
  const first = firstOf(world.events);
  const all = (count: number, make: (world: World, at: number) => Plan): void => {
    for (let n = 0; n < count; n += 1) begin(world, make(world, world.now + n));
  };
  begin(world, nightly(world, 0));
  yield* until(world, world.now + DAY / 2);
  all(first.people, admitPerson);
  yield* until(world, world.now + DAY / 8);
  all(first.analyses, openAnalysis);
  yield* until(world, world.now + DAY / 8);
  all(first.datasets, createDataset);
  // Service wagons come first: the others depend on them.
  all(30 + first.wagons, registerWagon);
  yield* until(world, world.now + DAY / 4);
}

/**
 * The history of an experiment, shaped like real use (domain/numbers.md): people, datasets and wagons grow; wagons are
 * changed, enabled and tested; trains are composed of those that passed and run their masterjobs beside each other. Exactly
 * so many events, and at the end nothing is left half done: a program started on it finds no work.
 */
export function* historyOf({ events, seed = 1 }: LogShape): Generator<Made> {
  if (!Number.isSafeInteger(events) || events < FEWEST_EVENTS)
    throw new Error(`a log of ${events} events: at least ${FEWEST_EVENTS} are needed`);
  const world = new World(seed, events);
  yield* beginning(world);
  const { dice } = world;
  let night = world.now;
  for (let day = 1; !world.full;) {
    yield* until(world, world.now + dice.wait(BETWEEN_ENROLMENTS));
    if (dice.chance(GROWTH.people)) begin(world, admitPerson(world, world.now));
    if (dice.chance(GROWTH.analyses)) begin(world, openAnalysis(world, world.now));
    if (dice.chance(GROWTH.datasets)) begin(world, createDataset(world, world.now));
    if (dice.chance(GROWTH.wagons)) begin(world, registerWagon(world, world.now));
    if (world.now - night > NIGHTLY_MS) {
      begin(world, nightly(world, day));
      night += NIGHTLY_MS;
      day += 1;
    }
    enrol(world);
  }
}
