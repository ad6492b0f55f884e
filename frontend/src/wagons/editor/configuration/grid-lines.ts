import { computed, effect, signal, type Signal } from '@angular/core';
import type { GridRow, ParameterRow } from '../../editing/grid-rows';
import type { WagonEditor } from '../../editing/wagon-editor.store';
import { ageOf } from './age';
import { CellViews, type CellView } from './cell-view';
import type { GridWindow } from './grid-window';
import { Instalments } from './instalments';

/** Cells by column; null: the column is out of sight. */
type DrawnLine = { readonly row: GridRow; readonly cells: readonly (CellView | null)[] };
/** So many that a slow machine draws them in well under 50 ms. */
const CELLS_A_FRAME = 24;

/** The lines in sight, ready to be drawn; what changes at once is drawn over several frames. */
export class GridLines {
  readonly #store: WagonEditor;
  readonly #window: GridWindow;
  readonly #views: CellViews;
  readonly #drawn = new Instalments<DrawnLine>(CELLS_A_FRAME);
  /** The next instalment of what is drawn. */
  readonly #turn = signal(0);
  readonly #problems = computed(() => {
    const ids = new Map(this.#store.draft().map(({ name, id }) => [name, id]));
    return new Map<string, string>(
      this.#store
        .problems()
        .flatMap(({ variant, task, parameter, sentence }) =>
          parameter === undefined ? [] : [[`${ids.get(variant) ?? variant}\n${task ?? ''}\n${parameter}`, sentence] as const],
        ),
    );
  });
  readonly shown = computed(() => {
    this.#turn();
    const { first, end } = this.#window.shown();
    const draw = this.#drawn.frame();
    return this.#rows()
      .slice(first, end)
      .map((row, at) => {
        const index = first + at;
        // A line that leaves at one end is drawn anew at the other: changing its texts is far cheaper than making it.
        const slot = index % this.#window.lines();
        const wanted: DrawnLine = { row, cells: row.kind === 'group' ? [] : this.#cellsOf(row) };
        const line = draw(slot, wanted) ?? { row, cells: [] };
        const place = { slot, index, top: this.#window.startOf(index), height: row.height };
        return { ...line, ...place, late: line !== wanted, ...this.#marksOf(line.row) };
      })
      .sort((a, b) => a.slot - b.slot);
  });
  /** Lines stay where they are in the document and move by coordinates: this is the order in which they are read. */
  readonly readingOrder = computed(() =>
    [...this.shown()]
      .sort((a, b) => a.index - b.index)
      .map(({ slot }) => `grid-line-${String(slot)}`)
      .join(' '),
  );
  readonly #rows: Signal<readonly GridRow[]>;

  /** In the constructor of the grid. */
  constructor(store: WagonEditor, rows: Signal<readonly GridRow[]>, window: GridWindow) {
    this.#store = store;
    this.#rows = rows;
    this.#window = window;
    this.#views = new CellViews(store);
    effect((stop) => {
      if (!this.shown().some(({ late }) => late)) return;
      const frame = requestAnimationFrame(() => this.#turn.update((turn) => turn + 1));
      stop(() => cancelAnimationFrame(frame));
    });
  }

  /** The cell as it was last drawn. */
  viewAt(row: string, variantId: string): CellView | undefined {
    return this.#views.known(row, variantId);
  }
  #cellsOf(row: ParameterRow): DrawnLine['cells'] {
    return this.#store
      .draft()
      .map((variant, place) =>
        this.#window.showsColumn(place) ? this.#views.of(row, variant, this.#problems().get(`${variant.id}\n${row.id}`) ?? null) : null,
      );
  }
  #marksOf(row: GridRow): { readonly changed: boolean; readonly any: boolean; readonly age: number } {
    if (row.kind === 'group') return { changed: false, any: false, age: 0 };
    return {
      changed: this.#store.draft()[0]?.values.has(row.id) === true,
      any: this.#store.changedKeys().has(row.id),
      age: ageOf(this.#store.lastSet().get(row.id)),
    };
  }
}
