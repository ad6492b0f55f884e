import type { ParameterValue, WorkflowDeclaration } from '../../packages/index.js';
import { isModified, sameValue } from './cells.js';
import { canonical, entriesOf, trimOverride, valueAt, valuesOf, type Configuration } from './configuration.js';
import { declarationsOf } from './problems.js';
import { validateOverride, validateValue } from './validation.js';

export interface SyncEntry {
  readonly variant: string;
  readonly task: string;
  readonly parameter: string;
  readonly from: ParameterValue | null;
  readonly to: ParameterValue | null;
}
/** The preview of a sync, and its result (rule 57). */
export interface SyncPreview {
  readonly next: Configuration;
  /** No longer declared, or declared with a type that the value does not fit. */
  readonly removed: readonly SyncEntry[];
  readonly added: readonly SyncEntry[];
  /** Never changed by a user, so they take the new default. */
  readonly updated: readonly SyncEntry[];
  /** Changed by a user and kept, although the default is another now; `to` is that default. */
  readonly kept: readonly SyncEntry[];
}

type Fate = {
  readonly list: 'removed' | 'updated' | 'kept' | 'same';
  readonly value: ParameterValue | null;
  readonly now: ParameterValue | null;
};

/**
 * Brings a configuration to another declaration of its workflow: user's values survive, untouched ones follow (rules 53, 54).
 * `isSet` knows which values of Base a user set; without it, those that differ from the default they came with.
 */
export const syncConfiguration = (
  before: WorkflowDeclaration,
  after: WorkflowDeclaration,
  configuration: Configuration,
  isSet?: (task: string, parameter: string) => boolean,
): SyncPreview => {
  const [was, is] = [declarationsOf(before), declarationsOf(after)];
  const lists: Record<'removed' | 'added' | 'updated' | 'kept', SyncEntry[]> = {
    removed: [],
    added: [],
    updated: [],
    kept: [],
  };

  const fateOf = (task: string, parameter: string, value: ParameterValue): Fate => {
    const [old, now] = [was(task, parameter), is(task, parameter)];
    if (now === null) return { list: 'removed', value: null, now: null };
    const touched = isSet === undefined ? old === null || isModified(old, value) : isSet(task, parameter);
    if (!touched)
      return sameValue(now, value, now.default)
        ? { list: 'same', value, now: value }
        : { list: 'updated', value: now.default, now: now.default };
    if (validateValue(now, value).length > 0) return { list: 'removed', value: now.default, now: now.default };
    const moved = old !== null && !sameValue(now, old.default, now.default);
    return { list: moved ? 'kept' : 'same', value, now: now.default };
  };

  const base: { task: string; parameter: string; value: ParameterValue }[] = [];
  for (const { task, parameter, value } of entriesOf(configuration.base)) {
    const fate = fateOf(task, parameter, value);
    if (fate.value !== null) base.push({ task, parameter, value: fate.value });
    if (fate.list !== 'same') lists[fate.list].push({ variant: '', task, parameter, from: value, to: fate.now });
  }
  for (const task of after.tasks)
    for (const { name, default: value } of task.parameters) {
      // A value that a user took away stays away; only what the old declaration did not know, or could not tell, is new.
      const knownBefore = was(task.name, name)?.default ?? null;
      if (value === null || knownBefore !== null || valueAt(configuration.base, task.name, name) !== null) continue;
      base.push({ task: task.name, parameter: name, value });
      lists.added.push({ variant: '', task: task.name, parameter: name, from: null, to: value });
    }

  const values = valuesOf(base);
  const subwagons = configuration.subwagons.map((subwagon) => ({
    ...subwagon,
    overrides: valuesOf(
      [...entriesOf(subwagon.overrides)].filter(({ task, parameter, value }) => {
        const now = is(task, parameter);
        const under = valueAt(values, task, parameter);
        const trimmed = trimOverride(under, value);
        const fits = now !== null && trimmed !== null && validateOverride(now, trimmed, under).length === 0;
        if (!fits) lists.removed.push({ variant: subwagon.name, task, parameter, from: value, to: null });
        return fits;
      }),
    ),
  }));
  return { next: canonical({ baseActive: configuration.baseActive, base: values, subwagons }), ...lists };
};
