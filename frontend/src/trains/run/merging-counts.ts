import { Component, computed, input } from '@angular/core';
import type { TrainRunRow } from '@hyperloop/contracts/trains';
import { number } from '../../kernel/format';
import { Panel } from '../../kernel/parts/panel';
import { Status } from '../../kernel/parts/status';

/** Per-run merging in numbers, and how far the final merge is (rule 193). */
@Component({
  selector: 'hl-merging-counts',
  imports: [Panel, Status],
  template: `
    <hl-panel heading="Merging" [note]="of()">
      <span hlPanelEnd class="row t4"
        ><span class="muted small">final</span
        ><hl-status
          kind="merge"
          [state]="stopped() && train().fullMerge === 'pending' ? 'skipped' : train().fullMerge"
          [word]="stopped() && train().fullMerge === 'pending' ? 'Not merged' : ''"
      /></span>
      <dl>
        @for (line of lines(); track line.name) {
          <dt><i [style.background]="'var(' + line.colour + ')'"></i>{{ line.name }}</dt>
          <dd [class.muted]="line.count === 0">{{ number(line.count) }}</dd>
        }
      </dl>
      <div class="meter" aria-hidden="true">
        @for (line of lines(); track line.name) {
          <i [style.background]="'var(' + line.colour + ')'" [style.width.%]="line.width"></i>
        }
      </div>
    </hl-panel>
  `,
  styles: `
    :host {
      display: block;
      flex: none;
    }
    dl {
      display: grid;
      grid-template-columns: 1fr auto;
      row-gap: 2px;
      padding: 8px 12px 6px;
      line-height: 20px;
    }
    dt {
      display: flex;
      gap: 8px;
      align-items: center;
      color: var(--hl-text-2);
    }
    dt i {
      width: 8px;
      height: 8px;
      border-radius: 2px;
    }
    .meter {
      margin: 0 12px 10px;
    }
  `,
})
export class MergingCounts {
  readonly train = input.required<TrainRunRow>();
  protected readonly number = number;
  protected readonly stopped = computed(() => this.train().state === 'killed' || this.train().state === 'closed');
  protected readonly of = computed(() => `${number(this.train().runMerges.done)} of ${number(this.train().runMerges.total)} runs`);
  protected readonly lines = computed(() => {
    const { total, done, running, pending, skipped, failed } = this.train().runMerges;
    const line = (name: string, count: number, colour: string) => ({ name, count, colour, width: total === 0 ? 0 : (100 * count) / total });
    return [
      line('Done', done, '--hl-done-solid'),
      line('Running', running, '--hl-run-solid'),
      line(this.stopped() ? 'Not merged' : 'Pending', pending, '--hl-wait-solid'),
      line('Skipped', skipped, '--hl-warn-solid'),
      line('Failed', failed, '--hl-fail-solid'),
    ];
  });
}
