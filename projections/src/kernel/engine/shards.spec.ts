import fc from 'fast-check';
import type { Projection } from '../projection.js';
import { shardsOf } from './shards.js';

const fold = (): void => undefined;
const hearing = (view: string, ...types: string[]): Projection => ({
  view,
  version: 1,
  on: Object.fromEntries(types.map((type) => [type, fold])),
});
const viewsOf = ({ projections }: { projections: readonly Projection[] }): string[] => projections.map(({ view }) => view);

describe('cutting the projections in two for a rebuild', () => {
  it('keeps those together that hear the same heavy events', () => {
    const [a, b] = shardsOf(
      [
        hearing('jobs', 'JobsUpdated'),
        hearing('courses', 'TestRunProgressed'),
        hearing('masterjobs', 'JobsUpdated'),
        hearing('wagons', 'WagonEnabled'),
      ],
      new Map([
        ['JobsUpdated', 600],
        ['TestRunProgressed', 500],
        ['WagonEnabled', 100],
      ]),
    );
    expect([viewsOf(a).sort(), viewsOf(b).sort()].sort()).toEqual([
      ['courses', 'wagons'],
      ['jobs', 'masterjobs'],
    ]);
  });

  it('leaves nothing unread that somebody hears, and reads what nobody hears once', () => {
    const types = ['A', 'B', 'C', 'D', 'E'];
    const someProjections = fc.array(fc.subarray(types), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(someProjections, fc.array(fc.nat(1_000), { minLength: 5, maxLength: 5 }), (heard, weights) => {
        const projections = heard.map((on, n) => hearing(`view-${n}`, ...on));
        const shards = shardsOf(projections, new Map(types.map((type, n) => [type, weights[n] ?? 0])));
        expect(shards.flatMap(viewsOf).sort()).toEqual(projections.map(({ view }) => view).sort());
        for (const shard of shards)
          for (const { on } of shard.projections) expect(shard.without.filter((type) => Object.hasOwn(on, type))).toEqual([]);
        for (const type of types) {
          const readers = shards.filter(({ without }) => !without.includes(type)).length;
          const ears = shards.filter((shard) => shard.projections.some(({ on }) => Object.hasOwn(on, type))).length;
          expect(readers).toBe(Math.max(1, ears));
        }
      }),
    );
  });
});
