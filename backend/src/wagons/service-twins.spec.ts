import { baseOnly, noDerivedData } from '@hyperloop/contracts/wagons';
import { declaration, laterDeclaration, scalar, slim } from '@hyperloop/contracts/wagons/examples';
import { sameAsService, type Runs } from './service-twins.js';

const runs = (more: Partial<Runs> = {}): Runs => ({
  workflowName: declaration.name,
  declaration,
  variants: baseOnly,
  derivedData: noDerivedData,
  ...more,
});
const cut = (parameter: string, text: string) => [
  { name: '', active: true, values: new Map([[`lambdakzero-builder\n${parameter}`, scalar(text)]]) },
];

describe('a wagon and a service wagon are the same (rule 82)', () => {
  it('when workflow, stored tables and configurables agree', () => expect(sameAsService(runs(), runs())).toBe(true));
  it('also when a default was typed in, or spelt another way', () =>
    expect(sameAsService(runs({ variants: cut('v0radius', '0.90') }), runs())).toBe(true));
  it('also when the service wagon knows parameters of a later package', () =>
    expect(sameAsService(runs({ variants: cut('v0radius', '1.0') }), runs({ declaration: laterDeclaration }))).toBe(true));

  it('not when the workflow differs', () => expect(sameAsService(runs(), runs({ workflowName: 'o2-other' }))).toBe(false));
  it('not when the stored tables differ', () => expect(sameAsService(runs({ derivedData: slim }), runs())).toBe(false));
  it('not when one value differs', () => expect(sameAsService(runs({ variants: cut('v0radius', '1.2') }), runs())).toBe(false));
  it('not when other variants run', () =>
    expect(
      sameAsService(runs({ variants: [...baseOnly, { name: 'Fine', active: true, values: cut('v0radius', '2')[0]!.values }] }), runs()),
    ).toBe(false));
});
