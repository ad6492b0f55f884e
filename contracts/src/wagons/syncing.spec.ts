import fc from 'fast-check';
import { declaration, laterDeclaration, scalar } from './examples.js';
import { applyConfigured, baseOnly, parameterKey, syncVariants, type VariantState } from './index.js';

const task = 'lambdakzero-builder';
const at = (parameter: string): string => parameterKey(task, parameter);
const wagon = (base: Record<string, string>, subwagon: Record<string, string> = {}): readonly VariantState[] => [
  { name: '', active: true, values: new Map(Object.entries(base).map(([name, text]) => [at(name), scalar(text)])) },
  { name: 'Fine', active: true, values: new Map(Object.entries(subwagon).map(([name, text]) => [at(name), scalar(text)])) },
];

describe('syncing the values of a wagon', () => {
  it('follows a new default where nobody set a value, without storing one (rule 53)', () => {
    const { preview, values } = syncVariants(declaration, laterDeclaration, baseOnly);
    expect(values).toEqual([]);
    expect(preview.updated).toMatchObject([{ parameter: 'v0radius', from: scalar('0.9'), to: scalar('1.0') }]);
    expect(preview.added).toMatchObject([{ parameter: 'dcav0dau' }]);
    expect(preview.removed).toMatchObject([{ parameter: 'v0cospa' }]);
  });
  it('keeps what a user set, also when the default moves to that very value (rule 53)', () => {
    const { preview, values } = syncVariants(declaration, laterDeclaration, wagon({ v0radius: '1.0' }));
    expect(values).toEqual([]);
    expect(preview.updated).toEqual([]);
    // Set by a user, so a still later default does not overwrite it.
    expect(syncVariants(laterDeclaration, declaration, wagon({ v0radius: '1.0' })).preview.updated).toEqual([]);
  });
  it('takes away a set value whose parameter is gone, in Base and in subwagons (rules 53, 54)', () =>
    expect(syncVariants(declaration, laterDeclaration, wagon({ v0cospa: '0.99' }, { v0cospa: '0.98', v0radius: '2' })).values).toEqual([
      { variant: '', task, parameter: 'v0cospa', from: scalar('0.99'), to: null },
      { variant: 'Fine', task, parameter: 'v0cospa', from: scalar('0.98'), to: null },
    ]));

  const cut = fc.integer({ min: 1, max: 99 }).map((n) => String(n / 10));
  const set = fc.record({ v0radius: cut, v0cospa: cut }, { requiredKeys: [] });
  it('never touches a set value that still has its place (rules 53, 54)', () =>
    fc.assert(
      fc.property(set, set, (base, subwagon) => {
        const variants = wagon(base, subwagon);
        const { values } = syncVariants(declaration, laterDeclaration, variants);
        const after = applyConfigured(variants, { variants: [], values });
        for (const [index, { values: before }] of variants.entries())
          for (const [key, value] of before) expect(after[index]?.values.get(key)).toEqual(key === at('v0cospa') ? undefined : value);
      }),
    ));
});
