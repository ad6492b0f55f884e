import fc from 'fast-check';
import { applyConfigured, type VariantState } from '@hyperloop/contracts/wagons';
import { scalar } from '@hyperloop/contracts/wagons/examples';
import { changesBack } from './restoring.js';

const values = fc
  .dictionary(fc.constantFrom('v0radius', 'v0cospa', 'centralities'), fc.integer({ min: 0, max: 3 }))
  .map((set) => new Map(Object.entries(set).map(([name, n]) => [`builder\n${name}`, scalar(String(n))])));
const variants: fc.Arbitrary<readonly VariantState[]> = fc
  .tuple(
    fc.record({ active: fc.boolean(), values }),
    fc.uniqueArray(fc.record({ name: fc.constantFrom('Fine', 'Tight', 'Loose'), active: fc.boolean(), values }), {
      selector: ({ name }) => name,
    }),
  )
  .map(([base, subwagons]) => [{ name: '', ...base }, ...subwagons]);
const byName = (all: readonly VariantState[]) => [...all].sort((a, b) => a.name.localeCompare(b.name));

describe('the way back to an earlier state (rule 212)', () => {
  it('leads exactly there, from any state', () =>
    fc.assert(
      fc.property(variants, variants, (present, earlier) =>
        expect(byName(applyConfigured(present, changesBack(present, earlier)))).toEqual(byName(earlier)),
      ),
    ));
  it('is no way at all from the state itself', () =>
    fc.assert(fc.property(variants, (present) => expect(changesBack(present, present)).toEqual({ variants: [], values: [] }))));
  it('says of every value what it was (rule 52)', () =>
    fc.assert(
      fc.property(variants, variants, (present, earlier) => {
        for (const { variant, task, parameter, from } of changesBack(present, earlier).values)
          expect(present.find(({ name }) => name === variant)?.values.get(`${task}\n${parameter}`) ?? null).toEqual(from);
      }),
    ));
});
