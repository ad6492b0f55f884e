import { computed, signal, type Signal } from '@angular/core';
import type { Field, Standing } from '../../editing/movement';
import { rangeOf, type Corner, type Range } from '../../editing/range';

/**
 * The range between the corner where Shift was first held and where one stands now. It ends by itself as soon as one
 * stands elsewhere without having extended it.
 */
export class GridRange {
  readonly #standing: Signal<Standing | null>;
  readonly #held = signal<{ readonly from: Corner; readonly to: Standing } | null>(null);
  /** null: one stands in a single value. */
  readonly range: Signal<Range | null>;
  readonly #rows = computed(() => new Set(this.range()?.rows));
  readonly #variants = computed(() => new Set(this.range()?.variants));

  constructor(standing: Signal<Standing | null>, field: Signal<Field>) {
    this.#standing = standing;
    this.range = computed(() => {
      const [held, now] = [this.#held(), standing()];
      return held === null || now === null || held.to !== now ? null : rangeOf(held.from, held.to, field());
    });
  }

  /** To be called before one stands in `to`. */
  extendTo(to: Standing): void {
    const [held, now] = [this.#held(), this.#standing()];
    this.#held.set({ from: held !== null && held.to === now ? held.from : (now ?? to), to });
  }
  holds(row: string, variant: string): boolean {
    return this.#rows().has(row) && this.#variants().has(variant);
  }
}
