import type { Projection } from '../projection.js';

/** Projections that are folded together, and the types of events that only the others hear. */
export type Shard = { projections: readonly Projection[]; without: readonly string[] };

/** What it costs to fold an event into one view, beside what it costs to read and parse it. */
const FOLDED = 0.25;

const hears = ({ on }: Projection, type: string): boolean => Object.hasOwn(on, type);

const costOf = (group: readonly Projection[], weights: ReadonlyMap<string, number>): number => {
  let cost = 0;
  for (const [type, weight] of weights) {
    const ears = group.filter((p) => hears(p, type)).length;
    if (ears > 0) cost += weight * (1 + ears * FOLDED);
  }
  return cost;
};

/** Moves one projection at a time to the other group, the one that helps most, as long as the dearer group gets cheaper. */
const balanced = (projections: readonly Projection[], weights: ReadonlyMap<string, number>): readonly [Projection[], Projection[]] => {
  const split = (moved: ReadonlySet<Projection>): [Projection[], Projection[]] => [
    projections.filter((p) => !moved.has(p)),
    projections.filter((p) => moved.has(p)),
  ];
  const dearer = (moved: ReadonlySet<Projection>): number => Math.max(...split(moved).map((group) => costOf(group, weights)));
  let moved: ReadonlySet<Projection> = new Set();
  for (let cost = dearer(moved); ;) {
    const tries = projections.map((p) => new Set(moved.has(p) ? [...moved].filter((other) => other !== p) : [...moved, p]));
    const costs = tries.map(dearer);
    const least = Math.min(...costs);
    if (!(least < cost)) return split(moved);
    cost = least;
    moved = tries[costs.indexOf(least)] ?? moved;
  }
};

/**
 * Cuts the projections into two groups that cost about the same, by how much each type of event weighs in the log (bytes,
 * or any other measure). An event is read once by each group that hears it, so projections that hear the same belong
 * together; events that nobody hears stay with the first group. The groups share nothing: each row depends on rows of its
 * own view only.
 */
export const shardsOf = (projections: readonly Projection[], weights: ReadonlyMap<string, number>): readonly [Shard, Shard] => {
  const [a, b] = balanced(projections, weights);
  const heard = (group: readonly Projection[]): string[] => group.flatMap(({ on }) => Object.keys(on));
  const deafTo = (group: readonly Projection[], types: readonly string[]): string[] =>
    [...new Set(types)].filter((type) => !group.some((p) => hears(p, type)));
  return [
    { projections: a, without: deafTo(a, heard(b)) },
    { projections: b, without: deafTo(b, [...heard(a), ...weights.keys()]) },
  ];
};
