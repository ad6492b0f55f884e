import { Injectable, signal } from '@angular/core';
import type { WagonRow } from '@hyperloop/contracts/wagons';

type Begun = { readonly wagonId: string; readonly before: string; readonly chosen: readonly string[] };

/** The dependencies chosen but not saved. It belongs to the page: looking at another tab loses nothing (rule 31). */
@Injectable()
export class SettingsEdits {
  readonly #begun = signal<Begun | null>(null);

  chosenFor(row: WagonRow): readonly string[] {
    const begun = this.#begun();
    return begun?.wagonId === row.wagonId ? begun.chosen : row.dependencies;
  }
  choose(row: WagonRow, chosen: readonly string[]): void {
    const begun = this.#begun();
    this.#begun.set({ wagonId: row.wagonId, before: begun?.wagonId === row.wagonId ? begun.before : row.dependencyIds, chosen });
  }
  forget(): void {
    this.#begun.set(null);
  }
  changed(row: WagonRow): boolean {
    const [now, stored] = [new Set(this.chosenFor(row)), new Set(row.dependencies)];
    return now.size !== stored.size || [...now].some((id) => !stored.has(id));
  }
  /** Somebody saved another set since this choice was begun (rule 34): saving would replace theirs. */
  overtaken(row: WagonRow): boolean {
    const begun = this.#begun();
    return begun?.wagonId === row.wagonId && begun.before !== row.dependencyIds && this.changed(row);
  }
}
