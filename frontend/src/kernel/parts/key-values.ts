import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';

export type KeyValue = {
  readonly key: string;
  readonly value: string;
  readonly title?: string;
  readonly link?: string | readonly unknown[];
  readonly mono?: boolean;
  readonly muted?: boolean;
};

/** Names and values, as in the settings of a train. */
@Component({
  selector: 'hl-key-values',
  imports: [RouterLink],
  template: `
    <dl class="kv">
      @for (entry of entries(); track entry.key) {
        <dt>{{ entry.key }}</dt>
        <dd [class.mono]="entry.mono" [class.muted]="entry.muted" [attr.title]="entry.title ?? entry.value">
          @if (entry.link) {
            <a class="link" [routerLink]="entry.link">{{ entry.value }}</a>
          } @else {
            {{ entry.value }}
          }
        </dd>
      }
    </dl>
  `,
  styles: `
    :host {
      display: block;
      padding: 8px 12px;
    }
    dl {
      grid-template-columns: var(--hl-keys, 100px) minmax(0, 1fr);
    }
  `,
})
export class KeyValues {
  readonly entries = input.required<readonly KeyValue[]>();
}
