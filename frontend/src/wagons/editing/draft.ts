import type { ParameterValue, WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { sameText } from '@hyperloop/contracts/packages';
import { configurationOfVariants, parameterKey, fromParameterKey, type VariantChange, type WagonRow } from '@hyperloop/contracts/wagons';
import { declarationsOf, entriesOf, sameValue, trimOverride, valueAt, type Configuration } from '@hyperloop/contracts/wagons/configuration';

/** Base (name '') or a subwagon as it stands in the form. `id` stays through a rename; `from` is its stored name, null when new. */
export type DraftVariant = {
  readonly id: string;
  readonly from: string | null;
  readonly name: string;
  readonly active: boolean;
  readonly values: ReadonlyMap<string, ParameterValue>;
};
/** The form: Base first. Nothing of it is stored until Save (rule 31). */
export type Draft = readonly DraftVariant[];

/** Where a value stands: the variant's id, and `parameterKey`. */
export type Place = { readonly variant: string; readonly key: string };
export type Change = { readonly variant: string; readonly task: string; readonly parameter: string; readonly to: ParameterValue | null };
/** What ConfigureWagon is asked for: variant changes first, in order, then values. */
export type Changes = { readonly variants: readonly VariantChange[]; readonly values: readonly Change[] };

export const BASE = '';

/** The form as the stored wagon fills it. */
export const draftOf = (row: Pick<WagonRow, 'variants'>): Draft =>
  row.variants.map(({ name, active, values }) => ({
    id: name,
    from: name,
    name,
    active,
    values: new Map(values.map(({ task, parameter, value }) => [parameterKey(task, parameter), value])),
  }));

export const configurationOf = (workflow: WorkflowDeclaration, draft: Draft): Configuration => configurationOfVariants(workflow, draft);

/** What Base holds: what was set, else the default of the declaration. */
export const baseValue = (workflow: WorkflowDeclaration, draft: Draft, key: string): ParameterValue | null => {
  const { task, parameter } = fromParameterKey(key);
  return draft[0]?.values.get(key) ?? declarationsOf(workflow)(task, parameter)?.default ?? null;
};

/**
 * One value changed. In Base the default is no value of its own (rule 53), so typing it back clears the mark; in a
 * subwagon null inherits (rule 45). A subwagon keeps cells beyond a shortened Base until Save: lengthening it again
 * brings them back, and what is saved is cut to Base (rule 41).
 */
export const withValueSet = (workflow: WorkflowDeclaration, draft: Draft, { variant, key }: Place, value: ParameterValue | null): Draft => {
  const { task, parameter } = fromParameterKey(key);
  const declaration = declarationsOf(workflow)(task, parameter);
  const isDefault = variant === BASE && declaration !== null && sameValue(declaration, value, declaration.default);
  return draft.map((one) => {
    if (one.id !== variant || sameText(one.values.get(key) ?? null, isDefault ? null : value)) return one;
    const values = new Map(one.values);
    if (value === null || isDefault) values.delete(key);
    else values.set(key, value);
    return { ...one, values };
  });
};

export const withSubwagon = (draft: Draft, name: string): Draft => [
  ...draft,
  { id: freshId(draft), from: null, name, active: true, values: new Map() },
];
export const withoutSubwagon = (draft: Draft, id: string): Draft => draft.filter((one) => one.id !== id || one.id === BASE);
export const renamed = (draft: Draft, id: string, name: string): Draft =>
  draft.map((one) => (one.id === id && id !== BASE ? { ...one, name } : one));
export const activated = (draft: Draft, id: string, active: boolean): Draft =>
  draft.map((one) => (one.id === id ? { ...one, active } : one));

/** No subwagon's name holds a `+`, so an id of a new one never meets a stored one. */
const freshId = (draft: Draft): string => {
  let number = 1;
  while (draft.some(({ id }) => id === `+${String(number)}`)) number++;
  return `+${String(number)}`;
};

/** What a variant would be stored with: overrides cut to Base's present shape (rule 41). */
export const storedValues = (workflow: WorkflowDeclaration, draft: Draft, variant: DraftVariant): ReadonlyMap<string, ParameterValue> => {
  if (variant.id === BASE) return variant.values;
  const declared = declarationsOf(workflow);
  const base = (key: string) => {
    const { task, parameter } = fromParameterKey(key);
    return draft[0]?.values.get(key) ?? declared(task, parameter)?.default ?? null;
  };
  return new Map(
    [...variant.values].flatMap(([key, value]): [string, ParameterValue][] => {
      const trimmed = trimOverride(base(key), value);
      return trimmed === null ? [] : [[key, trimmed]];
    }),
  );
};

/** The fewest changes that make the stored wagon what the form shows. */
export const changesOf = (workflow: WorkflowDeclaration, stored: Draft, draft: Draft): Changes => {
  const storedById = new Map(stored.map((one) => [one.name, one]));
  const values = draft.flatMap((variant) => {
    const was = variant.from === null ? undefined : storedById.get(variant.from);
    const before = was?.values ?? new Map<string, ParameterValue>();
    const after = storedValues(workflow, draft, variant);
    const keys = [...after.keys(), ...[...before.keys()].filter((key) => !after.has(key))];
    return keys.flatMap((key): Change[] => {
      const to = after.get(key) ?? null;
      return sameText(before.get(key) ?? null, to) ? [] : [{ variant: variant.name, ...fromParameterKey(key), to }];
    });
  });
  return { variants: variantChanges(stored, draft), values };
};

const variantChanges = (stored: Draft, draft: Draft): readonly VariantChange[] => {
  const kept = new Set(draft.flatMap(({ from }) => (from === null ? [] : [from])));
  const removed = stored.filter(({ name }) => !kept.has(name)).map(({ name }): VariantChange => ({ change: 'removed', variant: name }));
  const renames = draft.flatMap(({ from, name }) => (from === null || from === name ? [] : [{ variant: from, to: name }]));
  const added = draft.filter(({ from }) => from === null).map(({ name }): VariantChange => ({ change: 'added', variant: name }));
  const switched = draft.flatMap((one): VariantChange[] => {
    const before = one.from === null ? true : (stored.find(({ name }) => name === one.from)?.active ?? true);
    return before === one.active ? [] : [{ change: one.active ? 'activated' : 'deactivated', variant: one.name }];
  });
  return [...removed, ...inOrder(renames), ...added, ...switched];
};

/** Renames one after the other: a name must be free when it is taken, so a swap goes over a name in between. */
const inOrder = (renames: readonly { variant: string; to: string }[]): readonly VariantChange[] => {
  const waiting = [...renames];
  const done: VariantChange[] = [];
  const taken = (name: string) => waiting.some(({ variant }) => variant.toLowerCase() === name.toLowerCase());
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ variant, to }) => !taken(to) || variant.toLowerCase() === to.toLowerCase());
    const [next] = waiting.splice(Math.max(free, 0), 1);
    if (next === undefined) break;
    if (free >= 0) {
      done.push({ change: 'renamed', ...next });
      continue;
    }
    const between = `x${String(done.length)}${next.variant}`.slice(0, 32);
    done.push({ change: 'renamed', variant: next.variant, to: between });
    waiting.push({ variant: between, to: next.to });
  }
  return done;
};

export const countOf = ({ variants, values }: Changes): number => variants.length + values.length;

/** The form with another one's values taken over, variant by variant: what an upload gives (rule 64). */
export const filledWith = (workflow: WorkflowDeclaration, draft: Draft, next: Configuration): Draft => {
  const declared = declarationsOf(workflow);
  return draft.map((variant) => {
    const source = variant.id === BASE ? next.base : (next.subwagons.find(({ name }) => name === variant.name)?.overrides ?? {});
    const values = new Map<string, ParameterValue>();
    for (const { task, parameter, value } of entriesOf(source)) {
      const declaration = declared(task, parameter);
      if (variant.id === BASE && declaration !== null && sameValue(declaration, value, declaration.default)) continue;
      const before = variant.values.get(parameterKey(task, parameter));
      // The text that stands there stays when the file only spells it another way.
      const same = declaration !== null && before !== undefined && sameValue(declaration, before, value);
      values.set(parameterKey(task, parameter), same ? before : value);
    }
    return { ...variant, values };
  });
};

/** Names of variants as they are read: Base has none. */
export const variantName = (name: string): string => (name === '' ? 'Base' : name);
export { valueAt };
