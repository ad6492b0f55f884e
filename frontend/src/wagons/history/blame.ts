import type { WagonChangeRow, WagonRow } from '@hyperloop/contracts/wagons';
import type { ParameterLine } from './comparison';
import { sourceWords } from './change-words';

/** Who made a line what it is in B, when, how, and the change to look at. */
export type Blamed = { readonly by: string; readonly at: string; readonly why: string; readonly revision: number | null };

/** A declaration was exchanged: followed defaults are others, parameters came and went. */
const redeclares = ({ kind, packageTag, packageTagBefore }: WagonChangeRow): boolean =>
  kind === 'synced' || (kind === 'restored' && packageTag !== packageTagBefore);

/** Between two moments of one wagon: the newest change that touched the place. `changes` newest first. */
const lastTouch = (changes: readonly WagonChangeRow[], { variant, task, parameter, a, b }: ParameterLine): WagonChangeRow | undefined =>
  changes.find(
    (change) =>
      change.values.some((one) => one.variant === variant && one.task === task && one.parameter === parameter) ||
      change.variants.some((one) => variant !== '' && (one.variant === variant || (one.change === 'renamed' && one.to === variant))) ||
      (redeclares(change) && (a.is !== 'value' || b.is !== 'value')),
  );

/** The blame of a line (rule 52): from the changes between A and B, else from the value that stands in B. */
export const blameOf = (line: ParameterLine, between: readonly WagonChangeRow[], b: WagonRow): Blamed | null => {
  const change = lastTouch(between, line);
  if (change !== undefined) return { by: change.by, at: change.at, why: whyOf(change), revision: change.revision };
  const given = b.variants
    .find(({ name }) => name === line.variant)
    ?.values.find(({ task, parameter }) => task === line.task && parameter === line.parameter);
  return given === undefined
    ? null
    : { by: given.setBy, at: given.setAt, why: sourceWords(given.source, given.reason), revision: given.revision };
};

const whyOf = (change: WagonChangeRow): string => {
  if (change.kind === 'synced') return change.reason ?? `Sync with ${(change.packageTag ?? '').replace(/^[^:]*::/, '')}`;
  if (change.kind === 'restored') return change.reason ?? `Restored revision ${String(change.restoredRevision ?? 0)}`;
  return sourceWords(change.source ?? '', change.reason);
};
