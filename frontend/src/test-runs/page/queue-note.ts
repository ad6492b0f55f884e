import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TestRunRow } from '@hyperloop/contracts/test-runs';
import { place } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Panel } from '../../kernel/parts/panel';
import { placeWords, queueUpTo } from './queue-place';

/** A test that waits has no figures: it has a place in the queue. */
@Component({
  selector: 'hl-queue-note',
  imports: [Panel, RouterLink],
  template: `
    <hl-panel>
      <div class="empty">
        <div class="strong">{{ words() }}</div>
        <div class="muted small">Its figures, its memory and its log appear here as soon as a test slot is free.</div>
        <p><a class="btn sm" routerLink="/wagon-tests" [queryParams]="{ state: 'queued', sort: 'queuedAt' }">The whole queue</a></p>
      </div>
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      margin-top: 8px;
    }
  `,
})
export class QueueNote {
  readonly test = input.required<TestRunRow>();
  readonly #ahead = liveView('test-runs', () => queueUpTo(this.test()));
  protected readonly words = computed(() => placeWords(this.#ahead.total(), place));
}
