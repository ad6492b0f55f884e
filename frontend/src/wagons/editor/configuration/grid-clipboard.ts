import type { ParameterDeclaration } from '@hyperloop/contracts/packages';
import { BASE } from '../../editing/draft';
import type { Standing } from '../../editing/movement';
import { blockOf, blockOfRange, blockOfText, filling, pasting, textOfBlock, type PasteField, type Pasting } from '../../editing/paste';
import type { WagonEditor } from '../../editing/wagon-editor.store';
import type { GridRange } from './grid-range';

/** The lines of the grid, as far as copying needs them. */
type Lines = { readonly rows: () => readonly string[]; readonly declarationOf: (row: string) => ParameterDeclaration | null };

/** What is copied out of the grid and pasted into it, as spreadsheets do it. */
export class GridClipboard {
  readonly #store: WagonEditor;
  readonly #ranged: GridRange;
  readonly #lines: Lines;
  /** A range copied here: pasted again each cell is a whole value, not a cell of one list. */
  #copiedRange = '';
  constructor(store: WagonEditor, ranged: GridRange, lines: Lines) {
    this.#store = store;
    this.#ranged = ranged;
    this.#lines = lines;
  }

  /** What lies on the clipboard, put down where one stands: one cell fills a range, a block goes down from its first value. */
  pasted(text: string, standing: Standing): Pasting {
    const [block, range] = [blockOfText(text), this.#ranged.range()];
    const single = block.length === 1 && block[0]?.length === 1 ? block[0][0] : undefined;
    if (range !== null && single !== undefined) return filling(single, range, this.#field());
    const first = range === null ? standing : { row: range.rows[0] ?? '', variant: range.variants[0] ?? BASE, line: 0, at: 0 };
    return pasting(block, first, this.#field(), text === this.#copiedRange);
  }
  /** The text for the clipboard: the range, else the value one stands in; null where nothing stands that could be copied. */
  copied({ row, variant }: Standing): string | null {
    const [range, one] = [this.#ranged.range(), this.#store.draftById().get(variant)];
    if (one === undefined) return null;
    const block = range === null ? blockOf(this.#store.heldIn(one, row)) : blockOfRange(range, this.#field().heldIn);
    if (block === null) return null;
    const text = textOfBlock(block);
    this.#copiedRange = range === null ? '' : text;
    return text;
  }
  #field(): PasteField {
    return {
      rows: this.#lines.rows(),
      variants: this.#store.draft(),
      declarationOf: this.#lines.declarationOf,
      heldIn: (row, variant) => {
        const one = this.#store.draftById().get(variant);
        return one === undefined ? { inBase: variant === BASE, base: null, override: null } : this.#store.heldIn(one, row);
      },
    };
  }
}
