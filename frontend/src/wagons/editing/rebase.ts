import { sameText, type ParameterValue, type WorkflowDeclaration } from '@hyperloop/contracts/packages';
import { parameterKey, type VariantChange, type WagonRow } from '@hyperloop/contracts/wagons';
import { declarationsOf, sameValue } from '@hyperloop/contracts/wagons/configuration';
import { changesOf, draftOf, withValueSet, type Draft } from './draft';

/** One value that somebody else saved while it was edited here (rule 34). */
export type Disputed = {
  readonly id: string;
  readonly variant: string;
  readonly task: string;
  readonly parameter: string;
  readonly before: ParameterValue | null;
  readonly theirs: ParameterValue | null;
  readonly mine: ParameterValue | null;
  /** Both changed it, differently: somebody has to choose. */
  readonly both: boolean;
};
export type Comparison = {
  readonly values: readonly Disputed[];
  /** What happened to the set of subwagons, as sentences. */
  readonly theirVariants: readonly VariantChange[];
  readonly myVariants: readonly VariantChange[];
  /** My changes that have no place any more: their subwagon is gone. */
  readonly lost: readonly Disputed[];
};
export type Choice = 'mine' | 'theirs';

/** What they saved since `seen`, and what I have not saved, side by side. */
export const compare = (
  workflow: WorkflowDeclaration,
  seen: Pick<WagonRow, 'variants'>,
  theirs: Pick<WagonRow, 'variants'>,
  draft: Draft,
): Comparison => {
  const [before, now] = [draftOf(seen), draftOf(theirs)];
  const mine = changesOf(workflow, before, draft);
  const others = changesOf(workflow, before, now);
  const declared = declarationsOf(workflow);
  // Mine are named as they are called here; the stored name finds the same subwagon on the other side.
  const storedName = new Map(draft.map(({ name, from }) => [name, from ?? name]));
  const values = new Map<string, Disputed>();
  const held = (side: Draft, variant: string, key: string) => side.find(({ name }) => name === variant)?.values.get(key) ?? null;
  const note = (
    variant: string,
    { task, parameter }: { task: string; parameter: string },
    mineTo: { to: ParameterValue | null } | null,
  ) => {
    const key = parameterKey(task, parameter);
    const id = `${variant}\n${key}`;
    const was = held(before, variant, key);
    const theirsNow = held(now, variant, key);
    const mineNow = mineTo === null ? (values.get(id)?.mine ?? was) : mineTo.to;
    const declaration = declared(task, parameter);
    const same = (a: ParameterValue | null, b: ParameterValue | null) =>
      declaration === null ? sameText(a, b) : sameValue(declaration, a, b);
    values.set(id, {
      id,
      variant,
      task,
      parameter,
      before: was,
      theirs: theirsNow,
      mine: mineNow,
      both: !same(was, theirsNow) && !same(was, mineNow) && !same(theirsNow, mineNow),
    });
  };
  for (const change of mine.values) note(storedName.get(change.variant) ?? change.variant, change, change);
  for (const change of others.values) note(change.variant, change, null);
  const gone = (variant: string) => before.some(({ name }) => name === variant) && !now.some(({ name }) => name === variant);
  const all = [...values.values()];
  return {
    values: all.filter(({ variant }) => !gone(variant)),
    lost: all.filter(({ variant, mine: value, before: was }) => gone(variant) && !sameText(value, was)),
    theirVariants: others.variants,
    myVariants: mine.variants,
  };
};

/** The form on top of what they saved: all my changes, but theirs where that was chosen. */
export const rebased = (
  workflow: WorkflowDeclaration,
  { seen, theirs, draft }: { seen: Pick<WagonRow, 'variants'>; theirs: Pick<WagonRow, 'variants'>; draft: Draft },
  choices: ReadonlyMap<string, Choice>,
): Draft => {
  const comparison = compare(workflow, seen, theirs, draft);
  const removedByMe = new Set(comparison.myVariants.flatMap((change) => (change.change === 'removed' ? [change.variant] : [])));
  const nameOf = (stored: string) => draft.find(({ from }) => from === stored)?.name;
  const activeOf = (stored: string) => draft.find(({ from }) => from === stored)?.active;
  const wasActive = (stored: string) => seen.variants.find(({ name }) => name === stored)?.active;
  const names = new Set(theirs.variants.map(({ name }) => name.toLowerCase()));
  let next: Draft = draftOf(theirs)
    .filter(({ name }) => !removedByMe.has(name))
    .map((one) => {
      const name = nameOf(one.name) ?? one.name;
      const active = activeOf(one.name);
      return {
        ...one,
        name: name === one.name || names.has(name.toLowerCase()) ? one.name : name,
        // The activation box moves only when I moved it.
        active: active !== undefined && active !== wasActive(one.name) ? active : one.active,
      };
    });
  for (const { id, variant, task, parameter, mine, before, theirs: theirValue } of comparison.values) {
    const changedByMe = !sameText(mine, before);
    if (!changedByMe || choices.get(id) === 'theirs' || sameText(mine, theirValue)) continue;
    next = withValueSet(workflow, next, { variant, key: parameterKey(task, parameter) }, mine);
  }
  // A subwagon made on both sides under one name is theirs, with my values over it.
  for (const mine of draft.filter(({ from }) => from === null)) {
    const same = next.find(({ name }) => name.toLowerCase() === mine.name.toLowerCase());
    if (same === undefined) next = [...next, mine];
    else next = next.map((one) => (one === same ? { ...one, values: new Map([...one.values, ...mine.values]) } : one));
  }
  return next;
};
