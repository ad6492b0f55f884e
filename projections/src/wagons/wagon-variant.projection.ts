import {
  WagonConfigured,
  WagonDeleted,
  WagonDisabled,
  WagonEnabled,
  WagonRegistered,
  WagonRenamed,
  WagonRestored,
  WagonSynced,
  wagonVariants,
  type VariantChange,
  type WagonVariantRow,
} from '@hyperloop/contracts/wagons';
import { projection, when, type Rows } from '../kernel/index.js';

const idOf = (wagonId: string, variant: string): string => `${wagonId}:${variant}`;

/** Alters all variants of a wagon alike. */
const each = (rows: Rows<WagonVariantRow>, wagonId: string, next: (row: WagonVariantRow) => WagonVariantRow): void => {
  for (const row of rows.findBy('wagonId', wagonId)) rows.put(next(row));
};

const apply = (rows: Rows<WagonVariantRow>, wagonId: string, change: VariantChange): void => {
  const variantId = idOf(wagonId, change.variant);
  const row = rows.get(variantId);
  switch (change.change) {
    case 'added': {
      const base = rows.get(idOf(wagonId, ''));
      if (base === undefined) throw new Error(`wagon ${wagonId} was never opened`);
      rows.put({ ...base, variantId, variant: change.variant, active: true });
      return;
    }
    case 'removed':
      rows.remove(variantId);
      return;
    case 'renamed':
      if (row === undefined) return;
      rows.remove(variantId);
      rows.put({ ...row, variantId: idOf(wagonId, change.to), variant: change.to });
      return;
    case 'activated':
      if (row !== undefined) rows.put({ ...row, active: true });
      return;
    case 'deactivated':
      if (row !== undefined) rows.put({ ...row, active: false });
  }
};

/** One row for Base and one for each subwagon: what runs, with which declaration, and on what it is enabled. */
export const wagonVariantsProjection = projection<WagonVariantRow>(wagonVariants, {
  indexes: ['wagonId'],
  on: [
    when(WagonRegistered, (rows, { wagonId, analysisId, name, workflowName, packageTag, declaration, byHand = false }) =>
      rows.put({
        variantId: idOf(wagonId, ''),
        wagonId,
        variant: '',
        name,
        analysisId,
        workflowName,
        packageTag,
        declaration: declaration.sha256,
        byHand,
        active: true,
        enabledOn: [],
        enabled: 0,
      }),
    ),
    when(WagonConfigured, (rows, { wagonId, variants }) => {
      for (const change of variants) apply(rows, wagonId, change);
    }),
    when(WagonSynced, (rows, { wagonId, packageTag, declaration }) =>
      each(rows, wagonId, (row) => ({ ...row, packageTag, declaration: declaration.sha256, byHand: false })),
    ),
    when(WagonRestored, (rows, { wagonId, packageTag, declaration, byHand = false, variants }) => {
      each(rows, wagonId, (row) => ({ ...row, packageTag, declaration: declaration.sha256, byHand }));
      for (const change of variants) apply(rows, wagonId, change);
    }),
    when(WagonRenamed, (rows, { wagonId, name }) => each(rows, wagonId, (row) => ({ ...row, name }))),
    when(WagonDeleted, (rows, { wagonId }) => {
      for (const { variantId } of rows.findBy('wagonId', wagonId)) rows.remove(variantId);
    }),
    when(WagonEnabled, (rows, { wagonId, datasetId, datasetName }) =>
      each(rows, wagonId, (row) => enabledOn(row, [...without(row, datasetId), { datasetId, name: datasetName }])),
    ),
    when(WagonDisabled, (rows, { wagonId, datasetId }) => each(rows, wagonId, (row) => enabledOn(row, without(row, datasetId)))),
  ],
});

type Enabled = WagonVariantRow['enabledOn'];
const without = (row: WagonVariantRow, datasetId: string): Enabled => row.enabledOn.filter((one) => one.datasetId !== datasetId);
const enabledOn = (row: WagonVariantRow, datasets: Enabled): WagonVariantRow => ({ ...row, enabledOn: datasets, enabled: datasets.length });
