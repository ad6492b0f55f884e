import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import type { VariantChange, WagonCellRow, WagonRow } from '@hyperloop/contracts/wagons';
import { ViewDoor } from '../../kernel/live/view-door';
import { Icon } from '../../kernel/parts/icon';
import { impactWords, outputWords, type Impact } from './impact';

/** Said before saving, once something is unsaved: which tests start anew, what they cost, which trains stay. */
@Component({
  selector: 'hl-impact-note',
  imports: [Icon],
  template: `
    @if (outputs(); as sentence) {
      <div class="note warned" role="status">
        <hl-icon name="warning" [small]="true" /><span class="small">{{ sentence }}</span>
      </div>
    }
    @if (words().length > 0) {
      <div class="note" role="status">
        <hl-icon name="refresh" [small]="true" /><span class="small t2">{{ words().join(' ') }}</span>
      </div>
    }
  `,
})
export class ImpactNote {
  readonly #door = inject(ViewDoor);
  readonly wagonId = input.required<string>();
  /** What is unsaved of the set of subwagons. */
  readonly variants = input<readonly VariantChange[]>([]);
  protected readonly outputs = computed(() => outputWords(this.variants(), this.#impact()?.dependants ?? []));
  readonly #impact = signal<Impact | null>(null);
  protected readonly words = computed(() => {
    const impact = this.#impact();
    return impact === null ? [] : impactWords(impact);
  });

  constructor() {
    effect(() => {
      const wagonId = this.wagonId();
      untracked(() => void this.#look(wagonId));
    });
  }

  /** A hint, not a rule: without an answer nothing is said, and saving is as possible as before. */
  async #look(wagonId: string): Promise<void> {
    try {
      const dependants = await this.#dependants(wagonId);
      const ids = [wagonId, ...dependants.map((row) => row.wagonId)].slice(0, 500);
      const { rows } = await this.#door.read<WagonCellRow>('wagon-cells', {
        filter: [
          { column: 'wagonId', op: 'in', value: ids },
          { column: 'enabled', op: 'is', value: true },
        ],
        limit: 1000,
      });
      const own = rows.filter((cell) => cell.wagonId === wagonId);
      if (this.wagonId() === wagonId) this.#impact.set({ own, others: rows.filter((cell) => cell.wagonId !== wagonId), dependants });
    } catch {
      this.#impact.set(null);
    }
  }

  async #dependants(wagonId: string): Promise<readonly WagonRow[]> {
    const found = new Map<string, WagonRow>();
    const waiting = [wagonId];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      const { rows } = await this.#door.read<WagonRow>('wagons', {
        filter: [{ column: 'dependencyIds', op: 'contains', value: `,${id},` }],
        limit: 1000,
      });
      for (const row of rows) {
        if (row.wagonId === wagonId || found.has(row.wagonId)) continue;
        found.set(row.wagonId, row);
        waiting.push(row.wagonId);
      }
    }
    return [...found.values()];
  }
}
