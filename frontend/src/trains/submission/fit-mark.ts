import { Component, computed, input } from '@angular/core';
import { Icon } from '../../kernel/parts/icon';
import type { IconName } from '../../kernel/parts/icons';
import type { Fit } from './fit';

const looks: Readonly<Record<Fit['is'], { icon: IconName; tone: string; word: string }>> = {
  chosen: { icon: 'check', tone: 'done', word: 'In this train' },
  fits: { icon: 'done', tone: 'done', word: 'Compatible' },
  over: { icon: 'warning', tone: 'warn', word: 'Too large' },
  out: { icon: 'blocked', tone: 'fail', word: 'Not now' },
};

/** Green or red by icon, word and reason (rule 178). What cannot be chosen says why, in one sentence. */
@Component({
  selector: 'hl-fit-mark',
  imports: [Icon],
  template: `
    <span class="st" [class]="look().tone"
      ><hl-icon [name]="look().icon" /><span [class.hl-said]="fit().is === 'out'">{{ look().word }}</span></span
    >
    <span class="small ell" [class.muted]="fit().is !== 'out'" [class.t2]="fit().is === 'out'" [attr.title]="fit().sentence">{{
      fit().sentence
    }}</span>
  `,
  styles: `
    :host {
      display: flex;
      align-items: center;
      gap: 8px;
      min-width: 0;
    }
    .st {
      flex: none;
      top: 0 !important;
    }
    .st:has(.hl-said) {
      gap: 0;
    }
  `,
})
export class FitMark {
  readonly fit = input.required<Fit>();
  protected readonly look = computed(() => looks[this.fit().is]);
}
