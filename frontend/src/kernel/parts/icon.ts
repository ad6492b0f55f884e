import { Component, computed, input } from '@angular/core';
import { icons, type IconName } from './icons';

/** A drawing beside a word. Alone it says nothing to a screen reader: the word, or the button's label, does. */
@Component({
  selector: 'hl-icon',
  template: `
    <svg class="i" [class.s]="small()" [class.spin]="spin()" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path [attr.d]="icon().path" [attr.fill]="icon().fill ? 'currentColor' : null" [attr.stroke-width]="icon().fill ? 1 : null" />
    </svg>
  `,
  host: { 'aria-hidden': 'true' },
  styles: `
    :host {
      display: inline-flex;
      flex: none;
    }
    svg {
      vertical-align: 0;
    }
  `,
})
export class Icon {
  readonly name = input.required<IconName>();
  readonly small = input(false);
  readonly spin = input(false);
  protected readonly icon = computed(() => icons[this.name()]);
}
