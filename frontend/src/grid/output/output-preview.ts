import { Component, computed, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Histogram } from '../../kernel/charts/histogram';
import { number } from '../../kernel/format';
import { liveView } from '../../kernel/live/live-view';
import { Panel } from '../../kernel/parts/panel';
import { Here, RemotePart } from '../../kernel/remote/remote-part';
import { trainStopped } from '../train-over';
import { bestOutput } from './best-output';
import { outputContent } from './output-content';
import { firstLook } from './output-tree';

/** One look at what came out so far, on the first tab of a train. */
@Component({
  selector: 'hl-output-preview',
  imports: [Here, Histogram, Panel, RemotePart, RouterLink],
  template: `
    <hl-panel heading="Merged output">
      <span hlPanelEnd class="muted small">{{ runs() }}</span>
      @if (best(); as output) {
        <hl-remote [of]="content()" what="The merged output">
          <ng-template [hlHere]="content()" let-folder>
            @if (look(); as shown) {
              <div class="row name">
                <span class="mono ell" [attr.title]="shown.path">{{ shown.path }}</span>
                <a
                  class="btn sm ghost push"
                  [routerLink]="[]"
                  [queryParams]="{ tab: 'output', of: output.outputId, object: shown.path }"
                  queryParamsHandling="merge"
                  >Browse</a
                >
              </div>
              <hl-histogram [label]="shown.path" [of]="shown.object" [height]="170" />
              <p class="small muted entries">{{ entries() }}</p>
            } @else {
              <div class="note t2">The merged file holds no objects.</div>
            }
          </ng-template>
        </hl-remote>
      } @else {
        <div class="note t2">{{ nothing() }}</div>
      }
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    .name {
      padding: 6px 8px 0 12px;
    }
    .entries {
      text-align: right;
      padding: 0 12px 8px;
    }
  `,
})
export class OutputPreview {
  readonly trainId = input.required<string>();
  protected readonly outputs = liveView('merged-outputs', () => ({
    filter: [
      { column: 'trainId', op: 'is', value: this.trainId() },
      // Slim output holds tables, no histograms: it stands on the tab of derived data.
      { column: 'scope', op: 'in', value: ['run', 'train'] },
    ],
    limit: 1000,
  }));
  protected readonly best = computed(() => bestOutput(this.outputs.rows()));
  protected readonly content = outputContent(() => this.best()?.output?.sha256 ?? null);
  protected readonly look = computed(() => {
    const content = this.content();
    return content.phase === 'here' ? firstLook(content.value) : null;
  });
  protected readonly entries = computed(() => {
    const [shown, output] = [this.look(), this.best()];
    const of = output?.scope === 'train' ? 'full train' : output?.run === null || output === undefined ? '' : `run ${String(output.run)}`;
    return shown === null ? '' : `${of}; ${number(Number(shown.object['fEntries'] ?? 0))} entries`;
  });
  readonly #stopped = trainStopped(() => this.trainId());
  protected readonly nothing = computed(() => {
    if (this.outputs.remote().phase !== 'here') return '';
    return this.#stopped()
      ? 'No run was merged before the train was stopped.'
      : 'No run is merged yet. A run is merged when all its jobs ended.';
  });
  protected readonly runs = computed(() => {
    const runs = this.outputs.rows().filter(({ scope }) => scope === 'run');
    return runs.length === 0 ? '' : `${number(runs.filter(({ state }) => state === 'done').length)} of ${number(runs.length)} runs`;
  });
}
