import fc from 'fast-check';
import { WagonConfigured, WagonRestored, WagonSynced, wagons, type WagonEvent, type WagonRow } from '@hyperloop/contracts/wagons';
import { declarationRef, registered, scalar } from '@hyperloop/contracts/wagons/examples';
import { memoryRows } from '../kernel/story.testing.js';
import { wagonsProjection } from './wagon.projection.js';

const wagonId = '17';
const declared = { packageTag: registered.data.packageTag, declaration: declarationRef };
const variant = fc.constantFrom('', 'Fine', 'Tight');
const change = fc.record({
  variant,
  task: fc.constant('builder'),
  parameter: fc.constantFrom('v0radius', 'v0cospa'),
  from: fc.constant(null),
  to: fc.option(fc.integer({ min: 0, max: 9 }).map((n) => scalar(String(n)))),
});
const variants = fc.array(
  fc.oneof(
    fc.record({ change: fc.constantFrom('added' as const, 'removed' as const), variant: fc.constantFrom('Fine', 'Tight') }),
    fc.record({ change: fc.constant('renamed' as const), variant: fc.constant('Fine'), to: fc.constant('Tight') }),
  ),
  { maxLength: 2 },
);
const values = fc.array(change, { maxLength: 4 });
const anyEvent: fc.Arbitrary<WagonEvent> = fc.oneof(
  fc
    .tuple(variants, values, fc.constantFrom('edit' as const, 'upload' as const, 'clone' as const))
    .map(([v, to, source]) => WagonConfigured.of({ wagonId, variants: v, values: to, source })),
  values.map((to) => WagonSynced.of({ wagonId, ...declared, before: declared, values: to, added: 0, removed: 0, updated: 0 })),
  fc.tuple(variants, values).map(([v, to]) =>
    WagonRestored.of({
      wagonId,
      restoredRevision: 0,
      ...declared,
      before: declared,
      variants: v,
      values: to,
      dependencies: [],
      dependenciesBefore: [],
    }),
  ),
);

describe('the blame of a value (rule 52)', () => {
  it('names exactly one event, whose change made it what it is, by whom and when', () =>
    fc.assert(
      fc.property(fc.array(anyEvent, { minLength: 1, maxLength: 12 }), (later) => {
        const events: readonly WagonEvent[] = [registered, ...later];
        const rows = memoryRows(wagons.key);
        const metaOf = (revision: number) => ({
          at: new Date(Date.UTC(2025, 0, 1, 0, revision)).toISOString(),
          by: `person${String(revision)}`,
          commandId: 'c',
          causationId: 'c',
          correlationId: 'c',
        });
        events.forEach(({ type, data }, revision) =>
          (wagonsProjection.on[type] as ((r: object, d: unknown, f: object) => void) | undefined)?.(rows, data, {
            meta: metaOf(revision),
            stream: 'wagon-17',
            streamId: '17',
            revision,
            position: String(revision + 1),
            eventId: `e${String(revision)}`,
          }),
        );
        const row = rows.get(wagonId) as WagonRow | undefined;
        for (const { values: given } of row?.variants ?? [])
          for (const { task, parameter, value, setBy, setAt, revision } of given) {
            const blamed = events[revision]?.data as { values: { task: string; parameter: string; to: unknown }[] };
            const makers = blamed.values.filter((one) => one.task === task && one.parameter === parameter);
            expect(makers.map(({ to }) => to)).toContainEqual(value);
            expect({ setBy, setAt }).toEqual({ setBy: metaOf(revision).by, setAt: metaOf(revision).at });
          }
      }),
    ));
});
