import type { ParameterValue } from '@hyperloop/contracts/packages';
import { BASE, type DraftVariant } from '../../editing/draft';
import type { ParameterRow } from '../../editing/grid-rows';
import { mayResize, partsOf, type Held, type Lines, type Part } from '../../editing/value-parts';
import type { WagonEditor } from '../../editing/wagon-editor.store';

/** One parameter in one variant, ready to be drawn. */
export type CellView = {
  readonly row: ParameterRow;
  readonly variant: DraftVariant;
  readonly held: Held;
  readonly look: 'single' | 'array' | 'matrix' | 'axis';
  readonly lines: readonly (readonly PartView[])[];
  readonly rowLabels: readonly string[];
  readonly columnLabels: readonly string[];
  readonly resizable: boolean;
  readonly unsaved: boolean;
  /** What is wrong with the value as a whole; null when nothing is. */
  readonly problem: string | null;
};
export type PartView = Part & { readonly unsaved: boolean };

export const cellView = (store: WagonEditor, row: ParameterRow, variant: DraftVariant, problem: string | null): CellView => {
  const held = store.heldIn(variant, row.id);
  const lines = partsOf(row.declaration, held);
  const unsaved = store.unsaved().has(`${variant.id}\n${row.id}`);
  const stored = unsaved ? storedLines(store, row, variant) : null;
  const base = held.base;
  return {
    row,
    variant,
    held,
    look: lookOf(row, held),
    lines: lines.map((line, at) =>
      line.map((part, index): PartView => ({ ...part, unsaved: unsaved && differs(part, stored?.[at]?.[index]) })),
    ),
    rowLabels: base?.form === 'matrix' ? base.labelsRows : [],
    columnLabels: base?.form === 'matrix' ? base.labelsCols : [],
    resizable: mayResize(row.declaration, held),
    unsaved,
    problem,
  };
};
const storedLines = (store: WagonEditor, row: ParameterRow, variant: DraftVariant): Lines | null => {
  const held = store.storedHeld(variant, row.id);
  return held === null ? null : partsOf(row.declaration, held);
};
const differs = (part: Part, was: Part | undefined): boolean => was?.text !== part.text || was.own !== part.own;
const lookOf = ({ declaration }: ParameterRow, { base, override }: Held): CellView['look'] => {
  if (declaration.kind === 'axis' && (base?.form === 'axis' || override?.form === 'axis')) return 'axis';
  return base?.form === 'array' ? 'array' : base?.form === 'matrix' ? 'matrix' : 'single';
};

/** The value as stored, for “old → new”: what was set, or what stood there by itself. */
export const storedValue = (store: WagonEditor, variant: DraftVariant, key: string): ParameterValue | null => {
  const held = store.storedHeld(variant, key);
  return held === null ? null : variant.id === BASE ? held.base : held.override;
};
