import type { WorkflowDeclaration } from '../packages/index.js';
import { syncConfiguration, valueAt, type SyncPreview } from './configuration/index.js';
import { configurationOfVariants, fromParameterKey, parameterKey, type VariantState } from './variants.js';
import type { ValueChange } from './wagon.events.js';

/** Base has no name. Not taken from the events, which the browser does not load. */
const BASE = '';

/** What a sync would do (rule 57), and which set values it changes: a wagon stores those alone, so defaults follow by themselves. */
export type Syncing = { preview: SyncPreview; values: readonly ValueChange[] };

/** Brings the set values of a wagon to another declaration of its workflow (rules 53, 54). */
export const syncVariants = (before: WorkflowDeclaration, after: WorkflowDeclaration, variants: readonly VariantState[]): Syncing => {
  const base = variants.find(({ name }) => name === BASE)?.values;
  const preview = syncConfiguration(
    before,
    after,
    configurationOfVariants(before, variants),
    (task, parameter) => base?.has(parameterKey(task, parameter)) ?? false,
  );
  const isGone = new Set(preview.removed.map(({ variant, task, parameter }) => JSON.stringify([variant, task, parameter])));
  const values = variants.flatMap(({ name, values: set }) => {
    const overrides = preview.next.subwagons.find((subwagon) => subwagon.name === name)?.overrides ?? {};
    return [...set].flatMap(([key, from]): ValueChange[] => {
      const { task, parameter } = fromParameterKey(key);
      const gone = isGone.has(JSON.stringify([name, task, parameter]));
      const to = gone ? null : name === BASE ? from : valueAt(overrides, task, parameter);
      return JSON.stringify(to) === JSON.stringify(from) ? [] : [{ variant: name, task, parameter, from, to }];
    });
  });
  return { preview, values };
};
