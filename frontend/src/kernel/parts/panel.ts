import { Component, input } from '@angular/core';

/** A panel: a hairline, no shadow, never inside another. What stands in the head at the right is marked `hlPanelEnd`. */
@Component({
  selector: 'hl-panel',
  template: `
    @if (heading()) {
      <div class="phead" [class.line]="line()">
        <h2>{{ heading() }}</h2>
        @if (note()) {
          <span class="muted">{{ note() }}</span>
        }
        <span class="push row"><ng-content select="[hlPanelEnd]" /></span>
      </div>
    }
    <ng-content />
  `,
  host: { class: 'panel', '[attr.aria-label]': 'heading() || null', role: 'region' },
})
export class Panel {
  readonly heading = input('');
  readonly note = input('');
  readonly line = input(true);
}
