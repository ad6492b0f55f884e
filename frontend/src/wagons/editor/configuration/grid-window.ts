import { computed, effect, signal, type ElementRef, type Signal } from '@angular/core';
import { linesFor, startsOf, windowOf, type GridRow } from '../../editing/grid-rows';

const HEAD = 33;
const NAME = 216;
/** Names and Base, which stay when one moves sideways. */
const FIXED = NAME + 196;
const SUBWAGON = 164;
/** Columns drawn before and behind those in sight. */
const AROUND = 1;

/** The part of the grid that is in sight: which lines are drawn, and how something comes into sight. */
export class GridWindow {
  readonly #port: Signal<ElementRef<HTMLElement>>;
  readonly #rows: Signal<readonly GridRow[]>;
  readonly #columns: Signal<number>;
  readonly #top = signal(0);
  readonly #left = signal(0);
  readonly #high = signal(600);
  readonly #wide = signal(1000);
  readonly lines = computed(() => linesFor(this.#high()));
  readonly #starts = computed(() => startsOf(this.#rows()));
  readonly shown = computed(() => windowOf(this.#starts(), this.#top(), this.lines()), {
    equal: (a, b) => a.first === b.first && a.end === b.end,
  });
  readonly height = computed(() => this.#starts().at(-1) ?? 0);
  /** Base alone does not spread over a wide screen: a number wants no line of its own. */
  readonly template = computed(() => {
    const others = this.#columns() - 1;
    return others < 1
      ? `${String(NAME)}px minmax(196px, 560px)`
      : `${String(NAME)}px minmax(196px, 1.25fr) ${`minmax(${String(SUBWAGON)}px, 1fr) `.repeat(others)}`;
  });
  readonly width = computed(() => FIXED + SUBWAGON * Math.max(0, this.#columns() - 1));

  /** Columns of subwagons in sight, by place; Base, which is 0, always is. */
  readonly #columnsShown = computed(
    () => {
      if (this.width() <= this.#wide()) return { first: 1, end: this.#columns() };
      const first = 1 + Math.floor(this.#left() / SUBWAGON) - AROUND;
      return { first, end: first + Math.ceil((this.#wide() - FIXED) / SUBWAGON) + 1 + 2 * AROUND };
    },
    { equal: (a, b) => a.first === b.first && a.end === b.end },
  );

  /** In the constructor of the grid; `columns`: Base and subwagons. */
  constructor(port: Signal<ElementRef<HTMLElement>>, rows: Signal<readonly GridRow[]>, columns: Signal<number>) {
    this.#port = port;
    this.#rows = rows;
    this.#columns = columns;
    effect((stop) => {
      const element = port().nativeElement;
      const sized = new ResizeObserver(() => {
        this.#high.set(element.clientHeight);
        this.#wide.set(element.clientWidth);
      });
      sized.observe(element);
      stop(() => sized.disconnect());
    });
  }

  scrolled(): void {
    const { scrollTop, scrollLeft } = this.#port().nativeElement;
    this.#top.set(scrollTop);
    this.#left.set(scrollLeft);
  }
  /** Where a line begins, in pixels below the head. */
  startOf(index: number): number {
    return this.#starts()[index] ?? 0;
  }
  showsColumn(place: number): boolean {
    const { first, end } = this.#columnsShown();
    return place === 0 || (place >= first && place < end);
  }
  /** A line and a column, by place, come into sight. */
  reveal(row: string, column: number): void {
    const index = this.#rows().findIndex(({ id }) => id === row);
    if (index < 0) return;
    const port = this.#port().nativeElement;
    const [start = 0, end = 0] = [this.#starts()[index], this.#starts()[index + 1]];
    if (start < port.scrollTop) port.scrollTop = Math.max(0, start - 26);
    else if (end + HEAD > port.scrollTop + port.clientHeight) port.scrollTop = end + HEAD - port.clientHeight + 4;
    if (column < 1) return;
    const each = Math.max(SUBWAGON, (port.scrollWidth - FIXED) / Math.max(1, this.#columns()));
    const [left, right] = [(column - 1) * each, column * each];
    if (left < port.scrollLeft) port.scrollLeft = left;
    else if (right + FIXED > port.scrollLeft + port.clientWidth) port.scrollLeft = right + FIXED - port.clientWidth;
  }
}
