import { Component, computed, inject, input } from '@angular/core';
import type { ViewQuery } from '@hyperloop/contracts/kernel';
import { viewAddress } from '../live/view-door';
import { Moment } from '../url/moment';
import { MenuButton, type MenuItem } from './menu-button';

/** The list as a file: every row that matches, in the order shown, made by the server. */
@Component({
  selector: 'hl-export',
  imports: [MenuButton],
  template: `<hl-menu-button icon="download" [label]="label()" [items]="items()" />`,
  styles: `
    :host {
      display: inline-flex;
    }
  `,
})
export class ExportButton {
  readonly of = input.required<{ name: string; query: () => ViewQuery | null; counted: () => string }>();
  readonly #moment = inject(Moment);
  protected readonly label = computed(() => `Export ${this.of().counted()}`);
  protected readonly items = computed<readonly MenuItem[]>(() => {
    // A file holds all that matches, so the limit of the screen is left out.
    const { limit: _, ...query } = this.of().query() ?? {};
    const at = this.#moment.at();
    const address = (format: string) => viewAddress(this.of().name, query, { format, ...(at === null ? {} : { at }) });
    return [
      { label: 'CSV, for a spreadsheet', icon: 'table', href: address('csv') },
      { label: 'NDJSON, one row a line', icon: 'page', href: address('ndjson') },
    ];
  });
}
