import type { BlobRef } from '@hyperloop/contracts/kernel';
import {
  fromParameterKey,
  type AddedParameter,
  type DerivedData,
  type ValueChange,
  type VariantChange,
  type VariantState,
} from '@hyperloop/contracts/wagons';
import { sameText } from '@hyperloop/contracts/packages';

/** What a wagon was after one of its changes. */
export type Earlier = {
  packageTag: string;
  declaration: BlobRef;
  byHand: boolean;
  added: readonly AddedParameter[];
  variants: readonly VariantState[];
  derivedData: DerivedData;
  dependencies: readonly string[];
};

/** The changes that make the present variants the earlier ones again. A rename reads as one gone and one new. */
export const changesBack = (
  present: readonly VariantState[],
  earlier: readonly VariantState[],
): { variants: VariantChange[]; values: ValueChange[] } => {
  const now = new Map(present.map((variant) => [variant.name, variant]));
  const then = new Set(earlier.map(({ name }) => name));
  const removed = present.filter(({ name }) => !then.has(name)).map(({ name }): VariantChange => ({ change: 'removed', variant: name }));
  const others = earlier.flatMap(({ name, active }): VariantChange[] => {
    const was = now.get(name);
    return [
      ...(was === undefined ? [{ change: 'added', variant: name } as const] : []),
      ...((was?.active ?? true) === active ? [] : [{ change: active ? 'activated' : 'deactivated', variant: name } as const]),
    ];
  });
  const values = earlier.flatMap(({ name, values: wanted }) => {
    const held = now.get(name)?.values;
    return [...new Set([...(held?.keys() ?? []), ...wanted.keys()])].flatMap((key): ValueChange[] => {
      const [from, to] = [held?.get(key) ?? null, wanted.get(key) ?? null];
      return sameText(from, to) ? [] : [{ variant: name, ...fromParameterKey(key), from, to }];
    });
  });
  return { variants: [...removed, ...others], values };
};
