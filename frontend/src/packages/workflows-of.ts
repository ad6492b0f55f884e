import { inject, Injectable } from '@angular/core';
import type { WorkflowRow } from '@hyperloop/contracts/packages';
import { ViewDoor } from '../kernel/live/view-door';

/** All workflows of a tag: more than a page holds. A released tag never changes, so each is read once. */
@Injectable({ providedIn: 'root' })
export class WorkflowsOf {
  readonly #door = inject(ViewDoor);
  readonly #read = new Map<string, Promise<readonly WorkflowRow[]>>();

  tag(packageTag: string): Promise<readonly WorkflowRow[]> {
    const known = this.#read.get(packageTag);
    if (known !== undefined) return known;
    const reading = this.#ask(packageTag);
    this.#read.set(packageTag, reading);
    reading.catch(() => this.#read.delete(packageTag));
    return reading;
  }

  async #ask(packageTag: string): Promise<readonly WorkflowRow[]> {
    const rows: WorkflowRow[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await this.#door.read<WorkflowRow>('workflows', {
        filter: [{ column: 'packageTag', op: 'is', value: packageTag }],
        limit: 1000,
        ...(cursor === undefined ? {} : { cursor }),
      });
      rows.push(...page.rows);
      cursor = page.next;
      if (cursor === undefined) return rows;
    }
  }
}
