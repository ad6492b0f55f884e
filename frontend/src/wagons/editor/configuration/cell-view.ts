import type { ParameterValue } from '@hyperloop/contracts/packages';
import { BASE, type DraftVariant } from '../../editing/draft';
import type { ParameterRow } from '../../editing/grid-rows';
import { mayResize, partsOf, type Held, type Lines, type Part } from '../../editing/value-parts';
import type { WagonEditor } from '../../editing/wagon-editor.store';

/** One parameter in one variant, ready to be drawn. */
export type CellView = {
  readonly row: ParameterRow;
  readonly variantId: string;
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

type Known = { readonly of: readonly unknown[]; readonly view: CellView };
/**
 * Views of cells, kept as the same object while nothing that they show is another: one value typed draws one cell anew,
 * and those that inherit it, not all that are in sight.
 */
export class CellViews {
  readonly #store: WagonEditor;
  readonly #known = new Map<string, Known>();
  constructor(store: WagonEditor) {
    this.#store = store;
  }

  of(row: ParameterRow, variant: DraftVariant, problem: string | null): CellView {
    const id = `${variant.id}\n${row.id}`;
    const held = this.#store.heldIn(variant, row.id);
    const unsaved = this.#store.unsaved().has(id);
    const stored = unsaved ? this.#store.storedHeld(variant, row.id) : null;
    const of = [row, held.base, held.override, unsaved, stored?.base, stored?.override, problem];
    const known = this.#known.get(id);
    if (known?.of.every((one, at) => one === of[at]) === true) return known.view;
    const view = cellView({ row, variantId: variant.id, held, problem, unsaved }, stored);
    this.#known.set(id, { of, view });
    return view;
  }
  /** The view as it was last asked for. */
  known(row: string, variantId: string): CellView | undefined {
    return this.#known.get(`${variantId}\n${row}`)?.view;
  }
}

type Drawn = Pick<CellView, 'row' | 'variantId' | 'held' | 'problem' | 'unsaved'>;
const cellView = (drawn: Drawn, stored: Held | null): CellView => {
  const { row, held, unsaved } = drawn;
  const was: Lines | null = stored === null ? null : partsOf(row.declaration, stored);
  const { base } = held;
  return {
    ...drawn,
    look: lookOf(row, held),
    lines: partsOf(row.declaration, held).map((line, at) =>
      line.map((part, index): PartView => ({ ...part, unsaved: unsaved && differs(part, was?.[at]?.[index]) })),
    ),
    rowLabels: base?.form === 'matrix' ? base.labelsRows : [],
    columnLabels: base?.form === 'matrix' ? base.labelsCols : [],
    resizable: mayResize(row.declaration, held),
  };
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
