import { inject, Injectable } from '@angular/core';
import { withAdded, type WagonRow } from '@hyperloop/contracts/wagons';
import { ViewDoor } from '../../kernel/live/view-door';
import { Moment } from '../../kernel/url/moment';
import { Declarations } from '../../kernel/blobs/declarations';
import { downloadText, type Stored } from './files';

/** The configuration file of a wagon with everything it depends on, near and far (rule 58). */
@Injectable({ providedIn: 'root' })
export class WagonFiles {
  readonly #door = inject(ViewDoor);
  readonly #moment = inject(Moment);
  readonly #declarations = inject(Declarations);

  async textOf(row: WagonRow): Promise<string> {
    const before = await this.#dependencies(row, new Set([row.wagonId]));
    return downloadText({ row, workflow: await this.#workflow(row) }, before);
  }

  /** What the package declares, and what was added by hand. */
  async #workflow({ declaration, addedParameters }: WagonRow) {
    return withAdded(await this.#declarations.of(declaration), addedParameters);
  }
  /** What a dependency depends on stands before it. */
  async #dependencies(row: WagonRow, met: Set<string>): Promise<readonly Stored[]> {
    const found: Stored[] = [];
    for (const wagonId of row.dependencies) {
      if (met.has(wagonId)) continue;
      met.add(wagonId);
      const page = await this.#door.read<WagonRow>('wagons', { key: wagonId }, { at: this.#moment.at() });
      const dependency = page.rows[0];
      if (dependency === undefined) continue;
      found.push(...(await this.#dependencies(dependency, met)), {
        row: dependency,
        workflow: await this.#workflow(dependency),
      });
    }
    return found;
  }
}

/** Hands a text to the browser as a file. */
export const saveAs = (document: Document, name: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
};
