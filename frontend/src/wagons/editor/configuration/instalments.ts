/** A line of something, with the cells that are drawn in it. */
type Line = { readonly row: unknown; readonly cells: readonly unknown[] };

/**
 * Lines drawn in instalments: a frame draws so many cells anew, what is left waits for the next one, so that typing goes
 * on between them however much a search or a page changes at once.
 */
export class Instalments<L extends Line> {
  readonly #most: number;
  readonly #drawn = new Map<number, L>();
  constructor(mostPerFrame: number) {
    this.#most = mostPerFrame;
  }

  /** One frame, asked line by line, from the top: what the line shows. Another one than the wanted one is late; null: nothing yet. */
  frame(): (slot: number, wanted: L) => L | null {
    let left = this.#most;
    return (slot, wanted) => {
      const before = this.#drawn.get(slot);
      const fresh = wanted.cells.reduce<number>(
        (count, cell, at) => (cell === before?.cells[at] ? count : count + 1),
        wanted.row === before?.row ? 0 : 1,
      );
      if (fresh > 0 && left <= 0) return before ?? null;
      left -= fresh;
      this.#drawn.set(slot, wanted);
      return wanted;
    };
  }
}
