import type { Projection } from '../projection.js';

/** Projections that are folded together, and the types of events that only the others hear. */
export type Shard = { projections: readonly Projection[]; without: readonly string[] };

const hears = ({ on }: Projection, type: string): boolean => Object.hasOwn(on, type);
/** To write what a handler changed costs about as much as to read and parse what it heard. */
const HANDLED = 1;

/**
 * Cuts the projections into two groups that cost about the same, by how much each type of event weighs in the log (bytes,
 * or any other measure). Every event that somebody hears is read once by each group that hears it, so projections with the
 * same food belong together; events that nobody hears stay with the first group. The groups share nothing: each row
 * depends on rows of its own view only.
 */
export const shardsOf = (projections: readonly Projection[], weights: ReadonlyMap<string, number>): readonly [Shard, Shard] => {
  const types = [...weights.keys()];
  const cost = (group: readonly Projection[]): number =>
    types.reduce((sum, type) => {
      const ears = group.filter((p) => hears(p, type)).length;
      return sum + (ears === 0 ? 0 : (1 + ears * HANDLED) * (weights.get(type) ?? 0));
    }, 0);
  const heaviestFirst = [...projections].sort((a, b) => cost([b]) - cost([a]));
  const groups: [Projection[], Projection[]] = [[], []];
  for (const next of heaviestFirst) {
    const grown = groups.map((group) => cost([...group, next])) as [number, number]; // as many as groups
    const costs = groups.map(cost) as [number, number]; // as many as groups
    const first = Math.max(grown[0], costs[1]) <= Math.max(costs[0], grown[1]);
    groups[first ? 0 : 1].push(next);
  }
  const onlyHeardBy = (mine: readonly Projection[], others: readonly Projection[]): string[] => [
    ...new Set(others.flatMap(({ on }) => Object.keys(on)).filter((type) => !mine.some((p) => hears(p, type)))),
  ];
  const [a, b] = groups;
  const heardByNobodyElse = types.filter((type) => !b.some((p) => hears(p, type)));
  return [
    { projections: a, without: onlyHeardBy(a, b) },
    { projections: b, without: [...new Set([...onlyHeardBy(b, a), ...heardByNobodyElse])] },
  ];
};
