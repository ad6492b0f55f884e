import { Injectable, signal } from '@angular/core';
import { sameDerivedData, type DerivedData, type WagonRow } from '@hyperloop/contracts/wagons';

type Begun = { readonly wagonId: string; readonly before: DerivedData; readonly chosen: DerivedData };

/** The derived data chosen but not saved. It belongs to the page: looking at another tab loses nothing (rule 31). */
@Injectable()
export class DerivedEdits {
  readonly #begun = signal<Begun | null>(null);

  chosenFor(row: WagonRow): DerivedData {
    const begun = this.#begun();
    return begun?.wagonId === row.wagonId ? begun.chosen : row.derivedData;
  }
  choose(row: WagonRow, change: Partial<DerivedData>): void {
    const begun = this.#begun();
    const before = begun?.wagonId === row.wagonId ? begun.before : row.derivedData;
    this.#begun.set({ wagonId: row.wagonId, before, chosen: { ...this.chosenFor(row), ...change } });
  }
  forget(): void {
    this.#begun.set(null);
  }
  changed(row: WagonRow): boolean {
    return !sameDerivedData(this.chosenFor(row), row.derivedData);
  }
  /** Somebody saved other settings since these were begun (rule 34): saving would replace theirs. */
  overtaken(row: WagonRow): boolean {
    const begun = this.#begun();
    return begun?.wagonId === row.wagonId && !sameDerivedData(begun.before, row.derivedData) && this.changed(row);
  }
}
