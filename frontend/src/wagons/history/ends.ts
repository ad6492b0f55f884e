import { inject, Injectable } from '@angular/core';
import { withAdded, type WagonRow } from '@hyperloop/contracts/wagons';
import { ViewDoor } from '../../kernel/live/view-door';
import { Declarations } from '../../kernel/blobs/declarations';
import type { Side } from './comparison';

/** One end of a comparison: a wagon at a position of the log. Written `17@1234`, the own wagon without its id. */
export type End = { readonly wagonId: string; readonly position: string };

export const readEnd = (text: string, own: string): End | null => {
  const [, wagonId, position] = /^(?:(\d{1,9})@)?(\d{1,19})$/.exec(text) ?? [];
  return position === undefined ? null : { wagonId: wagonId ?? own, position };
};
export const writeEnd = ({ wagonId, position }: End, own: string): string => (wagonId === own ? position : `${wagonId}@${position}`);

/** Reads wagons as they were. What was never changes, so each state is read once. */
@Injectable({ providedIn: 'root' })
export class Ends {
  readonly #door = inject(ViewDoor);
  readonly #declarations = inject(Declarations);
  readonly #read = new Map<string, Promise<Side | null>>();

  /** Null when the wagon was not there at that moment. */
  of({ wagonId, position }: End): Promise<Side | null> {
    const key = `${wagonId}@${position}`;
    const known = this.#read.get(key);
    if (known !== undefined) return known;
    const reading = this.#ask(wagonId, position);
    this.#read.set(key, reading);
    // A failed reading is asked again next time.
    reading.catch(() => this.#read.delete(key));
    return reading;
  }

  async #ask(wagonId: string, position: string): Promise<Side | null> {
    const { rows } = await this.#door.read<WagonRow>('wagons', { key: wagonId }, { at: position });
    const [row] = rows;
    return row === undefined ? null : { row, workflow: withAdded(await this.#declarations.of(row.declaration), row.addedParameters) };
  }
}
