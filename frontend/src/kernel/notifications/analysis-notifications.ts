import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { counted, shortTime, time } from '../format';
import { Icon } from '../parts/icon';
import { Moment } from '../url/moment';
import { MyNotifications } from './my-notifications';
import { toneClass } from './told';

const SHOWN = 3;

/** The newest notifications of an analysis, in its head (rules 15, 136, 147). Nothing at all when there are none. */
@Component({
  selector: 'hl-analysis-notifications',
  imports: [Icon, RouterLink],
  template: `
    @if (all().length > 0) {
      <ul class="told" aria-label="Notifications">
        @for (one of newest(); track one.notificationId) {
          <li>
            <span class="mark" [class]="tones[one.tone]"><hl-icon [name]="one.icon" [small]="true" /></span>
            <span class="ell" [attr.title]="one.sentence">{{ one.sentence }}</span>
            <span class="muted nowrap" [attr.title]="exact(one.happenedAt)">{{ one.causedBy }}, {{ when(one.happenedAt) }}</span>
            <a class="link nowrap" [routerLink]="one.link">{{ one.linkWord }}</a>
            @if (!past()) {
              <button
                type="button"
                class="btn sm icon ghost"
                [attr.aria-label]="'Dismiss: ' + one.sentence"
                title="Dismiss, for you only"
                [disabled]="mine.blocked() !== null"
                (click)="mine.dismiss(one.notificationId)"
              >
                <hl-icon name="close" [small]="true" />
              </button>
            }
          </li>
        }
        @if (all().length > newest().length) {
          <li>
            <a class="link" routerLink="/notifications" [queryParams]="{ analysis: analysisId() }">{{ rest() }}</a>
          </li>
        }
      </ul>
    }
  `,
  styles: `
    .told {
      margin: 0 12px 8px 36px;
      padding: 0;
      list-style: none;
      font: var(--hl-type-small);
      border-left: 2px solid var(--hl-line-strong);
    }
    .mark {
      display: inline-flex;
      flex: none;
    }
    li {
      display: flex;
      align-items: center;
      gap: 8px;
      min-height: 24px;
      padding-left: 8px;
      min-width: 0;
    }
  `,
})
export class AnalysisNotifications {
  readonly analysisId = input.required<string>();
  protected readonly mine = inject(MyNotifications);
  readonly #moment = inject(Moment);
  protected readonly past = computed(() => this.#moment.at() !== null);
  protected readonly all = computed(() => this.mine.ofAnalysis(this.analysisId()));
  protected readonly newest = computed(() => this.all().slice(0, SHOWN));
  protected readonly rest = computed(
    () => `${this.mine.atLeast() ? 'At least ' : ''}${counted(this.all().length - SHOWN, 'more notification')}`,
  );
  protected readonly when = shortTime;
  protected readonly exact = time;
  protected readonly counted = counted;
  protected readonly tones = toneClass;
}
