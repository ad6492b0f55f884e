import { sameText, type ParameterValue, type WorkflowDeclaration } from '@hyperloop/contracts/packages';
import {
  applyConfigured,
  BASE,
  configurationOfVariants,
  configurationProblems,
  declarationsOf,
  fromParameterKey,
  NothingActive,
  ParameterUnknown,
  parameterKey,
  sameValue,
  SubwagonEmpty,
  SubwagonNameTaken,
  SubwagonNameUnusable,
  SubwagonUnknown,
  trimOverride,
  validateOverride,
  ValueInvalid,
  VariantsIdentical,
  type ConfigurationProblem,
  type ValueChange,
  type VariantChange,
  type VariantState,
  type WagonRefusal,
} from '@hyperloop/contracts/wagons';

export type Wanted = {
  variants: readonly VariantChange[];
  values: readonly { variant: string; task: string; parameter: string; to: ParameterValue | null }[];
};
export type Changes = { variants: VariantChange[]; values: ValueChange[] };

/**
 * What a Save really changes, or why it cannot be stored (rules 38–47, 50). Values that mean the same as before are no
 * change; a Base value that means the default goes back to it, so that “modified by user” stays true (rule 53).
 */
export const changesOf = (workflow: WorkflowDeclaration, before: readonly VariantState[], wanted: Wanted): Changes | WagonRefusal => {
  const variants = variantChanges(before, wanted.variants);
  if (!Array.isArray(variants)) return variants;
  const restructured = applyConfigured(before, { variants, values: [] });
  const changing = new Changing(workflow, restructured);
  for (const value of [...wanted.values].sort((a, b) => Number(a.variant !== BASE) - Number(b.variant !== BASE))) {
    const refused = changing.set(value);
    if (refused !== undefined) return refused;
  }
  changing.cutToBase();
  const values = changing.changes();
  return variants.length + values.length === 0
    ? { variants, values }
    : (wholeRefusal(workflow, applyConfigured(before, { variants, values })) ?? { variants, values });
};

const variantChanges = (before: readonly VariantState[], wanted: readonly VariantChange[]): VariantChange[] | WagonRefusal => {
  const now = new Map(before.map(({ name, active }) => [name, active]));
  const kept: VariantChange[] = [];
  for (const change of wanted) {
    const active = now.get(change.variant);
    if (change.change === 'added') {
      if (taken(now, change.variant)) return SubwagonNameTaken.of({ variant: change.variant });
      now.set(change.variant, true);
    } else if (active === undefined) {
      return SubwagonUnknown.of({ variant: change.variant });
    } else if (change.change === 'removed') {
      now.delete(change.variant);
    } else if (change.change === 'renamed') {
      if (change.to === change.variant) continue;
      now.delete(change.variant);
      if (taken(now, change.to)) return SubwagonNameTaken.of({ variant: change.to });
      now.set(change.to, active);
    } else {
      if (active === (change.change === 'activated')) continue;
      now.set(change.variant, !active);
    }
    kept.push(change);
  }
  return kept;
};
const taken = (names: ReadonlyMap<string, boolean>, name: string): boolean =>
  [...names.keys()].some((other) => other.toLowerCase() === name.toLowerCase());

/** The values of all variants while one Save is applied to them. */
class Changing {
  private readonly declared: ReturnType<typeof declarationsOf>;
  private readonly before: ReadonlyMap<string, ReadonlyMap<string, ParameterValue>>;
  private readonly now: ReadonlyMap<string, Map<string, ParameterValue>>;

  constructor(workflow: WorkflowDeclaration, variants: readonly VariantState[]) {
    this.declared = declarationsOf(workflow);
    this.before = new Map(variants.map(({ name, values }) => [name, values]));
    this.now = new Map(variants.map(({ name, values }) => [name, new Map(values)]));
  }

  /** Base first: what a subwagon may override depends on it. */
  set({ variant, task, parameter, to }: Wanted['values'][number]): WagonRefusal | undefined {
    const values = this.now.get(variant);
    if (values === undefined) return SubwagonUnknown.of({ variant });
    const declaration = this.declared(task, parameter);
    if (declaration === null) return ParameterUnknown.of({ task, parameter });
    const key = parameterKey(task, parameter);
    const base = this.baseValue(key);
    const problems = variant !== BASE && to !== null ? validateOverride(declaration, to, base) : [];
    if (problems.length > 0) return ValueInvalid.of({ task, parameter, variant, problems: [...problems] });
    const next =
      variant === BASE ? (sameValue(declaration, to, declaration.default) ? null : to) : to === null ? null : trimOverride(base, to);
    const present = values.get(key) ?? null;
    if (sameValue(declaration, present, next)) return undefined;
    if (next === null) values.delete(key);
    else values.set(key, next);
    return undefined;
  }

  /** A length changed in Base reaches every subwagon: cells beyond are cut, new ones inherit (rule 41). */
  cutToBase(): void {
    for (const [variant, values] of this.now) {
      if (variant === BASE) continue;
      for (const [key, value] of values) {
        const trimmed = trimOverride(this.baseValue(key), value);
        if (trimmed === null) values.delete(key);
        else if (JSON.stringify(trimmed) !== JSON.stringify(value)) values.set(key, trimmed);
      }
    }
  }

  changes(): ValueChange[] {
    return [...this.now].flatMap(([variant, values]) => {
      const before = this.before.get(variant) ?? new Map<string, ParameterValue>();
      const keys = new Set([...before.keys(), ...values.keys()]);
      return [...keys].flatMap((key) => {
        const [from, to] = [before.get(key) ?? null, values.get(key) ?? null];
        return sameText(from, to) ? [] : [{ variant, ...fromParameterKey(key), from, to }];
      });
    });
  }

  private baseValue(key: string): ParameterValue | null {
    const { task, parameter } = fromParameterKey(key);
    return this.now.get(BASE)?.get(key) ?? this.declared(task, parameter)?.default ?? null;
  }
}

/** What is wrong with the whole as it would be stored. */
export const wholeRefusal = (workflow: WorkflowDeclaration, variants: readonly VariantState[]): WagonRefusal | undefined => {
  if (variants.every(({ active }) => !active)) return NothingActive.of({});
  const [first, ...others] = configurationProblems(workflow, configurationOfVariants(workflow, variants));
  return first === undefined ? undefined : refusalOf(first, others);
};
const refusalOf = (problem: ConfigurationProblem, others: readonly ConfigurationProblem[]): WagonRefusal => {
  const { kind, variant, task = '', parameter = '', sentence } = problem;
  switch (kind) {
    case 'value': {
      const same = others.filter(
        (other) => other.kind === kind && other.variant === variant && other.task === task && other.parameter === parameter,
      );
      return ValueInvalid.of({ task, parameter, variant, problems: [sentence, ...same.map((other) => other.sentence)] });
    }
    case 'identical':
      return VariantsIdentical.of({ first: problem.other ?? BASE, second: variant });
    case 'emptySubwagon':
      return SubwagonEmpty.of({ variant });
    case 'subwagonName':
      return SubwagonNameUnusable.of({ variant, because: sentence });
  }
};
