import { Component, computed, inject } from '@angular/core';
import { fullTime } from '../format';
import { Icon } from '../parts/icon';
import { Moment, TimeTravel } from '../url/moment';

/** Plum means the past and nothing else. */
@Component({
  selector: 'hl-past-banner',
  imports: [Icon],
  template: `
    @if (at()) {
      <div class="banner" role="status">
        <hl-icon name="history" />
        <span class="ell"
          ><b>You see {{ words() }}.</b> Everything on this page is as it was then; nothing can be changed.</span
        >
        <button type="button" class="btn sm push now" (click)="travel.show(null)">Back to now</button>
      </div>
    }
  `,
  styles: `
    :host {
      display: contents;
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
  protected readonly at = inject(Moment).at;
  protected readonly words = computed(() => {
    const at = this.at() ?? '';
    return /^\d+$/.test(at) ? `log position ${at}` : fullTime(at);
  });
}
