import {
  applyParameterChanges,
  derivedKindOf,
  noDerivedData,
  WagonConfigured,
  WagonDeleted,
  WagonDependenciesReplaced,
  WagonDerivedDataConfigured,
  WagonRegistered,
  WagonRenamed,
  WagonRestored,
  wagons,
  WagonSynced,
  type ChangeSource,
  type DerivedData,
  type ParameterChange,
  type ValueChange,
  type VariantChange,
  type WagonRow,
  type WagonVariant,
} from '@hyperloop/contracts/wagons';
import { change, projection, when, type Fold } from '../kernel/index.js';

type Saved = {
  parameters?: readonly ParameterChange[] | undefined;
  variants: readonly VariantChange[];
  values: readonly ValueChange[];
  source: ChangeSource;
  reason?: string | undefined;
};

type SavedBy = Pick<Fold, 'meta' | 'revision'>;

const applyVariantChange = (variants: readonly WagonVariant[], change: VariantChange): WagonVariant[] => {
  const each = (alter: (variant: WagonVariant) => WagonVariant) => variants.map((one) => (one.name === change.variant ? alter(one) : one));
  switch (change.change) {
    case 'added':
      return [...variants, { name: change.variant, active: true, values: [] }];
    case 'removed':
      return variants.filter(({ name }) => name !== change.variant);
    case 'renamed':
      return each((variant) => ({ ...variant, name: change.to }));
    case 'activated':
      return each((variant) => ({ ...variant, active: true }));
    case 'deactivated':
      return each((variant) => ({ ...variant, active: false }));
  }
};

/** Every value keeps who set it, when and how (rule 52); one that goes back to default or Base is not there any more. */
const applyValues = (variant: WagonVariant, { values, source, reason }: Saved, { meta: { by, at }, revision }: SavedBy): WagonVariant => {
  const own = values.filter((value) => value.variant === variant.name);
  if (own.length === 0) return variant;
  const given = new Map(variant.values.map((value) => [`${value.task}\n${value.parameter}`, value]));
  for (const { task, parameter, to } of own) {
    if (to === null) given.delete(`${task}\n${parameter}`);
    else given.set(`${task}\n${parameter}`, { task, parameter, value: to, setBy: by, setAt: at, source, reason: reason ?? null, revision });
  }
  return { ...variant, values: [...given.values()] };
};

const applySaved = (row: WagonRow, saved: Saved, by: SavedBy): Pick<WagonRow, 'addedParameters' | 'variants' | 'activeVariants'> => {
  const variants = saved.variants
    .reduce<WagonVariant[]>(applyVariantChange, row.variants)
    .map((variant) => applyValues(variant, saved, by));
  return {
    addedParameters: [...applyParameterChanges(row.addedParameters, saved.parameters ?? [])],
    variants,
    activeVariants: active(variants),
  };
};

/** As `,1,2,`: then a search for `,2,` finds who depends on wagon 2 (rule 81). */
const listed = (ids: readonly string[]): string => (ids.length === 0 ? '' : `,${ids.join(',')},`);
const stores = (derivedData: DerivedData) => ({ derivedData, derivedKind: derivedKindOf(derivedData) });
const dependsOn = (dependencies: string[]) => ({ dependencies, dependencyIds: listed(dependencies) });
const changedNow = ({ meta, revision }: SavedBy) => ({ changedBy: meta.by, changedAt: meta.at, revision });
const active = (variants: readonly WagonVariant[]): number => variants.filter((variant) => variant.active).length;
const base: WagonVariant = { name: '', active: true, values: [] };

/** Wagons as their editor needs them. `revision` is that of the last change a save must have seen (rule 34). */
export const wagonsProjection = projection<WagonRow>(wagons, {
  on: [
    when(WagonRegistered, (rows, data, { meta, revision }) =>
      rows.put({
        ...data,
        clonedFrom: data.clonedFrom ?? null,
        byHand: data.byHand ?? false,
        addedParameters: [],
        variants: [base],
        activeVariants: 1,
        ...stores(noDerivedData),
        dependencies: [],
        dependencyIds: '',
        registeredBy: meta.by,
        registeredAt: meta.at,
        changedBy: meta.by,
        changedAt: meta.at,
        revision,
      }),
    ),
    when(WagonConfigured, (rows, data, fold) =>
      change(rows)(data.wagonId, (row) => ({ ...row, ...applySaved(row, data, fold), ...changedNow(fold) })),
    ),
    when(WagonSynced, (rows, { wagonId, packageTag, declaration, values, parameters, derivedData, reason }, fold) =>
      change(rows)(wagonId, (row) => ({
        ...row,
        packageTag,
        declaration,
        byHand: false,
        ...applySaved(row, { parameters, variants: [], values, source: 'sync', reason }, fold),
        ...(derivedData === undefined ? {} : stores(derivedData.to)),
        ...changedNow(fold),
      })),
    ),
    when(WagonRestored, (rows, { wagonId, packageTag, declaration, dependencies, byHand = false, derivedData, ...saved }, fold) =>
      change(rows)(wagonId, (row) => ({
        ...row,
        packageTag,
        declaration,
        ...dependsOn(dependencies),
        byHand,
        ...applySaved(row, { ...saved, source: 'restore' }, fold),
        ...(derivedData === undefined ? {} : stores(derivedData.to)),
        ...changedNow(fold),
      })),
    ),
    when(WagonRenamed, (rows, { wagonId, name }, { meta }) =>
      change(rows)(wagonId, (row) => ({ ...row, name, changedBy: meta.by, changedAt: meta.at })),
    ),
    when(WagonDeleted, (rows, { wagonId }) => rows.remove(wagonId)),
    when(WagonDerivedDataConfigured, (rows, { wagonId, derivedData }, fold) =>
      change(rows)(wagonId, (row) => ({ ...row, ...stores(derivedData), ...changedNow(fold) })),
    ),
    when(WagonDependenciesReplaced, (rows, { wagonId, dependencies }, fold) =>
      change(rows)(wagonId, (row) => ({
        ...row,
        ...dependsOn(dependencies),
        ...changedNow(fold),
      })),
    ),
  ],
});
