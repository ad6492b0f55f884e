import { sameText } from '@hyperloop/contracts/packages';
import { parameterKey, type ValueChange, type VariantChange, type VariantState } from '@hyperloop/contracts/wagons';

/** What a variant of the wagon is called now, when the proposal renames or makes it. */
const nameBefore = (variant: string, changes: readonly VariantChange[]): string | null => {
  let name = variant;
  for (const change of [...changes].reverse()) {
    if (change.change === 'renamed' && change.to === name) name = change.variant;
    if (change.change === 'added' && change.variant === name) return null;
  }
  return name;
};

/** Parameters whose value is not any more what the proposal would replace: somebody changed them since. */
export const overtaken = (
  now: readonly VariantState[],
  { variants, values }: { variants: readonly VariantChange[]; values: readonly ValueChange[] },
): string[] =>
  values.flatMap(({ variant, task, parameter, from }) => {
    const name = nameBefore(variant, variants);
    if (name === null) return [];
    const held = now.find((one) => one.name === name)?.values.get(parameterKey(task, parameter)) ?? null;
    return sameText(held, from) ? [] : [parameter];
  });
