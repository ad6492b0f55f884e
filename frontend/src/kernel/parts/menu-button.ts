import { CdkMenu, CdkMenuItem, CdkMenuTrigger } from '@angular/cdk/menu';
import { Component, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Icon } from './icon';
import type { IconName } from './icons';

export type MenuItem = {
  readonly label: string;
  readonly icon?: IconName;
  readonly run?: () => void;
  readonly link?: string | readonly unknown[];
  /** A plain address: downloads and other sites. */
  readonly href?: string;
  readonly danger?: boolean;
  readonly offBecause?: string | null;
};

/** A button that opens a menu. Without `label` it is the three dots, and `said` names it. */
@Component({
  selector: 'hl-menu-button',
  imports: [Icon, RouterLink, CdkMenu, CdkMenuItem, CdkMenuTrigger],
  template: `
    <button
      type="button"
      class="btn"
      [class.sm]="small()"
      [class.ghost]="ghost()"
      [class.icon]="!label()"
      [attr.aria-label]="label() ? null : said()"
      [cdkMenuTriggerFor]="menu"
    >
      @if (icon(); as name) {
        <hl-icon [name]="name" />
      }
      @if (label()) {
        {{ label() }}<hl-icon name="down" [small]="true" />
      } @else if (!icon()) {
        <hl-icon name="more" />
      }
    </button>
    <ng-template #menu>
      <div class="menu" cdkMenu>
        @for (item of items(); track item.label) {
          @if (item.link) {
            <a class="mi" cdkMenuItem [routerLink]="item.link">
              @if (item.icon) {
                <hl-icon [name]="item.icon" />
              }
              {{ item.label }}
            </a>
          } @else if (item.href) {
            <a class="mi" cdkMenuItem [href]="item.href" download>
              @if (item.icon) {
                <hl-icon [name]="item.icon" />
              }
              {{ item.label }}
            </a>
          } @else {
            <button
              type="button"
              class="mi"
              cdkMenuItem
              [class.danger]="item.danger"
              [cdkMenuItemDisabled]="!!item.offBecause"
              [attr.title]="item.offBecause"
              (cdkMenuItemTriggered)="item.run?.()"
            >
              @if (item.icon) {
                <hl-icon [name]="item.icon" />
              }
              {{ item.label }}
            </button>
          }
        }
      </div>
    </ng-template>
  `,
  styles: `
    :host {
      display: inline-flex;
    }
  `,
})
export class MenuButton {
  readonly items = input.required<readonly MenuItem[]>();
  readonly label = input('');
  readonly said = input('More');
  readonly icon = input<IconName>();
  readonly small = input(false);
  readonly ghost = input(false);
}
