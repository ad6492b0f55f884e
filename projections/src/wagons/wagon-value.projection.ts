import { searchableOf } from '@hyperloop/contracts/packages';
import {
  WagonConfigured,
  WagonDeleted,
  WagonRestored,
  WagonSynced,
  wagonValues,
  type ValueChange,
  type VariantChange,
  type WagonValueRow,
} from '@hyperloop/contracts/wagons';
import { projection, when, type Fold, type Rows } from '../kernel/index.js';

type Saved = { wagonId: string; variants: readonly VariantChange[]; values: readonly ValueChange[] };

const idOf = ({ parameter, task, wagonId, variant }: Pick<WagonValueRow, 'parameter' | 'task' | 'wagonId' | 'variant'>): string =>
  `${parameter}\n${wagonId}:${variant}\n${task}`;

/** Values go with the variant that they were set in. */
const follow = (rows: Rows<WagonValueRow>, wagonId: string, change: VariantChange): void => {
  if (change.change !== 'removed' && change.change !== 'renamed') return;
  for (const row of rows.findBy('wagonId', wagonId)) {
    if (row.variant !== change.variant) continue;
    rows.remove(row.valueId);
    if (change.change === 'removed') continue;
    const moved = { ...row, variant: change.to };
    rows.put({ ...moved, valueId: idOf(moved) });
  }
};

/** Variants first, in order, then values (rule 52). null goes back to the default, or to Base. */
const save = (rows: Rows<WagonValueRow>, { wagonId, variants, values }: Saved, { meta, revision }: Fold): void => {
  for (const change of variants) follow(rows, wagonId, change);
  for (const { variant, task, parameter, to } of values) {
    const place = { wagonId, variant, task, parameter };
    const valueId = idOf(place);
    if (to === null) rows.remove(valueId);
    else
      rows.put({
        valueId,
        ...place,
        value: to,
        // Even a whole list of a subwagon is as long as Base's.
        over: variant !== '' && (to.form === 'array' || to.form === 'matrix'),
        ...searchableOf(to),
        setBy: meta.by,
        setAt: meta.at,
        revision,
      });
  }
};

/** Every set value of every wagon, to be found by parameter. What is not here is a default or Base's (rules 45, 53). */
export const wagonValuesProjection = projection<WagonValueRow>(wagonValues, {
  indexes: ['wagonId'],
  on: [
    when(WagonConfigured, save),
    when(WagonSynced, (rows, { wagonId, values }, fold) => save(rows, { wagonId, variants: [], values }, fold)),
    when(WagonRestored, save),
    when(WagonDeleted, (rows, { wagonId }) => {
      for (const { valueId } of rows.findBy('wagonId', wagonId)) rows.remove(valueId);
    }),
  ],
});
