import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { counted } from '../format';
import { Icon } from '../parts/icon';
import { MyNotifications } from './my-notifications';

const SHOWN = 99;

/** The bell with how many notifications were not put away; it leads to their page (rule 136). */
@Component({
  selector: 'hl-bell',
  imports: [Icon, RouterLink],
  template: `
    <a class="btn icon ghost" routerLink="/notifications" [attr.aria-label]="said()" [attr.title]="said()">
      <hl-icon name="bell" />
      @if (count() > 0) {
        <span class="count" aria-hidden="true">{{ count() > shown ? shown + '+' : count() }}</span>
      }
    </a>
  `,
  styles: `
    .btn {
      position: relative;
    }
    .count {
      position: absolute;
      top: 0;
      left: 15px;
      min-width: 14px;
      height: 14px;
      padding: 0 3px;
      border-radius: 7px;
      background: var(--hl-fail);
      color: var(--hl-surface);
      font: 600 10px/14px var(--hl-font);
      text-align: center;
    }
  `,
})
export class Bell {
  readonly #mine = inject(MyNotifications);
  #words(count: number, atLeast: boolean): string {
    if (!this.#mine.ready()) return 'Notifications';
    if (count === 0 && !atLeast) return 'Notifications, none new';
    return `${atLeast ? 'At least ' : ''}${counted(count, 'notification')}`;
  }
  protected readonly shown = SHOWN;
  protected readonly count = computed(() => this.#mine.open().length);
  protected readonly said = computed(() => this.#words(this.count(), this.#mine.atLeast()));
}
