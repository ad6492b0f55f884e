import fc from 'fast-check';
import {
  WagonConfigured,
  WagonRestored,
  WagonSynced,
  wagons,
  wagonValues,
  wagonVariants,
  type ValueChange,
  type VariantChange,
  type WagonEvent,
  type WagonRow,
  type WagonValueRow,
  type WagonVariantRow,
} from '@hyperloop/contracts/wagons';
import {
  array,
  declarationRef,
  deleted,
  disabled,
  enabled,
  laterRef,
  registered,
  renamed,
  scalar,
} from '@hyperloop/contracts/wagons/examples';
import { memoryRows } from '../kernel/story.testing.js';
import type { Projection } from '../kernel/index.js';
import { wagonValuesProjection } from './wagon-value.projection.js';
import { wagonVariantsProjection } from './wagon-variant.projection.js';
import { wagonsProjection } from './wagon.projection.js';

const wagonId = '17';
const declared = { packageTag: registered.data.packageTag, declaration: declarationRef };
const later = { packageTag: 'O2Physics::daily-20251208-0000-1', declaration: laterRef };

/** Of subwagons only what can be: each change is passed over that the set of them, as it stands, would refuse. */
const possible = (changes: readonly VariantChange[], names: Set<string>): VariantChange[] =>
  changes.filter((change) => {
    if (change.change === 'added') return !names.has(change.variant) && names.add(change.variant);
    if (!names.has(change.variant)) return false;
    if (change.change === 'removed') return names.delete(change.variant);
    if (change.change !== 'renamed') return true;
    return !names.has(change.to) && names.delete(change.variant) && names.add(change.to);
  });

const name = fc.constantFrom('S1', 'S2', 'S3');
const variantChange: fc.Arbitrary<VariantChange> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ change: fc.constant('added' as const), variant: name }) },
  {
    weight: 1,
    arbitrary: fc.record({ change: fc.constantFrom('removed' as const, 'deactivated' as const, 'activated' as const), variant: name }),
  },
  { weight: 1, arbitrary: fc.record({ change: fc.constant('renamed' as const), variant: name, to: name }) },
);
const valueChange: fc.Arbitrary<ValueChange> = fc.record({
  variant: fc.constantFrom('', 'S1', 'S2', 'S3'),
  task: fc.constantFrom('t1', 't2'),
  parameter: fc.constantFrom('cut', 'pair'),
  from: fc.constant(null),
  to: fc.option(fc.constantFrom(scalar('1'), scalar('2.50'), array('1', '2'), array(null, '3'))),
});
const change = fc.record({
  is: fc.constantFrom('configured', 'configured', 'configured', 'synced', 'restored', 'renamed', 'enabled', 'disabled', 'deleted'),
  variants: fc.array(variantChange, { maxLength: 3 }),
  values: fc.array(valueChange, { maxLength: 4 }),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const storyOf = (changes: readonly Change[]): WagonEvent[] => {
  const names = new Set<string>();
  let gone = false;
  const events: WagonEvent[] = [registered];
  for (const { is, variants: asked, values: all } of changes) {
    if (gone) break;
    const variants = is === 'configured' || is === 'restored' ? possible(asked, names) : [];
    const values = all.filter(({ variant }) => variant === '' || names.has(variant));
    const rest = { wagonId, variants, values };
    if (is === 'configured') events.push(WagonConfigured.of({ ...rest, source: 'edit' }));
    else if (is === 'synced')
      events.push(WagonSynced.of({ wagonId, values, ...later, before: declared, added: 0, removed: 0, updated: 0 }));
    else if (is === 'restored')
      events.push(WagonRestored.of({ ...rest, restoredRevision: 0, ...declared, before: later, dependencies: [], dependenciesBefore: [] }));
    else if (is === 'renamed') events.push(renamed);
    else if (is === 'enabled') events.push(enabled);
    else if (is === 'disabled') events.push(disabled);
    else {
      gone = true;
      events.push(deleted);
    }
  }
  return events;
};

const folded = (
  view: { key: string },
  projection: Projection<never>,
  events: readonly WagonEvent[],
): readonly Record<string, unknown>[] => {
  const rows = memoryRows(view.key);
  events.forEach(({ type, data }, revision) =>
    (projection.on[type] as ((r: object, d: unknown, f: object) => void) | undefined)?.(rows, data, {
      meta: {
        at: `2025-12-02T14:${String(revision).padStart(2, '0')}:00Z`,
        by: `person${revision}`,
        commandId: 'c',
        causationId: 'c',
        correlationId: 'c',
      },
      stream: 'wagon-17',
      streamId: '17',
      revision,
      position: String(revision + 1),
      eventId: `e${revision}`,
    }),
  );
  return rows.all();
};

describe('set values and variants, for searches', () => {
  it('are exactly what the wagon holds, whatever happened to it (rules 45, 52, 53)', () => {
    let values = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 14 }), (changes) => {
        const events = storyOf(changes);
        // `folded` stores rows of any view; these are of the three read here.
        const [wagon] = folded(wagons, wagonsProjection as Projection<never>, events) as unknown as (WagonRow | undefined)[];
        const set = folded(wagonValues, wagonValuesProjection as Projection<never>, events) as unknown as WagonValueRow[];
        const variants = folded(wagonVariants, wagonVariantsProjection as Projection<never>, events) as unknown as WagonVariantRow[];
        values += set.length;
        const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
        expect(set.map(({ valueId: id, value, setBy, setAt, revision }) => ({ id, value, setBy, setAt, revision })).sort(byId)).toEqual(
          (wagon?.variants ?? [])
            .flatMap(({ name: variant, values: given }) =>
              given.map(({ task, parameter, value, setBy, setAt, revision }) => ({
                id: `${parameter}\n${wagonId}:${variant}\n${task}`,
                value,
                setBy,
                setAt,
                revision,
              })),
            )
            .sort(byId),
        );
        expect(
          variants
            .map(({ variantId: id, name: of, declaration, packageTag, active }) => ({ id, of, declaration, packageTag, active }))
            .sort(byId),
        ).toEqual(
          (wagon?.variants ?? [])
            .map(({ name: variant, active }) => ({
              id: `${wagonId}:${variant}`,
              of: wagon?.name,
              declaration: wagon?.declaration.sha256,
              packageTag: wagon?.packageTag,
              active,
            }))
            .sort(byId),
        );
      }),
      { numRuns: 300 },
    );
    expect(values).toBeGreaterThan(100);
  });
});
