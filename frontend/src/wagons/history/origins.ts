import { inject, Injectable } from '@angular/core';
import type { GivenValue, WagonChangeRow, WagonRow } from '@hyperloop/contracts/wagons';
import { ViewDoor } from '../../kernel/live/view-door';

export type Place = { readonly variant: string; readonly task: string; readonly parameter: string };
/** Where a value that came by cloning was really set. */
export type Origin = { readonly wagonId: string; readonly wagonName: string; readonly given: GivenValue };

/** Clones of clones of clones: a chain longer than this is not followed. */
const LONGEST = 20;

const givenAt = (row: WagonRow, { variant, task, parameter }: Place): GivenValue | undefined =>
  row.variants.find(({ name }) => name === variant)?.values.find((value) => value.task === task && value.parameter === parameter);

/** Follows a value through clones back to the wagon in which somebody set it (rules 28, 52). */
@Injectable({ providedIn: 'root' })
export class Origins {
  readonly #door = inject(ViewDoor);

  /** Null where the value did not come by cloning, or the way back cannot be read. */
  async of(row: WagonRow, place: Place): Promise<Origin | null> {
    let wagon = row;
    let given = givenAt(row, place);
    for (let steps = 0; given?.source === 'clone' && wagon.clonedFrom !== null && steps < LONGEST; steps += 1) {
      const source = await this.#sourceOf(wagon.wagonId, wagon.clonedFrom.wagonId);
      if (source === undefined) return null;
      wagon = source;
      given = givenAt(source, place);
    }
    if (given === undefined || given.source === 'clone' || wagon === row) return null;
    return { wagonId: wagon.wagonId, wagonName: wagon.name, given };
  }

  /** The source as it was when the clone was registered: that is what was copied. */
  async #sourceOf(cloneId: string, sourceId: string): Promise<WagonRow | undefined> {
    const [registered] = (await this.#door.read<WagonChangeRow>('wagon-changes', { key: `${cloneId}:0` })).rows;
    if (registered === undefined) return undefined;
    return (await this.#door.read<WagonRow>('wagons', { key: sourceId }, { at: registered.position })).rows[0];
  }
}
