import { Component, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Address } from '../url/url-state';
import { Status } from './status';
import type { StatusKind } from './status-words';

export type Tab = {
  readonly id: string;
  readonly label: string;
  readonly count?: string | number | null;
  readonly status?: { readonly kind: StatusKind; readonly state: string; readonly word?: string };
};

/** Tabs held in the address (`?tab=`); the first one is not written. Tabs that make no sense are simply not given. */
@Component({
  selector: 'hl-tabs',
  imports: [RouterLink, Status],
  template: `
    <nav class="tabs" [attr.aria-label]="label()">
      @for (tab of tabs(); track tab.id; let first = $first) {
        <a
          [routerLink]="[]"
          [queryParams]="to(tab.id, first)"
          queryParamsHandling="merge"
          [class.on]="isOn(tab.id, first)"
          [attr.aria-current]="isOn(tab.id, first) ? 'page' : null"
        >
          {{ tab.label }}
          @if (tab.count !== undefined && tab.count !== null) {
            <span class="num">{{ tab.count }}</span>
          }
          @if (tab.status; as status) {
            <hl-status [kind]="status.kind" [state]="status.state" [word]="status.word ?? ''" />
          }
        </a>
      }
    </nav>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
      margin-bottom: 12px;
    }
    .tabs {
      overflow-x: auto;
      scrollbar-width: none;
    }
  `,
})
export class Tabs {
  readonly tabs = input.required<readonly Tab[]>();
  readonly param = input('tab');
  readonly label = input('Parts of this page');
  readonly #address = inject(Address);
  protected to(id: string, first: boolean): Record<string, string | null> {
    return { [this.param()]: first ? null : id };
  }
  protected isOn(id: string, first: boolean): boolean {
    const now = this.#address.params()[this.param()];
    return now === id || (first && !this.tabs().some((tab) => tab.id === now));
  }
}
