import { Component, computed, inject } from '@angular/core';
import { fullTime } from '../format';
import { Icon } from '../parts/icon';
import { Moment, TimeTravel } from '../url/moment';
import { StepButtons } from './step-buttons';
import { TimeSteps } from './time-steps';

/** Plum means the past and nothing else. */
@Component({
  selector: 'hl-past-banner',
  imports: [Icon, StepButtons],
  template: `
    @if (at()) {
      <div class="banner" role="status">
        <hl-icon name="history" />
        <span class="ell" [title]="steps.said()?.words ?? ''"
          ><b>You see {{ words() }}.</b>
          @if (steps.said(); as said) {
            {{ said.words }}{{ said.words.endsWith('.') ? '' : '.' }}
          }
          Everything on this page is as it was then; nothing can be changed.</span
        >
        <span class="push row t4 ways">
          <hl-step-buttons />
          <button type="button" class="btn sm now" (click)="travel.show(null)">Back to now</button>
        </span>
      </div>
    }
  `,
  styles: `
    :host {
      display: contents;
    }
    .ways {
      flex: none;
    }
    .now,
    .now:hover {
      background: var(--hl-past);
      border-color: var(--hl-past);
      color: var(--hl-surface);
    }
  `,
})
export class PastBanner {
  protected readonly travel = inject(TimeTravel);
  protected readonly steps = inject(TimeSteps);
  readonly #moment = inject(Moment);
  protected readonly at = this.#moment.at;
  protected readonly words = computed(() => {
    const time = this.#moment.time();
    return time === null ? `log position ${this.at() ?? ''}` : fullTime(time);
  });
}
